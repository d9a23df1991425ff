"""Working a batch off: part by part, each with its acts, its results and how far it is in one transaction.

A worker that dies leaves whole parts only, and whoever goes on finds by the results what is left: no act is done twice.
"""

import logging
from collections.abc import Sequence
from functools import partial
from typing import TypeAlias

from django.db import InterfaceError, OperationalError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sanling.domain.matters import changes
from sanling.domain.matters.act import Wish
from sanling.domain.matters.errors import ActError, Invalid, NotAllowed, Stale
from sanling.domain.matters.in_turn import Outcome as Turns
from sanling.domain.matters.in_turn import perform_in_turn, turns
from sanling.domain.matters.list_acts import list_acts
from sanling.domain.matters.models import Matter
from sanling.domain.matters.over_lists import form_of, way_in_list
from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.models import Post
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.database.bulk import update_many
from sanling.foundation.delivery.notices import notify
from sanling.processes.batches.models import Batch, Pick

# So many at once: enough to share the statements, few enough that nobody waits long for one of the matters.
PART = 500
# Up to so many are worked off while whoever ordered waits; more go in the lanes of bulk.
SMALL = 100
# What a workflow's acts left, what an act of a room says that it did, or why there is neither.
Outcome: TypeAlias = Turns | str
log = logging.getLogger(__name__)


def work_off(batch_id: str) -> None:
    """Judge what is left of a batch, and do what the post that ordered it may do at that moment."""
    while _work_off_part(batch_id):
        pass


def _work_off_part(batch_id: str) -> bool:
    """Work off the next part; return whether there may be more."""
    with transaction.atomic():
        # Two workers at one batch take turns.
        batch = Batch.objects.select_for_update().filter(pk=batch_id, finished_at=None).first()
        if batch is None:
            return False
        picks = list(batch.picks.filter(done=None).order_by("matter")[:PART])
        viewer = _viewer(batch)
        with translation.override(batch.language):
            _judge(batch, viewer, picks)
        update_many(picks, ["done", "said"])
        batch.judged += len(picks)
        batch.done += sum(pick.done is True for pick in picks)
        if len(picks) < PART:
            _finish(batch, viewer)
        batch.save(update_fields=["judged", "done", "finished_at", "form"])
        return not batch.finished


def _viewer(batch: Batch) -> Viewer | None:
    """Return who ordered, as they are now: a leave that has ended lends nothing, one that began since not yet."""
    viewer = viewer_for(Post.objects.select_related("unit", "user").get(pk=batch.post_id))
    return viewer.limited_to(batch.seen_as) if viewer else None


def _judge(batch: Batch, viewer: Viewer | None, picks: Sequence[Pick]) -> None:
    if viewer is None:
        for pick in picks:
            pick.done, pick.said = False, _("The post that ordered this has ended.")
        return
    try:
        with transaction.atomic():
            outcomes = _do(batch, viewer, picks)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("A part of the batch %s failed; its matters are acted on one by one.", batch.pk)
        outcomes = [_alone(batch, viewer, pick) for pick in picks]
    for pick, outcome in zip(picks, outcomes, strict=True):
        pick.done, pick.said = isinstance(outcome, list | str), _said(outcome)


def _do(batch: Batch, viewer: Viewer, picks: Sequence[Pick]) -> Sequence[Outcome]:
    if batch.verb in list_acts():
        matters = [pick.matter_id for pick in picks]
        return list_acts()[batch.verb].do(actor=viewer, matters=matters, said=batch.said)
    post = "" if batch.charged is None else str(batch.charged)
    fill = partial(form_of, said=batch.said, post=batch.charged)
    stand = _standing(picks)
    outcomes: dict[int, Outcome] = {}
    lists = {}
    for pick in picks:
        key, state = stand[pick.matter_id]
        definition = definition_of(key)
        way = way_in_list(batch.verb, definition, state, batch.said)
        if isinstance(way, Invalid):
            outcomes[pick.pk] = way
        else:
            action, verb = way
            wish = Wish(pick.matter_id, action=action, verb=verb, version=pick.version, fields=fill)
            lists[pick.pk] = turns(definition, state, wish, post)
    mark = changes.Batch(batch.pk, large=batch.total > SMALL) if batch.total > 1 else None
    done = perform_in_turn(actor=viewer, lists=[*lists.values()], batch=mark)
    outcomes |= dict(zip(lists, done, strict=True))
    return [outcomes[pick.pk] for pick in picks]


def _standing(picks: Sequence[Pick]) -> dict[int, tuple[int, str]]:
    """Return by which definition and in which state the matters stand; what moved on since is refused as stale."""
    found = Matter.objects.filter(pk__in=[pick.matter_id for pick in picks])
    return {
        pk: (definition, state) for pk, definition, state in found.values_list("pk", "definition", "state")
    }


def _alone(batch: Batch, viewer: Viewer, pick: Pick) -> Outcome:
    try:
        with transaction.atomic():
            return _do(batch, viewer, [pick])[0]
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("The matter %s of the batch %s can't be acted on.", pick.matter_id, batch.pk)
        return ActError()


def _said(outcome: Outcome) -> str:
    """Return what was done, or why it was not."""
    match outcome:
        case str():
            return outcome
        case list():
            acts = [definition_of(entry.matter.definition_id).action(entry.code).name for entry in outcome]
            return _("Done: %(act)s") % {"act": "、".join(map(str, acts))}
        case Stale():
            return _("It has moved on meanwhile; please look again.")
        case Invalid():
            return " ".join(outcome.errors.values())
        case NotAllowed():
            return outcome.reason
    return _("This could not be done.")


def _finish(batch: Batch, viewer: Viewer | None) -> None:
    batch.finished_at, batch.form = clock.now(), ""
    if viewer is None:
        return
    subject, detail = f"batch:{batch.pk}", {"done": batch.done, "all": batch.total}
    record(actor=viewer, act="batches.finish", subject=subject, city=viewer.city, detail=detail)
    if batch.total > SMALL:
        notify([viewer.key], "batches.done", detail, url=f"/desk/batches/{batch.pk}/")
