"""What happened becomes deliveries, in the transaction that takes it from the outbox."""

from collections.abc import Sequence
from typing import Any

from sanling.domain.matters.models import Entry, Participation
from sanling.domain.workflow.queries import reading_of
from sanling.domain.workflow.verbs import verbs
from sanling.foundation import clock
from sanling.processes.webhooks.models import Delivery, Subscription

# What an entry of the system itself is called.
SYSTEM_EVENTS = ("clock_warned", "clock_late", "clock_recomputed", "released", "migrated")


def events() -> tuple[str, ...]:
    """Return what can be subscribed to: the verbs of all rooms, and what the system writes itself."""
    return (*verbs(), *SYSTEM_EVENTS)


def queue(entries: Sequence[Entry], *, bulk: bool = False) -> int:
    """Queue what subscribed units shall be told of their matters, in the entries' order; return how many.

    What comes in bulk is told after all that doesn't, unless more is to be told of the same matter by itself.

    A unit's matters are those that it holds, held or was called in for. What is restricted is not told; whether the
    unit may know of the matter is judged when it is told. Expects ``matter__unit`` joined.
    """
    subscriptions = list(Subscription.objects.filter(ended_at=None).defer("secret"))
    if not subscriptions or not entries:
        return 0
    told = [entry for entry in entries if entry.audience != Entry.Audience.RESTRICTED]
    concerned = _concerned(
        {entry.matter_id for entry in told}, {subscription.unit_id for subscription in subscriptions}
    )
    now = clock.now()
    deliveries = []
    for entry in told:
        event = event_of(entry)
        for subscription in subscriptions:
            wanted = not subscription.events or event in subscription.events
            if wanted and (entry.matter_id, subscription.unit_id) in concerned:
                deliveries.append(
                    Delivery(
                        subscription=subscription,
                        matter_id=entry.matter_id,
                        entry_id=entry.pk,
                        event=event,
                        body=_body(entry, event),
                        created_at=now,
                        due_at=now,
                        bulk=bulk,
                    )
                )
    if not bulk:
        _take_along({delivery.matter_id for delivery in deliveries})
    return len(Delivery.objects.bulk_create(deliveries))


def _take_along(matters: set[int]) -> None:
    """Let what waits in bulk of some matters be told with what is now to be told of them, and before it."""
    Delivery.objects.filter(matter__in=matters, bulk=True, delivered_at=None, dead_at=None).update(bulk=False)


def event_of(entry: Entry) -> str:
    """Return what an entry is called as an event: its action's verb, or the code of what the system did."""
    actions = reading_of(entry.matter.definition_id).actions
    return next((action.verb for action in actions if action.code == entry.code), entry.code)


def _concerned(matters: set[int], units: set[int]) -> set[tuple[int, int]]:
    taking_part = Participation.objects.filter(matter__in=matters, unit__in=units)
    return set(taking_part.values_list("matter_id", "unit_id"))


def _body(entry: Entry, event: str) -> dict[str, Any]:
    """Return what is told: codes and numbers that lead to the matter, never what somebody wrote or who it was."""
    matter = entry.matter
    return {
        "type": f"matter.{event}",
        "timestamp": entry.at.isoformat(),
        "data": {
            "number": matter.number,
            "version": entry.version,
            "entry": entry.pk,
            "action": entry.code,
            "by": entry.actor_kind,
            "from_state": entry.from_state,
            "state": entry.to_state,
            "family": matter.family,
            "kind": matter.kind,
            "category": matter.category,
            "division": matter.division_id,
            "unit": matter.unit.code,
        },
    }
