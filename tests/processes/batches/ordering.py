"""Orders batches for the tests."""

from collections.abc import Mapping, Sequence
from typing import Any

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.people.cast import Player
from sanling.processes.batches.actions.order import order_batch
from sanling.processes.batches.models import Batch
from tests.domain.matters.helpers import registered

Cast = Mapping[str, Player]


def many(count: int) -> list[Matter]:
    return [registered().matter for _nth in range(count)]


def order(
    viewer: Viewer,
    matters: Sequence[Matter],
    verb: str = "accept",
    charged: int | None = None,
    said: Mapping[str, Any] | None = None,
) -> Batch:
    picked = {matter.pk: matter.version for matter in matters}
    return order_batch(actor=viewer, verb=verb, charged=charged, said=said, picked=picked, language="zh-hans")
