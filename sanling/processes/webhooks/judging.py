"""What an address may be told at the moment of telling: what the post of its token may open then.

Webhooks from before tokens were noted are told what one of those who lead the unit may open. Neither is told what a
post sees only because it stands in for another.
"""

from collections.abc import Mapping, Sequence
from enum import Enum, auto

from sanling.domain.matters.models import Entry
from sanling.domain.matters.telling import may_know_tie, who_may_open
from sanling.domain.matters.ties import tie_of
from sanling.domain.matters.verbs.relate import Relate
from sanling.domain.people.queries import leaders_of
from sanling.domain.workflow.queries import reading_of
from sanling.processes.webhooks.models import Delivery, Subscription


class Verdict(Enum):
    """Whether a delivery goes out: it does, it never will, or it waits, because nobody leads the unit just now."""

    TELL = auto()
    DROP = auto()
    WAIT = auto()


def judge(deliveries: Sequence[Delivery]) -> dict[int, Verdict]:
    """Judge deliveries, by their keys; expects ``subscription__token`` and ``matter`` joined.

    Six statements, however many.
    """
    leaders = leaders_of({delivery.subscription.unit_id for delivery in deliveries})
    led_by = {delivery.pk: _told_for(delivery.subscription, leaders) for delivery in deliveries}
    open_to = who_may_open(
        ((post, delivery.matter) for delivery in deliveries for post in led_by[delivery.pk]), alone=True
    )
    entries = _telling_of_others(deliveries)
    return {
        delivery.pk: _verdict(
            delivery,
            led_by[delivery.pk],
            [post for post in led_by[delivery.pk] if (post, delivery.matter_id) in open_to],
            entries,
        )
        for delivery in deliveries
    }


def _told_for(subscription: Subscription, leaders: Mapping[int, Sequence[int]]) -> Sequence[int]:
    """Return the posts by whose sight an address is told: that of its token, as long as it leads the unit."""
    leading = leaders.get(subscription.unit_id, ())
    token = subscription.token
    return leading if token is None else [post for post in leading if post == token.post_id]


def _telling_of_others(deliveries: Sequence[Delivery]) -> Mapping[int, Entry]:
    """Return the entries that tell of nothing but a tie."""
    ids = [delivery.entry_id for delivery in deliveries if delivery.event == Relate.code]
    return Entry.objects.in_bulk(ids) if ids else {}


def _verdict(
    delivery: Delivery, leaders: Sequence[int], seeing: Sequence[int], entries: Mapping[int, Entry]
) -> Verdict:
    if not leaders:
        return Verdict.WAIT
    entry = entries.get(delivery.entry_id)
    tie = tie_of(entry, reading_of(delivery.matter.definition_id)) if entry else None
    knowing = [
        post for post in seeing if tie is None or may_know_tie(post, delivery.matter_id, tie, alone=True)
    ]
    return Verdict.TELL if knowing else Verdict.DROP
