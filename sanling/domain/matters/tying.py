"""How an act ties a matter to another: nobody says what they may not be told, and nothing follows in a circle."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.barring import barred_units
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.merging import followed_by, way_from
from sanling.domain.matters.models import Matter, Relation
from sanling.domain.matters.numbering import parse
from sanling.domain.matters.tie_access import told_ties

if TYPE_CHECKING:
    from sanling.domain.matters.acting import Acting


def tie(act: "Acting", kind: str) -> Matter:
    """Tie the matter to the one of its city whose number the act's form holds; raises `Invalid` for any other."""
    number = parse(act.fields["number"])
    seen = (
        visible_matters(act.actor, few=True).filter(city=act.matter.division_id[:4]).exclude(pk=act.matter.pk)
    )
    other = seen.filter(number=number).first() if number else None
    if other is None:
        raise Invalid({"number": _("There is no such matter, or it is not yours to see.")})
    if not told_ties(act.actor, act.matter.pk, {(kind, other.pk)}):
        raise Invalid(
            {"number": _("Who brought both is not yours to read, so you can't say that one person did.")}
        )
    refused = _why_no_merging(act, other) if kind == Relation.Kind.MERGED_INTO else ""
    if refused:
        raise Invalid({"number": refused})
    act.params["other"] = other.pk

    tied = {"matter": act.matter, "other": other, "kind": kind}
    if not Relation.objects.filter(**tied).exists():
        act.afterwards.append(lambda entry: act.change.add(Relation(entry=entry, **tied)))
    return other


def _why_no_merging(act: "Acting", other: Matter) -> str:
    """Return why the matter can't follow another that has ended, comes back to it, or that others may see."""
    way = way_from(other.pk)
    if act.matter.pk in way:
        return _("That matter was itself merged into this one.")
    if not act.locked.issuperset(way):
        return _("That matter has just been merged itself. Please try again.")
    if Matter.objects.filter(pk__in=way, open=False).exists():
        return _("That matter has ended.")
    if _secrecy(act.matter) != _secrecy(other):
        return _("Both must be equally confidential, and concealed from the same units.")
    return ""


def _secrecy(matter: Matter) -> tuple[int, bool, frozenset[int]]:
    """Return what hides a matter: whoever sees that one was merged must not learn of what is hidden from them."""
    return matter.confidentiality, matter.concealed, barred_units(matter)


def untie(act: "Acting") -> None:
    """Untie the matter from the one that it follows; raises `Invalid` if it follows none."""
    merged = Relation.objects.filter(matter=act.matter, kind=Relation.Kind.MERGED_INTO).first()
    if merged is None:
        raise Invalid({"": _("This matter was merged into no other.")})
    act.params["other"] = merged.other_id
    act.change.gone.append(merged)


def follow(act: "Acting") -> None:
    """Take over how the matter that it follows ended; that one goes on if it didn't."""
    other = Matter.objects.only("open", "outcome").filter(pk=followed_by(act.matter.pk) or 0).first()
    ended = other is not None and not other.open
    act.params["other"] = other.pk if other else None
    act.matter.outcome = other.outcome if other and ended else ""
    act.matter.resolved_at = act.now if ended else None
