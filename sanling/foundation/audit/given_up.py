"""Where the chain goes on under a new key, because the earlier one was lost."""

from dataclasses import dataclass
from typing import Any

from sanling.foundation.audit.mac import ALGORITHMS, ORIGIN, canonical, row_mac
from sanling.foundation.audit.models import AuditRow, AuditSeal

# The act that says so; nobody without the new key can make up its seal.
GIVEN_UP = "keys.accept_loss"


@dataclass(frozen=True)
class Break:
    """The last link under a lost key: what is up to it can't be verified, but that it ended so can."""

    position: int = 0
    mac: bytes = ORIGIN


def chain_end() -> dict[str, Any]:
    """Return the end of the chain as the act's detail tells it."""
    last = AuditSeal.objects.order_by("-position").first()
    return {"audit_position": last.position, "audit_mac": bytes(last.mac).hex()} if last else {}


def last_break() -> Break:
    """Return the latest break that an act under the present key vouches for; the beginning where there is none."""
    acts = AuditRow.objects.filter(act=GIVEN_UP, detail__has_key="audit_position").order_by("-pk")
    seals = {seal.row_id: seal for seal in AuditSeal.objects.filter(row_id__in=acts.values("pk"))}
    for act in acts:
        seal, position = seals.get(act.pk), act.detail["audit_position"]
        if seal is not None and seal.position > position and is_own(act, seal):
            return Break(position, bytes.fromhex(act.detail["audit_mac"]))
    return Break()


def is_own(row: AuditRow, seal: AuditSeal) -> bool:
    """Tell whether a row was sealed as it is, under the present key."""
    return seal.algorithm in ALGORITHMS and row_mac(seal.algorithm, content_of(row)) == bytes(seal.row_mac)


def content_of(row: AuditRow) -> bytes:
    """Return the bytes of a row that its seal is of."""
    return canonical(
        row_id=row.pk,
        at=row.at,
        city=row.city,
        actor_kind=row.actor_kind,
        actor_key=row.actor_key,
        act=row.act,
        subject=row.subject,
        detail=row.detail,
    )


def is_ours() -> bool:
    """Tell whether the oldest and the newest link to be verified are under the present key, if there are any."""
    seals = AuditSeal.objects.filter(position__gt=last_break().position).order_by("position")
    ends = {seal.row_id: seal for seal in (seals.first(), seals.last()) if seal is not None}
    return all(is_own(row, ends[row.pk]) for row in AuditRow.objects.filter(pk__in=ends))
