"""Seek: look for a person by phone or whole name, for who may read identities; counted and recorded."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer
from sanling.domain.people.guarded import guarded
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.delivery.limits import Over, hit
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.profile.registry import profile_for

DAY = timedelta(days=1)
# Who was told of a phone while somebody speaks isn't counted again when that is registered.
ANSWERED_FOR = timedelta(hours=2)
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


def seek_person(*, actor: Viewer, phone: str, where: str, answered: str = "") -> str:
    """Return the blind index of a phone in hexadecimal, to find matters by with `matters_of_person`.

    ``where`` names the page, ``answered`` is what `answered_seal` gave for this phone a while ago: it isn't counted and
    recorded again. Raises `SeekingRefused`, and ``ValueError`` for what is no phone.
    """
    if not may_seek(actor):
        raise SeekingRefused(_("Only posts that may read identities can search by phone."))
    index = blind_index("phone", phone).hex()
    if not _is_answered(actor, index, answered):
        count_seeking(actor=actor, where=where)
    return index


def answered_seal(*, actor: Viewer, index: str) -> str:
    """Return what shows for two hours that a person was told of an index; it says nothing of the index itself."""
    return _sealing(actor, index).sign(str(int(clock.now().timestamp())))


def _is_answered(actor: Viewer, index: str, seal: str) -> bool:
    try:
        at = int(_sealing(actor, index).unsign(seal))
    except BadSignature:
        return False
    return clock.now().timestamp() - at < ANSWERED_FOR.total_seconds()


def _sealing(actor: Viewer, index: str) -> Signer:
    return Signer(salt=f"people.seek.{actor.user_id}.{index}")


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
    scope = "people.seek" if by == "phone" else f"people.seek.{by}"
    counted = hit(scope=scope, key=str(actor.user_id), limit=most, per=DAY)
    if isinstance(counted, Over):
        minutes = -(-max(1, round(counted.retry_after.total_seconds())) // 60)
        raise SeekingRefused(str(TOO_MANY[by]) % {"most": most, "n": minutes}, counted.retry_after)
    record(actor=actor, act="privacy.seek", subject=where, city=actor.city, detail={"by": by})
