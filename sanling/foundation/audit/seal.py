"""Sealing: one process at a time chains what was recorded, in an order of its own."""

from functools import partial

from django.db import connection, transaction

from sanling.foundation.audit.given_up import content_of
from sanling.foundation.audit.head import keep_head
from sanling.foundation.audit.mac import ORIGIN, current_algorithm, link_mac, row_mac
from sanling.foundation.audit.models import AuditPending, AuditRow, AuditSeal
from sanling.foundation.clock import now
from sanling.foundation.keys.marks import require

# Room 2 of PostgreSQL's two-number advisory locks is the sealer's.
_LOCK = (2, 0)


def seal(*, limit: int = 5000) -> int:
    """Seal up to ``limit`` waiting rows, in order of id; return how many, 0 when none waits.

    Rows that commit late are sealed later, whatever their ids. Once the seals are committed the head goes to its
    file. A second sealer waits for the first. Raises `KeysDiffer`.
    """
    require()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", _LOCK)
        last = AuditSeal.objects.order_by("-position").first()
        ids = list(AuditPending.objects.order_by("row_id").values_list("row_id", flat=True)[:limit])
        seals = _chain(ids, last)
        AuditSeal.objects.bulk_create(seals, batch_size=1000)
        AuditPending.objects.filter(row_id__in=ids).delete()
        head = seals[-1] if seals else last
        if head is not None:
            # Also when nothing was new: a crash may have come between the last commit and its head.
            transaction.on_commit(
                partial(keep_head, position=head.position, mac=bytes(head.mac), at=head.sealed_at)
            )
    return len(seals)


def seal_all() -> int:
    """Seal all that waits, batch by batch; return how many."""
    done = 0
    while batch := seal():
        done += batch
    return done


def _chain(ids: list[int], last: AuditSeal | None) -> list[AuditSeal]:
    position, previous = (last.position, bytes(last.mac)) if last else (0, ORIGIN)
    algorithm, at = current_algorithm(), now()
    seals = []
    for row in AuditRow.objects.filter(pk__in=ids).order_by("pk"):
        position += 1
        mac_of_row = row_mac(algorithm, content_of(row))
        previous = link_mac(algorithm, previous, mac_of_row)
        seals.append(
            AuditSeal(
                position=position,
                row_id=row.pk,
                algorithm=algorithm,
                row_mac=mac_of_row,
                mac=previous,
                sealed_at=at,
            )
        )
    return seals
