"""Settled matters to learn from."""

from typing import Any

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter
from sanling.foundation import clock
from tests.domain.matters.helpers import registered

TOLD = {"neighbours": "楼上漏水到我家客厅", "labour": "公司辞退不给补偿"}


def settle(category: str, text: str = "", **columns: Any) -> Matter:
    """Register a dispute that was settled under a category, as a clerk left it."""
    parties = [
        PartyDetails(role="applicant", person=PersonDetails(name="欧阳佩兰", phone="13800000000")),
        PartyDetails(role="respondent", description="司徒青禾"),
    ]
    matter = registered(text=text or f"{TOLD[category]}，欧阳佩兰反映司徒青禾", parties=parties).matter
    now = clock.now()
    left = {"category": category, "open": False, "resolved_at": now, "ended_at": now}
    Matter.objects.filter(pk=matter.pk).update(**left | columns)
    matter.refresh_from_db()
    return matter


def settle_many(each: int = 30) -> None:
    """Settle so many of each category."""
    for _nth in range(each):
        for category in TOLD:
            settle(category)
