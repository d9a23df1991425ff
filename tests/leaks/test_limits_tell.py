"""No limit tells what others did: how often somebody's phone reported is told by no door that residents come by."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from sanling.domain.matters.models import Matter
from tests.city import TOWNSHIP
from tests.interfaces.portal.conftest import Resident, files_root, poster, report, resident

__all__ = ["files_root", "poster", "resident"]

pytestmark = pytest.mark.django_db

REPORTED, SILENT = "13800000001", "13800000002"
# Visible to nobody, so that it is refused after it was counted: who probes leaves no matter behind.
NOTHING_SAID = "\u3164"
Probe = Callable[[str, str], int]


def by_api(phone: str, address: str) -> int:
    body = {"kind": "dispute", "category": "neighbours", "text": NOTHING_SAID, "division": TOWNSHIP}
    answer = Client(REMOTE_ADDR=address).post(
        "/api/v1/public/matters",
        body | {"phone": phone},
        content_type="application/json",
        headers={"Idempotency-Key": str(uuid4())},
    )
    return answer.status_code


def by_open311(phone: str, address: str) -> int:
    body = {"service_code": "dispute.neighbours", "description": NOTHING_SAID, "address_id": TOWNSHIP}
    answer = Client(REMOTE_ADDR=address).post("/open311/v2/requests.json", body | {"phone": phone})
    return answer.status_code


@pytest.mark.parametrize("probe", [by_api, by_open311])
@pytest.mark.usefixtures("poster")
def test_nobody_counts_how_often_a_phone_has_reported(resident: Resident, probe: Probe) -> None:
    report(resident, phone=REPORTED)
    assert Matter.objects.count() == 1
    told = {
        phone: [probe(phone, f"10.0.{phone[-1]}.{nth // 5}") for nth in range(24)]
        for phone in (REPORTED, SILENT)
    }
    assert told[REPORTED] == told[SILENT]
    assert Matter.objects.count() == 1


@pytest.mark.usefixtures("poster")
def test_nobody_uses_up_the_reports_of_somebody_elses_phone(resident: Resident) -> None:
    for nth in range(24):
        by_api(REPORTED, f"10.0.0.{1 + nth // 5}")
    report(resident, phone=REPORTED)
    assert Matter.objects.count() == 1
