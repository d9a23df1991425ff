"""All staff read which bodies there are and who mediates, narrowed by place, kind, words and what somebody can."""

from typing import Any

import pytest

from sanling.domain.mediation.ledgers import LEDGERS
from sanling.domain.people.ledgers import Narrowed
from sanling.foundation import clock
from tests.city import SIBLING_VILLAGE, TOWNSHIP, VILLAGE
from tests.domain.mediation.helpers import Cast, a_body, somebody

pytestmark = pytest.mark.django_db
_REVISITS, BODIES, MEDIATORS = LEDGERS


def shown(ledger: Any, viewer: Any, **narrowed: Any) -> list[list[Any]]:
    """Return what the usual columns of a ledger show."""
    rows = list(ledger.in_order(ledger.find(viewer, Narrowed(**narrowed), clock.now()), ""))
    columns = ledger.columns([], Narrowed())
    return [[column.value(row, viewer) for column in columns] for row in rows]


def test_bodies_are_shown_with_how_many_work_there(cast: Cast) -> None:
    viewer, body = cast["mediator"].viewer, a_body(name="通信花园调委会")
    somebody(body)
    (row,) = shown(BODIES, viewer)
    assert row == ["通信花园调委会", "村（社区）人民调解委员会", body.unit.name, "通信花园社区居民委员会", 1]
    assert shown(BODIES, viewer, choices={"kind": "village"}, division=TOWNSHIP, words="tongxin") == [row]
    assert shown(BODIES, viewer, choices={"kind": "town"}) == []
    assert shown(BODIES, viewer, division=SIBLING_VILLAGE) == []


def test_mediators_are_narrowed_by_what_they_can(cast: Cast) -> None:
    viewer, body = cast["administrator"].viewer, a_body(name="甲")
    somebody(body, name="家事员", specialities=["marriage_family"], languages=["sign", "mandarin"])
    somebody(body, name="通才员", listed=False)
    family = ["家事员", "调解员", "甲", "婚姻家庭", "手语、普通话"]
    anything = ["通才员", "调解员", "甲", "各类纠纷", ""]
    assert shown(MEDIATORS, viewer, division=VILLAGE) == [anything, family]
    assert shown(MEDIATORS, viewer, choices={"speciality": "contract"}) == [anything]
    assert shown(MEDIATORS, viewer, choices={"language": "sign", "profession": "mediator"}) == [family]
    assert shown(MEDIATORS, viewer, choices={"listed": "no"}) == [anything]
