"""Merge: what is about the same thing follows another matter, and is worked on there."""

from django.utils.translation import gettext as _

from sanling.domain.matters import timing
from sanling.domain.matters.access import barred_units
from sanling.domain.matters.acting import Acting
from sanling.domain.matters.actions.relate import tie
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.merging import way_from
from sanling.domain.matters.models import Entry, Matter, Relation
from sanling.domain.matters.movement import finish_joint_work


def merge(act: Acting) -> None:
    """Let it follow the matter whose number the form holds, and hold its clocks, late ones too.

    Raises `Invalid` for one that has ended, that comes back to this one, or that others may see or know of.
    """
    other = tie(act, kind=Relation.Kind.MERGED_INTO)
    refused = _why_not(act, other)
    if refused:
        raise Invalid({"number": refused})
    finish_joint_work(act)
    held = [one for one in act.running() if one.stage_id is None]

    def hold_clocks(entry: Entry) -> None:
        timing.pause(held, now=act.now, entry=entry, late=True)

    act.afterwards.append(hold_clocks)


def _why_not(act: Acting, other: Matter) -> str:
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
