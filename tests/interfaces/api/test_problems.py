"""Every refusal is a problem with the status, the fields and what may be done instead."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client

from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.actions.issue_token import revoke_token
from sanling.domain.people.cast import Player, working_token
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.interfaces.api.routes import api
from tests.city import TEST, VILLAGE, City
from tests.foundation.files.clamd import MALWARE, running
from tests.interfaces.api.conftest import BASE, System, public_report, report, system_of

MEDIA_TYPE = "application/problem+json"


def problem(response: Any, status: int, code: str = "") -> dict[str, Any]:
    """Return the problem of an answer, which must have this status and code."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == MEDIA_TYPE
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert body["type"].startswith("urn:sanling:problem:")
    if code:
        assert body["type"] == f"urn:sanling:problem:{code}"
    return body


def fields(response: Any) -> list[str]:
    """Return the names of the wrong fields of an answer."""
    return [error["field"] for error in problem(response, 422)["errors"]]


@pytest.fixture
def number(intake: System) -> str:
    """Return the number of a matter that waits at the township's centre."""
    return str(intake.post("/matters", report()).json()["number"])


@pytest.mark.parametrize("body", ["{", "nonsense", '{"version": NaN}', '{"version": 1e999}x', "[" * 100_000])
def test_a_body_that_is_no_json_is_400(intake: System, number: str, body: str) -> None:
    problem(intake.post(f"/matters/{number}/actions/accept", body), 400, "unreadable")


def test_a_body_of_another_kind_is_415(intake: System, number: str) -> None:
    headers = {"Authorization": f"Bearer {intake.token}", "Idempotency-Key": "0123456789abcdef"}
    form = intake.client.post(f"{BASE}/matters/{number}/actions/accept", {"version": 1}, headers=headers)
    problem(form, 415, "unsupported_media_type")
    json = intake.client.post(
        f"{BASE}/matters/{number}/attachments", "{}", content_type="application/json", headers=headers
    )
    problem(json, 415)


def test_a_body_that_is_too_large_is_413(intake: System, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    problem(intake.post("/matters", report(text="长" * 1000)), 413, "too_large")
    settings.FILES_MAX_BYTES = 100
    large = SimpleUploadedFile("a.txt", b"a" * 3000)
    problem(intake.upload("/matters/ZZ-261122-00001-O/attachments", [large]), 413, "too_large")


def test_a_file_that_is_too_large_or_of_another_kind_is_refused(
    intake: System, number: str, settings: Any
) -> None:
    program = SimpleUploadedFile("a.exe", b"MZ\x90\x00" + b"\x00" * 200)
    problem(intake.upload(f"/matters/{number}/attachments", [program]), 415, "type")
    empty = SimpleUploadedFile("empty.jpg", b"")
    problem(intake.upload(f"/matters/{number}/attachments", [empty]), 422, "empty")
    settings.FILES_MAX_BYTES = 10
    large = SimpleUploadedFile("a.txt", b"a" * 20)
    problem(intake.upload(f"/matters/{number}/attachments", [large]), 413, "too_large")
    settings.FILES_RESERVE_BYTES = 2**60
    small = SimpleUploadedFile("a.txt", b"a")
    full = intake.upload(f"/matters/{number}/attachments", [small])
    problem(full, 503, "no_space")
    assert "Retry-After" in full.headers


def test_a_file_with_malware_is_refused_and_that_is_recorded(
    intake: System, number: str, settings: Any
) -> None:
    with running() as settings.CLAMD:
        infected = SimpleUploadedFile("a.txt", MALWARE)
        problem(intake.upload(f"/matters/{number}/attachments", [infected]), 422, "infected")
    assert AuditRow.objects.get(act="file.refuse_infected").detail["malware"] == "Test.Malware"
    small = SimpleUploadedFile("a.txt", b"a")
    away = intake.upload(f"/matters/{number}/attachments", [small])
    problem(away, 503, "unchecked")
    assert "Retry-After" in away.headers


def test_an_attachment_serves_its_own_matter_and_post_only(
    intake: System, number: str, cast: dict[str, Player]
) -> None:
    text = SimpleUploadedFile("a.txt", "记录".encode())
    kept = intake.upload(f"/matters/{number}/attachments", [text]).json()["items"][0]["id"]
    other = str(intake.post("/matters", report()).json()["number"])
    note = {"version": 1, "fields": {"note": "看附件"}, "attachments": [kept]}
    assert fields(intake.post(f"/matters/{other}/actions/note", note)) == ["attachments"]
    director = system_of(cast["centre_director"])
    assert fields(director.post(f"/matters/{number}/actions/note", note)) == ["attachments"]
    assert intake.post(f"/matters/{number}/actions/note", note).status_code == 200


def test_wrong_fields_are_named(intake: System, number: str) -> None:
    assert fields(intake.post("/matters", {"kind": "dispute", "extra": 1})) == [
        "text",
        "division",
        "channel",
        "extra",
    ]
    wrong = report(applicant={"phone": "123"})
    assert fields(intake.post("/matters", wrong)) == ["applicant.phone"]
    assert fields(intake.post("/matters", report(channel="scan"))) == ["channel"]
    assert fields(intake.post("/matters", report(category="no_such"))) == ["category"]
    assign = f"/matters/{number}/actions/assign"
    assert intake.post(f"/matters/{number}/actions/accept", {"version": 1}).status_code == 200
    assert fields(intake.post(assign, {"version": 2})) == ["fields.mediator"]
    assert fields(intake.post(assign, {"version": 2, "fields": {"mediator": [1]}})) == ["fields.mediator"]
    assert fields(intake.post(assign, {"fields": {}})) == ["version"]
    assert fields(intake.get("/matters", limit=101)) == ["limit"]
    assert fields(intake.get("/matters", cursor="nonsense")) == ["cursor"]
    assert fields(intake.get("/matters", division="41012")) == ["division"]


def test_a_write_without_a_good_idempotency_key_is_422(intake: System) -> None:
    assert fields(intake.post("/matters", report(), key="")) == ["Idempotency-Key"]
    assert fields(intake.post("/matters", report(), key="short")) == ["Idempotency-Key"]


def test_a_stale_version_is_409_with_the_present_one(intake: System, number: str) -> None:
    accept = f"/matters/{number}/actions/accept"
    assert intake.post(accept, {"version": 1}).status_code == 200
    assert problem(intake.post(accept, {"version": 1}), 409, "stale")["version"] == 2


def test_an_illegal_act_is_409_with_those_that_are_legal(intake: System, number: str) -> None:
    body = problem(intake.post(f"/matters/{number}/actions/agree", {"version": 1}), 409, "not_allowed")
    assert "accept" in body["allowed"]
    assert "agree" not in body["allowed"]
    assert body["version"] == 1


def test_what_is_not_there_or_not_to_be_seen_is_404(
    intake: System, number: str, cast: dict[str, Player]
) -> None:
    sibling = system_of(cast["sibling_township_intake"])
    for path in (f"/matters/{number}", f"/matters/{number}/timeline"):
        problem(sibling.get(path), 404, "not_found")
    problem(sibling.post(f"/matters/{number}/actions/accept", {"version": 1}), 404)
    problem(intake.post(f"/matters/{number}/actions/no_such", {"version": 1}), 404)
    for path in ("/matters/nonsense", "/matters/%00", "/divisions/x", "/divisions/99", "/public/matters/x"):
        problem(intake.get(path), 404)
    problem(intake.get("/no/such/address"), 404)


def test_another_method_is_405_with_those_there_are(intake: System) -> None:
    response = intake.client.put(f"{BASE}/matters")
    problem(response, 405)
    assert set(response.headers["Allow"].split(", ")) == {"GET", "POST"}


def test_a_kind_or_place_that_is_not_the_posts_is_403(intake: System, cast: dict[str, Player]) -> None:
    problem(intake.post("/matters", report(division="410105001003")), 403, "forbidden")
    overseer = system_of(cast["peace_officer"])
    problem(overseer.post("/matters", report()), 403, "forbidden")


def test_only_a_token_that_works_opens(intake: System, cast: dict[str, Player], city: City) -> None:
    without = System().get("/matters")
    problem(without, 401, "unauthorized")
    assert without.headers["WWW-Authenticate"].startswith("Bearer")
    for secret in ("sl_nonsense_of_some_length", "短", "x" * 5000):
        response = Client().get(f"{BASE}/matters", headers={"Authorization": f"Bearer {secret}"})
        problem(response, 401)
    problem(Client().get(f"{BASE}/matters", headers={"Authorization": f"Basic {intake.token}"}), 401)

    until = clock.now() + timedelta(hours=1)
    player = cast["mediator"]
    issued = working_token(actor=TEST, post=player.post, name="t", ends_at=until)
    system = System(issued.secret)
    assert system.get("/matters").status_code == 200
    revoke_token(actor=TEST, token_id=issued.token.pk)
    problem(system.get("/matters"), 401)

    leaving = system_of(cast["grid_worker"])
    assert leaving.get("/matters").status_code == 200
    end_post(actor=TEST, post_id=cast["grid_worker"].post.pk)
    problem(leaving.get("/matters"), 401)
    with clock.turned(shift=timedelta(days=2)):
        problem(intake.get("/matters"), 401)


def test_a_token_reaches_as_far_as_its_scopes(cast: dict[str, Player], workflows: None) -> None:
    reading = system_of(cast["intake_officer"], "read")
    assert reading.get("/matters").status_code == 200
    problem(reading.post("/matters", report()), 403, "forbidden")
    problem(reading.post("/public/matters", public_report()), 403)
    writing = system_of(cast["intake_officer"], "write")
    problem(writing.get("/matters"), 403)
    assert writing.post("/matters", report()).status_code == 201


def test_too_many_calls_are_429_with_a_time_to_wait(intake: System, resident: System, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE_BY_TOKEN = 2
    settings.API_CALLS_A_MINUTE_BY_ADDRESS = 2
    for system, path in ((intake, "/units"), (resident, "/workflows")):
        statuses = [system.get(path).status_code for _time in range(3)]
        assert statuses == [200, 200, 429]
        over = system.get(path)
        problem(over, 429, "too_many_requests")
        assert 1 <= int(over.headers["Retry-After"]) <= 60


def test_guessing_tokens_is_slowed_down(db: None) -> None:
    with clock.turned(to=clock.now()):
        guesses = [System(f"sl_guess_number_{n:05d}").get("/matters").status_code for n in range(61)]
    assert guesses == [401] * 60 + [429]


def test_a_database_that_breaks_off_is_503_with_a_time_to_wait(intake: System) -> None:
    def broken(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if "matters_matter" in sql:
            raise OperationalError("the connection is lost")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(broken):
        response = intake.get("/matters")
    assert response.status_code == 503
    assert response.headers["Content-Type"] == MEDIA_TYPE
    assert int(response.headers["Retry-After"]) > 0


def test_problems_speak_the_language_asked_for(db: None, resident: System) -> None:
    english = resident.get("/matters").json()["detail"]
    assert english.startswith("Send a valid token")


def test_the_residents_limits_are_the_portals(
    workflows: None, cast: dict[str, Player], resident: System
) -> None:
    assert fields(resident.post("/public/matters", public_report(phone=""))) == ["phone"]
    assert fields(resident.post("/public/matters", public_report(phone="12"))) == ["phone"]
    assert fields(resident.post("/public/matters", public_report(kind="no_such"))) == ["kind"]
    assert fields(resident.post("/public/matters", public_report(division=None))) == ["place"]
    assert fields(resident.post("/public/matters", public_report(lon=1.0, lat=1.0))) == ["lon"]
    assert fields(resident.post("/public/matters", public_report(lon=1.0))) == ["lon"]
    sent = [
        resident.post("/public/matters", public_report(phone=f"1380000{n:04d}")).status_code for n in range(7)
    ]
    assert sent == [201] * 6 + [429]
    app = system_of(cast["intake_officer"], "public")
    assert app.post("/public/matters", public_report()).status_code == 201


@pytest.mark.parametrize("key", [True, "1_0", "１", "王五 1", "0", "9" * 19, "-1", "1.0"])
def test_an_id_is_digits_and_nothing_else(intake: System, number: str, key: Any) -> None:
    assign = f"/matters/{number}/actions/assign"
    assert fields(intake.post(assign, {"version": 1, "fields": {"mediator": key}})) == ["fields.mediator"]


def test_an_id_out_of_reach_is_refused(intake: System, number: str, cast: dict[str, Player]) -> None:
    assign = f"/matters/{number}/actions/assign"
    elsewhere = cast["sibling_county_intake"].post.pk
    for sent in (elsewhere, str(elsewhere), VILLAGE):
        assert fields(intake.post(assign, {"version": 1, "fields": {"mediator": sent}})) == [
            "fields.mediator"
        ]


def test_true_is_no_number_anywhere_and_what_is_unknown_is_a_mistake(
    intake: System, resident: System
) -> None:
    for wrong in ("scale", "headcount"):
        assert fields(intake.post("/matters", report(**{wrong: True}))) == [wrong]
    for caller, path, made in ((intake, "/matters", report), (resident, "/public/matters", public_report)):
        assert fields(caller.post(path, made(lon=True, lat=34.7))) == ["lon"]
    assert fields(intake.post("/suggestions", {"text": "楼上漏水", "name": ["王五"]})) == ["name"]


def test_whatever_a_body_has_unknown_is_a_mistake_at_every_route() -> None:
    told = api.get_openapi_schema()
    sent = [
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
        for operations in told["paths"].values()
        for operation in operations.values()
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    ]
    assert len(sent) > 10
    assert [
        name for name in sent if told["components"]["schemas"][name].get("additionalProperties", True)
    ] == []
