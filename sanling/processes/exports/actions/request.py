"""Request: ask for a ledger as a file; a job writes it."""

from collections.abc import Sequence

from django.db import transaction
from pydantic import BaseModel

from sanling.domain.people.access import Viewer
from sanling.domain.people.ledgers import ledgers
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.database.turns import take_turn
from sanling.processes.exports.models import BOOK, Export
from sanling.processes.exports.tasks import export_job

MOST_WAITING = 3


class TooManyExports(Exception):
    """This post has as many exports under way as it may have."""


def request_export(
    *,
    actor: Viewer,
    ledger: str,
    criteria: BaseModel,
    columns: Sequence[str],
    sort: str,
    language: str,
    form: str = BOOK,
) -> Export:
    """Queue an export of a ledger in the transaction that records it; raises `TooManyExports` with three under way.

    ``form`` is a workbook's, or one of the ledger's own.
    """
    with transaction.atomic():
        take_turn(f"exports:{actor.post_id}")
        under_way = Export.objects.filter(
            post_id=actor.post_id, state__in=(Export.State.WAITING, Export.State.RUNNING)
        )
        if under_way.count() >= MOST_WAITING:
            raise TooManyExports
        export = Export.objects.create(
            post_id=actor.post_id,
            seen_as=Export.reach_of(actor)["seen_as"],
            ledger=ledger,
            form=form,
            criteria=criteria.model_dump(mode="json", exclude_defaults=True),
            columns=[column.code for column in ledgers()[ledger].columns(columns, criteria)],
            sort=sort[:20],
            language=language,
            created_at=clock.now(),
        )
        _record(actor, export)
        export_job.defer(export_id=str(export.pk))
    return export


def _record(actor: Viewer, export: Export) -> None:
    detail = {
        "ledger": export.ledger,
        "form": export.form,
        "criteria": sorted(export.criteria),
        "columns": export.columns,
        "seen_as": export.seen_as,
    }
    record(actor=actor, act="exports.request", subject=f"export:{export.pk}", city=actor.city, detail=detail)
