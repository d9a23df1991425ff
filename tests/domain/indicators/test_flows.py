"""Rooms declare their flows, each found by its code."""

from sanling.domain.indicators.flows import flows
from sanling.domain.matters.changes import RECOUNTED, TOPIC


def test_matters_flow_and_are_told_of_by_their_topics() -> None:
    flow = flows()["matters"]
    assert flow.topics == (TOPIC, RECOUNTED)
    assert flow.distributed <= set(flow.measures)
