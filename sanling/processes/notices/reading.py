"""Notices as a post may read them now: what it may no longer open is told without number and title."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanling.domain.matters.access import visible_matters
from sanling.domain.people.access import Viewer
from sanling.foundation.delivery.models import Notice
from sanling.processes.notices.texts import MATTERS


@dataclass(frozen=True)
class Readable:
    """A notice with the sentence and the address that its reader gets."""

    notice: Notice
    text: str
    url: str


def readable(viewer: Viewer, notices: Sequence[Notice]) -> list[Readable]:
    """Return notices as a post may read them at this moment, with one query for all of them."""
    numbers = {one.params.get("number") for one in notices if one.code in MATTERS}
    seen = (
        visible_matters(viewer).filter(number__in=numbers).values_list("number", flat=True) if numbers else ()
    )
    known = set(seen)
    return [
        Readable(one, _("This was about a matter that is no longer yours to see."), "")
        if one.code in MATTERS and one.params.get("number") not in known
        else Readable(one, one.text, one.url)
        for one in notices
    ]
