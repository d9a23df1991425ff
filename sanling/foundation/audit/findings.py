"""What an audit's odd links mean: changed, inserted, reordered, or something missing before them."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from sanling.foundation.audit.head import ChainHead
from sanling.foundation.audit.mac import ALGORITHMS, link_mac

MAX_FINDINGS = 1000
# Each broken tie is tried on the ends of the others, so their number is bounded.
_MAX_TRIED = 200


class Tampering(StrEnum):
    """What happened to a row."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    TRUNCATED = "truncated"


@dataclass(frozen=True)
class Finding:
    """Something that doesn't agree, at a position of the chain, of a row, or of both."""

    kind: Tampering
    position: int | None
    row_id: int | None
    text: str


@dataclass(frozen=True)
class Link:
    """A link that doesn't agree: ``tied`` to the one before it or not, ``sound`` as to its own row or not."""

    position: int
    row_id: int
    algorithm: str
    previous: bytes
    mac_of_row: bytes
    mac: bytes
    computed: bytes | None
    tied: bool
    sound: bool


def settle(odd: list[Link], last_head: ChainHead | None) -> list[Finding]:
    """Name each odd link, in the light of the others.

    A row is changed if its MAC differs, reordered if its MAC belongs to another odd link. A tie is broken by moved
    links (then it fits another's end), by forged ones between (then it fits the end before those), or by missing ones.
    """
    swapped = {link.mac_of_row for link in odd if not link.sound}
    ends = _ends(odd)
    forged = {link.position: link for link in odd if not (link.tied or link.sound)}
    findings, skipped = [], set()
    for link in odd:
        if link.tied:
            findings.append(_reordered(link) if link.computed in swapped else _changed(link))
        elif link.sound:
            origin = _origin(link, ends)
            between = set() if origin is None else set(range(origin + 1, link.position))
            if origin is None:
                findings.append(_missing_before(link))
            elif between and between <= forged.keys():
                skipped |= between
            else:
                findings.append(_reordered(link))
    last = last_head.position if last_head else None
    broken = {link.position for link in odd if not link.tied}
    for position, link in forged.items():
        # Without a link after it that tells, a forged link past the kept head was appended.
        appended = last is not None and position > last and position + 1 not in broken
        findings.append(_inserted(link) if position in skipped or appended else _changed(link))
    return findings


def _ends(odd: list[Link]) -> dict[bytes, int]:
    """Return the ends that a moved link may have followed, with their positions."""
    ends: dict[bytes, int] = {}
    for link in odd[:_MAX_TRIED]:
        if not link.tied:
            ends[link.previous] = link.position - 1
            ends[link.mac] = link.position
    return ends


def _origin(link: Link, ends: dict[bytes, int]) -> int | None:
    """Return the position of the end that the link was tied to, if it is among these."""
    if link.algorithm not in ALGORITHMS:
        return None
    for end, position in ends.items():
        if link_mac(link.algorithm, end, link.mac_of_row) == link.mac:
            return position
    return None


def _changed(link: Link) -> Finding:
    text = _("This row was changed after it was sealed.")
    return Finding(Tampering.CHANGED, link.position, link.row_id, text)


def _inserted(link: Link) -> Finding:
    text = _("This row was inserted, under a forged seal.")
    return Finding(Tampering.INSERTED, link.position, link.row_id, text)


def _reordered(link: Link) -> Finding:
    text = _("This row doesn't follow the one that it was sealed after.")
    return Finding(Tampering.REORDERED, link.position, link.row_id, text)


def _missing_before(link: Link) -> Finding:
    text = _("One or more rows before this one were removed, with their links.")
    return Finding(Tampering.REMOVED, link.position, link.row_id, text)
