"""Seek: look for a person by phone or whole name, for who may read identities; counted and recorded."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer
from sanling.domain.people.guarded import guarded
from sanling.foundation.audit.record import record
from sanling.foundation.delivery.limits import Allowed, Over, hit
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.profile.registry import profile_for

DAY = timedelta(days=1)
TOO_MANY = {
    "phone": gettext_lazy(
        "At most %(most)d phone numbers a day can be looked up. Please try again in %(n)d minutes."
    ),
    "name": gettext_lazy("At most %(most)d names a day can be looked up. Please try again in %(n)d minutes."),
}


class SeekingRefused(Exception):
    """Nothing was looked for; the text says why, in the reader's language. ``wait`` tells how long, if that helps."""

    def __init__(self, text: str, wait: timedelta | None = None) -> None:
        super().__init__(text)
        self.wait = wait


def may_seek(viewer: Viewer) -> bool:
    """Tell whether a viewer may look for persons at all: whoever sees masks would read by it what they hide.

    That somebody reads persons in a room where none is found by phone or name opens nothing.
    """
    return any(
        rights.unmasks
        for reach in viewer.reaches
        for room, kept in guarded().items()
        if kept.finds_persons
        for rights in reach.role.somewhere(room)
    )


def seek_person(*, actor: Viewer, phone: str, where: str, anew: bool = True) -> str:
    """Return the blind index of a phone in hexadecimal, to find matters by with `matters_of_person`.

    ``where`` names the page. While a matter is written down its number isn't asked for ``anew`` each time: as in
    `seek_again` it is counted and recorded once a day. Raises `SeekingRefused`, and ``ValueError`` for no phone.
    """
    if not may_seek(actor):
        raise SeekingRefused(_("Only posts that may read identities can search by phone."))
    index = blind_index("phone", phone)
    if anew:
        count_seeking(actor=actor, where=where)
    else:
        seek_again(actor=actor, indexes=[("phone", index)], where=where)
    return index.hex()


def seek_again(*, actor: Viewer, indexes: Iterable[tuple[str, bytes]], where: str) -> None:
    """Count and record that other matters are looked for by what one matter has of a person, as a search for that is.

    Whoever registers a matter chooses what it has, so that opening it would be a search that nobody counts. What the
    viewer was told of in this way within a day isn't counted again. ``indexes`` are blind indexes, each with what it
    is of ("phone", "citizen_number"). Raises `SeekingRefused`.
    """
    for by, index in indexes:
        # What is refused was not told: both counts are made, or none.
        with transaction.atomic():
            first = hit(scope="people.told", key=f"{actor.user_id}.{index.hex()}", limit=1, per=DAY)
            if isinstance(first, Allowed):
                count_seeking(actor=actor, where=where, by=by)


def seek_named(*, actor: Viewer, name: str, where: str) -> str:
    """Return the blind index of a whole name in the same way, counted apart from phones."""
    if not may_seek(actor):
        raise SeekingRefused(_("Only posts that may read identities can search by name."))
    index = blind_index("name", name)
    count_seeking(actor=actor, where=where, by="name")
    return index.hex()


def count_seeking(*, actor: Viewer, where: str, by: str = "phone") -> None:
    """Count and record a question to which the answer tells whose a phone or name is; raises `SeekingRefused`.

    It is counted for the person, whatever the post. Call it before the transaction of what it leads to.
    """
    most = profile_for(actor.city).limits.phones_sought_a_day
    scope = "people.seek.name" if by == "name" else "people.seek"
    counted = hit(scope=scope, key=str(actor.user_id), limit=most, per=DAY)
    if isinstance(counted, Over):
        minutes = -(-max(1, round(counted.retry_after.total_seconds())) // 60)
        text = TOO_MANY["name" if by == "name" else "phone"]
        raise SeekingRefused(str(text) % {"most": most, "n": minutes}, counted.retry_after)
    record(actor=actor, act="privacy.seek", subject=where, city=actor.city, detail={"by": by})
