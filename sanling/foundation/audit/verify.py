"""Verifying: each row and each link is computed anew, and what doesn't agree is named."""

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from sanling.env import AUDIT_KEY
from sanling.foundation.audit.findings import MAX_FINDINGS, Finding, Link, Tampering, settle
from sanling.foundation.audit.given_up import Break, last_break
from sanling.foundation.audit.head import ChainHead, heads
from sanling.foundation.audit.mac import ALGORITHMS, ORIGIN, canonical, link_mac, row_mac
from sanling.foundation.audit.models import AuditPending
from sanling.foundation.keys.marks import KeysDiffer, differing

__all__ = ["Finding", "Tampering", "Verification", "verify"]

_LINKS = """
    SELECT s.position, s.row_id, s.algorithm, s.row_mac, s.mac,
           r.id, r.at, r.city, r.actor_kind, r.actor_key, r.act, r.subject, r.detail
    FROM audit_auditseal s LEFT JOIN audit_auditrow r ON r.id = s.row_id
    ORDER BY s.position
"""
_STRAYS = """
    SELECT r.id FROM audit_auditrow r
    WHERE NOT EXISTS (SELECT FROM audit_auditseal s WHERE s.row_id = r.id)
      AND NOT EXISTS (SELECT FROM audit_auditpending p WHERE p.row_id = r.id)
    ORDER BY r.id LIMIT %s
"""
_CHUNK = 2000


@dataclass(frozen=True)
class Verification:
    """What verifying found: sealed rows looked at, rows still waiting for a seal, and all that doesn't agree."""

    findings: list[Finding]
    rows: int
    waiting: int
    # Of the rows, those under a key that was lost: of them nothing can be said but that none is missing.
    unvouched: int = 0

    @property
    def sound(self) -> bool:
        """Say whether all agrees."""
        return not self.findings


@dataclass
class _Walk:
    """The state of a walk along the chain: only what doesn't agree is remembered."""

    heads: Iterator[ChainHead]
    last_break: Break
    head: ChainHead | None = None
    last_head: ChainHead | None = None
    rows: int = 0
    unvouched: int = 0
    position: int = 0
    previous: bytes = ORIGIN
    findings: list[Finding] = field(default_factory=list)
    odd: list[Link] = field(default_factory=list)


def verify() -> Verification:
    """Verify the whole audit, streamed with bounded memory; names at most 1,000 findings of a kind.

    Found are rows changed, removed, inserted or reordered since they were sealed, and a chain shorter than its kept
    head. What happened to a row before its seal, and what the holder of AUDIT_KEY and the head's file did, isn't found.
    Raises `KeysDiffer` where the key is not the one that sealed: nothing could be said of any row then.
    """
    if AUDIT_KEY in differing():
        raise KeysDiffer([AUDIT_KEY])
    walk = _Walk(heads(), last_break())
    walk.head = next(walk.heads, None)
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Reading it all takes longer than a request may.
            cursor.execute("SET LOCAL statement_timeout = 0")
        for values in _stream(_LINKS):
            _step(walk, values)
        strays = [_stray(row_id) for (row_id,) in _stream(_STRAYS, MAX_FINDINGS)]
        waiting = AuditPending.objects.count()
    findings = [*walk.findings, *settle(walk.odd, walk.last_head), *strays, *_tail(walk)]
    findings.sort(key=lambda finding: (finding.position is None, finding.position or finding.row_id or 0))
    return Verification(findings, walk.rows, waiting, walk.unvouched)


def _stream(sql: str, *params: int) -> Iterator[Any]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while batch := cursor.fetchmany(_CHUNK):
            yield from batch


def _step(walk: _Walk, values: Any) -> None:
    """Take one link: note a gap before it or a missing row, and keep it if it doesn't agree."""
    position, row_id, _algorithm, _row_mac, mac, present, *_row = values
    gap = position != walk.position + 1
    if gap:
        values_of_gap = {"first": walk.position + 1, "last": position - 1}
        text = _("The links %(first)s to %(last)s were removed.") % values_of_gap
        _note(walk, Finding(Tampering.REMOVED, walk.position + 1, None, text))
    if present is None:
        _note(
            walk, Finding(Tampering.REMOVED, position, row_id, _("This row was removed after it was sealed."))
        )
    if position <= walk.last_break.position:
        link = _unvouched(walk, values)
    else:
        link = _judge(walk.previous, values, gap=gap)
    odd = not (link.tied and link.sound)
    if odd and len(walk.odd) < MAX_FINDINGS:
        walk.odd.append(link)
    _compare_head(walk, link, odd=odd)
    walk.position, walk.previous = position, bytes(mac)
    walk.rows += 1


def _judge(previous: bytes, values: Any, *, gap: bool) -> Link:
    """Compute a link's MACs anew; after a gap its tie can't be judged, without a row the row can't."""
    position, row_id, algorithm, kept_row_mac, kept_mac, present, *row = values
    mac_of_row, mac = bytes(kept_row_mac), bytes(kept_mac)
    known = algorithm in ALGORITHMS
    computed = row_mac(algorithm, _content(present, row)) if known and present is not None else None
    return Link(
        position,
        row_id,
        algorithm,
        previous,
        mac_of_row,
        mac,
        computed,
        tied=gap or (known and link_mac(algorithm, previous, mac_of_row) == mac),
        sound=present is None or computed == mac_of_row,
    )


def _unvouched(walk: _Walk, values: Any) -> Link:
    """Take a link under a lost key as it is; only its end is known, from the act that gave the key up."""
    position, row_id, algorithm, kept_row_mac, kept_mac, *_row = values
    mac_of_row, mac = bytes(kept_row_mac), bytes(kept_mac)
    tied = position != walk.last_break.position or mac == walk.last_break.mac
    walk.unvouched += 1
    return Link(position, row_id, algorithm, walk.previous, mac_of_row, mac, None, tied=tied, sound=True)


def _note(walk: _Walk, finding: Finding) -> None:
    if len(walk.findings) < MAX_FINDINGS:
        walk.findings.append(finding)


def _content(row_id: int, row: list[Any]) -> bytes:
    at, city, actor_kind, actor_key, act, subject, detail = row
    return canonical(
        row_id=row_id,
        at=at,
        city=city,
        actor_kind=actor_kind,
        actor_key=actor_key,
        act=act,
        subject=subject,
        detail=json.loads(detail),
    )


def _compare_head(walk: _Walk, link: Link, *, odd: bool) -> None:
    """Compare a link with the heads kept of its position, unless it is odd anyway; heads are in order of position."""
    while walk.head is not None and walk.head.position <= link.position:
        if not odd and walk.head.position == link.position and walk.head.mac != link.mac.hex():
            text = _("The chain was made anew: it differs from the head kept at %(at)s.") % {
                "at": walk.head.at
            }
            _note(walk, Finding(Tampering.CHANGED, link.position, link.row_id, text))
        walk.last_head, walk.head = walk.head, next(walk.heads, None)


def _stray(row_id: int) -> Finding:
    text = _(
        "This row was inserted past the record, or its seal was removed: it has none and waits for none."
    )
    return Finding(Tampering.INSERTED, None, row_id, text)


def _tail(walk: _Walk) -> list[Finding]:
    """Compare the chain's end with the newest kept head."""
    if walk.head is not None:
        newest = next(iter(deque(walk.heads, maxlen=1)), walk.head)
        values = {"position": walk.position, "head": newest.position, "at": newest.at}
        text = _("The chain ends at %(position)s, but reached %(head)s at %(at)s.") % values
        return [Finding(Tampering.TRUNCATED, newest.position, None, text)]
    if walk.position and walk.last_head is None:
        text = _("No head was kept outside the database: whether the chain was cut off can't be told.")
        return [Finding(Tampering.TRUNCATED, walk.position, None, text)]
    return []
