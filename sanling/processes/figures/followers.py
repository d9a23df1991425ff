"""Facts follow what happens, seconds later: a follower for each topic that flows are of."""

from collections import defaultdict
from collections.abc import Sequence

from sanling.domain.indicators.flows import Flow, flows
from sanling.foundation.delivery.fan_out import Follower
from sanling.foundation.delivery.outbox import OutboxRow
from sanling.processes.figures.folding import fold


def _follower(topic: str, name: str, counted: Sequence[Flow]) -> Follower:
    def handle(rows: Sequence[OutboxRow]) -> None:
        keys = sorted({int(row.key) for row in rows})
        for flow in counted:
            fold(flow, keys)

    return Follower(name, topic, handle, batch=500)


def _followers() -> tuple[Follower, ...]:
    topics: dict[str, list[Flow]] = defaultdict(list)
    for flow in flows().values():
        for topic in flow.topics:
            topics[topic].append(flow)
    return tuple(_follower(topic, f"figures of {topic}", counted) for topic, counted in topics.items())


FOLLOWERS = _followers()
