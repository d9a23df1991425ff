"""Proof of work widens the limit, once."""

import json
from base64 import b64decode, b64encode
from datetime import timedelta
from typing import Any

import pytest
from altcha.v2 import Challenge, Payload, solve_challenge

from sanling.domain.matters.models import Matter
from sanling.domain.territory.models import CodePoint
from sanling.foundation import clock
from sanling.interfaces.portal import proof
from tests.interfaces.portal.conftest import POSTER, TEXT, Resident, report

pytestmark = pytest.mark.django_db


def _solved(resident: Resident) -> str:
    return _solve(resident.client.get("/report/challenge").json())


def _solve(found: dict[str, Any]) -> str:
    challenge = Challenge.from_dict(found)
    solution = solve_challenge(challenge)
    assert solution
    return Payload(challenge, solution).to_base64()


def _report(resident: Resident, nth: int, altcha: str) -> int:
    resident.open(f"/q/{POSTER}")
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"})
    resident.send({"phone": f"138000003{nth:02d}", "go": "next"})
    resident.send({"go": "send", "altcha": altcha})
    return int(resident.page.status_code)


def test_with_proof_more_reports_are_taken(poster: CodePoint, resident: Resident) -> None:
    for nth in range(6):
        report(resident, phone=f"1380000010{nth}")
    assert _report(resident, 1, "") == 429
    assert _report(resident, 2, _solved(resident)) == 200
    assert Matter.objects.count() == 7


def test_a_used_proof_counts_as_none(poster: CodePoint, resident: Resident) -> None:
    for nth in range(6):
        report(resident, phone=f"1380000010{nth}")
    payload = _solved(resident)
    assert _report(resident, 1, payload) == 200
    assert _report(resident, 2, payload) == 429


@pytest.mark.parametrize(
    "payload", ["", "x", "e30=", "W10=", "bnVsbA==", b64encode(b"\xff").decode(), "x" * 5000]
)
def test_a_malformed_proof_counts_as_none(payload: str) -> None:
    assert not proof.is_solved(payload)


def test_a_forged_or_old_challenge_counts_as_none() -> None:
    payload = _solve(proof.new_challenge())
    assert proof.is_solved(payload)
    forged: dict[str, Any] = json.loads(b64decode(payload))
    forged["challenge"]["parameters"]["cost"] = 1
    assert not proof.is_solved(b64encode(json.dumps(forged).encode()).decode())
    with clock.turned(shift=-timedelta(hours=1)):
        old = _solve(proof.new_challenge())
    assert not proof.is_solved(old)
