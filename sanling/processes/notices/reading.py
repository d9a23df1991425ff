"""Notices as a post may read them now: what it may no longer open is told without number and title."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanling.domain.matters.access import visible_matters
from sanling.domain.people.access import Viewer
from sanling.foundation.delivery.models import Notice


@dataclass(frozen=True)
class Readable:
    """A notice with the sentence and the address that its reader gets."""

    notice: Notice
    text: str
    url: str


def readable(viewer: Viewer, notices: Sequence[Notice]) -> list[Readable]:
    """Return notices as a post may read them at this moment, with one query for all of them.

    A notice that tells a number is of a matter, whichever room's verb it tells of.
    """
    numbers = {number for notice in notices if (number := notice.params.get("number")) is not None}
    seen = visible_matters(viewer).filter(number__in=numbers).values_list("number", flat=True)
    hidden = numbers - set(seen)
    return [
        Readable(notice, _("This was about a matter that is no longer yours to see."), "")
        if notice.params.get("number") in hidden
        else Readable(notice, notice.text, notice.url)
        for notice in notices
    ]
