"""Relate: say how this matter stands to another, by its number."""

from django.utils.translation import gettext as _

from sanling.domain.matters.access import told_ties, visible_matters
from sanling.domain.matters.acting import Acting
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Entry, Matter, Relation
from sanling.domain.matters.numbering import parse


def relate(act: Acting) -> None:
    """Tie it to a matter of the same city that the actor may see; raises `Invalid` for any other."""
    if act.fields["relation"] == Relation.Kind.MERGED_INTO:
        # A workflow of before offers it as a mere label: its matters would go on as if nothing had been said.
        raise Invalid({"relation": _("This matter's workflow is too old for merging.")})
    tie(act, kind=act.fields["relation"])


def tie(act: Acting, *, kind: str) -> Matter:
    """Tie the matter to the one whose number the act's form holds; nobody says what they may not be told."""
    number = parse(act.fields["number"])
    seen = visible_matters(act.actor).filter(city=act.matter.division_id[:4]).exclude(pk=act.matter.pk)
    other = seen.filter(number=number).first() if number else None
    if other is None:
        raise Invalid({"number": _("There is no such matter, or it is not yours to see.")})
    if not told_ties(act.actor, act.matter.pk, {(kind, other.pk)}):
        raise Invalid(
            {"number": _("Who brought both is not yours to read, so you can't say that one person did.")}
        )
    act.params["other"] = other.pk

    def put(entry: Entry) -> None:
        Relation.objects.get_or_create(matter=act.matter, other=other, kind=kind, defaults={"entry": entry})

    act.afterwards.append(put)
    return other
