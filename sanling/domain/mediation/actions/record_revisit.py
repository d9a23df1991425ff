"""Record revisit: how those whose dispute was settled were found afterwards."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.mediation.access import lock_matter, may_follow_up
from sanling.domain.mediation.models import Revisit
from sanling.domain.mediation.recounting import recount
from sanling.domain.mediation.revisiting import is_settled, next_nth
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.days import day_of, today

MOST = 20


@dataclass(frozen=True, kw_only=True)
class Found:
    """How, when and what: whether the agreement is kept, the parties are satisfied, and one of them sued."""

    done_on: date
    way: str
    result: str
    satisfied: bool | None = None
    sued: bool = False
    remark: str = ""


def record_revisit(*, actor: Actor, matter_id: int, found: Found) -> Revisit:
    """Keep a revisit (人民调解法 31): the one that is planned next, or one more.

    Raises `Invalid` by field, `NotAllowed` of what is not settled, and of who has no charge of it, `NotFound`.
    """
    with transaction.atomic():
        matter = lock_matter(actor, matter_id)
        if not may_follow_up(actor, matter):
            raise NotFound("not theirs to revisit")
        if matter.resolved_at is None or not is_settled(matter):
            reason = _("Only who settled a dispute is revisited: this one isn't settled.")
            raise NotAllowed(action="record_revisit", reason=reason, allowed=())
        _check(found, day_of(matter.resolved_at))
        nth = next_nth(matter, matter.resolved_at)
        if nth > MOST:
            raise NotAllowed(action="record_revisit", reason=_("Too many revisits."), allowed=())
        kept = {
            **vars(found),
            "at": clock.now(),
            "by_post_id": actor.own.post_id if isinstance(actor, Viewer) else None,
        }
        revisit, _made = Revisit.objects.update_or_create(
            matter=matter,
            settled_at=matter.resolved_at,
            nth=nth,
            defaults=kept,
            create_defaults={**kept, "due_on": found.done_on},
        )
        record(
            actor=actor,
            act="mediation.record_revisit",
            subject=f"matter:{matter.pk}",
            city=matter.city,
            detail={"nth": nth, "result": found.result},
        )
        recount(matter.pk)
    return revisit


def _check(found: Found, settled_on: date) -> None:
    errors = {}
    if not settled_on <= found.done_on <= today():
        errors["done_on"] = _("A revisit is made after the dispute was settled, and not in the future.")
    if found.result not in Revisit.Result.values:
        errors["result"] = _("Please choose one of the options.")
    if found.way not in Revisit.Way.values:
        errors["way"] = _("Please choose one of the options.")
    if found.result == Revisit.Result.RELAPSED and not found.remark:
        errors["remark"] = _("What happened?")
    if errors:
        raise Invalid(errors)
