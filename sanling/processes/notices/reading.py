"""Notices as a post may read them now: what it may no longer open is told without number and title."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanling.domain.people.access import Viewer, visible_to
from sanling.domain.people.guarded import guarded
from sanling.foundation.delivery.models import Notice


@dataclass(frozen=True)
class Readable:
    """A notice with the sentence and the address that its reader gets."""

    notice: Notice
    text: str
    url: str


def readable(viewer: Viewer, notices: Sequence[Notice]) -> list[Readable]:
    """Return notices as a post may read them at this moment, with one query a room whose rows they name.

    A notice that tells a number is of a matter, whichever room's verb it tells of.
    """
    hidden = set(_out_of_sight(viewer, notices))
    return [
        Readable(notice, _("This was about a matter that is no longer yours to see."), "")
        if notice.pk in hidden
        else Readable(notice, notice.text, notice.url)
        for notice in notices
    ]


def _out_of_sight(viewer: Viewer, notices: Sequence[Notice]) -> Iterator[int]:
    """Yield the keys of notices that name a row which the post does not see."""
    for room in guarded().values():
        naming = {notice.pk: named for notice in notices if (named := notice.params.get(room.told_by))}
        if naming:
            named_rows = {f"{room.told_by}__in": set(naming.values())}
            rows = room.model._default_manager.filter(visible_to(viewer, room, few=True), **named_rows)  # noqa: SLF001 -- documented by Django
            seen = set(rows.values_list(room.told_by, flat=True))
            yield from (pk for pk, named in naming.items() if named not in seen)
