"""Role by address by status: who may call what. An address that stands in no row fails the test."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanling.domain.people.cast import Player
from sanling.foundation.days import today
from sanling.interfaces.api.routes import api
from tests.city import COUNTY, TOWNSHIP
from tests.interfaces.api.conftest import System, public_report, report, system_of

ROLES = (
    "nobody",
    "intake_officer",
    "centre_director",
    "sibling_township_intake",
    "administrator",
    "read_only",
)
# One row an operation; what is sent is good, so that only the door decides.
TABLE: dict[str, tuple[int, ...]] = {
    "GET /matters": (401, 200, 200, 200, 200, 200),
    "POST /matters": (401, 201, 201, 403, 403, 403),
    "GET /matters/{number}": (401, 200, 200, 404, 404, 200),
    "GET /matters/{number}/timeline": (401, 200, 200, 404, 404, 200),
    "POST /matters/{number}/actions/{action}": (401, 200, 200, 404, 404, 403),
    "GET /matters/{number}/actions/{action}/suggestions": (401, 200, 200, 404, 404, 200),
    "GET /matters/{number}/tags": (401, 200, 200, 404, 404, 200),
    "POST /matters/{number}/tags": (401, 201, 201, 404, 404, 403),
    "DELETE /matters/{number}/tags/{tag_id}": (401, 404, 404, 404, 404, 403),
    "POST /matters/{number}/attachments": (401, 201, 201, 404, 404, 403),
    "POST /suggestions": (401, 200, 200, 200, 200, 200),
    "POST /batches": (401, 201, 201, 201, 201, 403),
    "GET /batches/{batch_id}": (401, 404, 404, 404, 404, 404),
    "GET /batches/{batch_id}/results": (401, 404, 404, 404, 404, 404),
    "POST /public/matters": (201, 201, 201, 201, 201, 403),
    "GET /public/matters/{token}": (200, 200, 200, 200, 200, 200),
    "POST /public/matters/{token}/actions/{action}": (200, 200, 200, 200, 200, 200),
    "GET /incidents": (401, 200, 200, 200, 200, 200),
    "POST /incidents": (401, 403, 403, 403, 403, 403),
    "GET /incidents/{incident_id}": (401, 404, 404, 404, 404, 404),
    "GET /divisions/{code}": (200, 200, 200, 200, 200, 200),
    "GET /divisions/{code}/children": (200, 200, 200, 200, 200, 200),
    "GET /locate": (404, 404, 404, 404, 404, 404),
    "GET /units": (401, 200, 200, 200, 200, 200),
    "GET /posts": (401, 200, 200, 200, 200, 200),
    "GET /mediation/report": (401, 200, 200, 200, 404, 200),
    "GET /duty": (401, 200, 200, 200, 200, 200),
    "GET /public/offices": (200, 200, 200, 200, 200, 200),
    "GET /public/in-charge": (422, 422, 422, 422, 422, 422),
    "GET /workflows": (200, 200, 200, 200, 200, 200),
    "GET /subjects": (401, 200, 200, 200, 200, 200),
    "GET /subjects/completeness": (401, 200, 200, 200, 200, 200),
    "POST /subjects": (401, 403, 403, 403, 403, 403),
    "POST /subjects/completeness": (401, 403, 403, 403, 403, 403),
    "GET /subjects/{code}/months": (401, 404, 404, 404, 404, 404),
    "GET /standard": (401, 404, 404, 404, 404, 404),
    "GET /standard/trial": (401, 404, 404, 404, 404, 404),
    "GET /months/{month}": (401, 200, 200, 200, 200, 200),
    "POST /months/{month}/confirmations": (401, 403, 403, 403, 403, 403),
    "DELETE /months/{month}/confirmations/{confirmation_id}": (401, 404, 404, 404, 404, 403),
    "GET /recognitions/{year}": (401, 200, 200, 200, 404, 200),
    "POST /recognitions/{year}/open": (401, 403, 403, 403, 404, 403),
    "POST /recognitions/{year}/draws": (401, 403, 403, 403, 404, 403),
    "GET /figures": (401, 200, 200, 200, 200, 200),
    "GET /figures/{indicator}": (401, 404, 404, 404, 404, 404),
    "GET /figures/{indicator}/rows": (401, 404, 404, 404, 404, 404),
    "GET /rates/{indicator}": (401, 200, 200, 200, 200, 200),
    "GET /rates/{indicator}/rows": (401, 200, 200, 200, 200, 200),
    "GET /publications": (401, 200, 200, 200, 200, 200),
    "POST /publications": (401, 403, 403, 403, 403, 403),
    "POST /publications/bulletins": (401, 403, 403, 403, 403, 403),
    "POST /publications/{publication_id}/publish": (401, 404, 404, 404, 404, 403),
    "DELETE /publications/{publication_id}": (401, 404, 404, 404, 404, 403),
    "GET /publications/{publication_id}": (401, 404, 404, 404, 404, 404),
    "GET /publications/{publication_id}/bulletin": (401, 404, 404, 404, 404, 404),
    "GET /subjects/{code}": (401, 404, 404, 404, 404, 404),
    "GET /webhooks": (401, 403, 200, 403, 403, 403),
    "POST /webhooks": (401, 403, 201, 403, 403, 403),
    "DELETE /webhooks/{webhook_id}": (401, 403, 404, 403, 403, 403),
    "GET /webhooks/{webhook_id}/deliveries": (401, 403, 404, 403, 403, 403),
    "POST /webhooks/{webhook_id}/replay": (401, 403, 404, 403, 403, 403),
}
ACTS = {"/matters/{number}": "accept", "/public/matters/{token}": "withdraw"}
BODIES = {
    "POST /matters": report(),
    "POST /incidents": {"own_id": "1", "kind": "accident"},
    "POST /public/matters": public_report(),
    "POST /matters/{number}/tags": {"word": "加装电梯"},
    "POST /batches": {"verb": "accept", "matters": [{"number": "ZZ-261122-00024-A", "version": 1}]},
    "POST /suggestions": {"text": "楼上漏水"},
    "POST /webhooks": {"url": "https://1.1.1.1/hook"},
    "POST /webhooks/{webhook_id}/replay": {},
    "POST /subjects": {"code": TOWNSHIP, "type": "school"},
    "POST /subjects/completeness": {
        "month": f"{today():%Y-%m}",
        "lines": [{"county": COUNTY, "line": "education", "expected": 1}],
    },
    "POST /months/{month}/confirmations": {"zero": "petitions", "division": COUNTY},
    "POST /recognitions/{year}/open": {},
    "POST /recognitions/{year}/draws": {},
    "POST /publications": {"indicator": "met", "title": "达标率"},
    "POST /publications/bulletins": {"month": f"{today():%Y-%m}", "title": "月度通报"},
    "POST /publications/{publication_id}/publish": {"shown": "0" * 64},
}


def test_every_operation_stands_in_the_table() -> None:
    paths = api.get_openapi_schema()["paths"]
    known = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in paths.items()
        for method in methods
    }
    assert known == set(TABLE)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_call_what(role: str, cast: dict[str, Player], workflows: None) -> None:
    found: dict[str, int] = {}
    for operation in TABLE:
        made = System().post("/public/matters", public_report(phone=f"138{len(found):08d}")).json()
        system = System() if role == "nobody" else _system(role, cast)
        method, path = operation.split(" ")
        act = next((act for prefix, act in ACTS.items() if path.startswith(f"{prefix}/actions")), "")
        address = path.format(
            number=made.get("number"),
            token=made.get("token"),
            action=act,
            code=TOWNSHIP,
            webhook_id=10**9,
            batch_id=uuid4(),
            incident_id=10**9,
            publication_id=10**9,
            tag_id=10**9,
            month=f"{today():%Y-%m}",
            confirmation_id=10**9,
            year=today().year,
            indicator="met",
        )
        body = {"version": 1} if act else BODIES.get(operation, {})
        if method == "GET":
            answer = system.get(address, **({"lon": 0, "lat": 0} if path == "/locate" else {}))
        elif method == "DELETE":
            answer = system.delete(address)
        elif path.endswith("/attachments"):
            answer = system.upload(address, [SimpleUploadedFile("a.txt", b"a")])
        else:
            answer = system.post(address, body)
        found[operation] = answer.status_code
    column = ROLES.index(role)
    assert found == {operation: row[column] for operation, row in TABLE.items()}


@pytest.fixture(autouse=True)
def roomy(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one address send many reports, for the doors are tried here, not the limits."""
    monkeypatch.setattr("sanling.interfaces.components.matters.reporting.UNPROVEN_PART", 1)


def _system(role: str, cast: dict[str, Player]) -> System:
    if role == "read_only":
        return system_of(cast["intake_officer"], "read")
    return system_of(cast[role])
