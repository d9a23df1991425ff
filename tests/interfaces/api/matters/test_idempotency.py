"""What is sent twice happens once, and both sendings get the same answer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from sanling.domain.matters.models import Entry, Matter
from sanling.domain.people.cast import Player
from sanling.foundation.delivery.models import IdempotencyKey
from sanling.interfaces.api.matters import public
from tests.city import City
from tests.interfaces.api.conftest import System, public_report, report, system_of

KEY = "5b1f0c7e-6d0c-4a55-8f0e-2f4f6f0f8f11"


def test_a_repeated_registration_gets_the_first_answer_with_its_status(intake: System) -> None:
    first, second = (intake.post("/matters", report(), key=KEY) for _time in range(2))
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert Matter.objects.count() == 1


def test_a_repeated_act_gets_the_first_answer_though_the_matter_has_moved_on(intake: System) -> None:
    number = intake.post("/matters", report()).json()["number"]
    path = f"/matters/{number}/actions/accept"
    first = intake.post(path, {"version": 1}, key=KEY)
    assert intake.post(path, {"version": 1}, key=KEY).content == first.content
    assert Entry.objects.filter(code="accept").count() == 1


def test_a_key_with_another_content_or_at_another_address_is_422(intake: System) -> None:
    number = intake.post("/matters", report(), key=KEY).json()["number"]
    other = intake.post("/matters", report(text="另一件事。"), key=KEY)
    assert (other.status_code, other.json()["type"]) == (422, "urn:sanling:problem:key_reused")
    assert intake.post(f"/matters/{number}/actions/accept", {"version": 1}, key=KEY).status_code == 422


def test_a_key_that_failed_may_be_used_again(intake: System) -> None:
    assert intake.post("/matters", report(category="no_such"), key=KEY).status_code == 422
    assert intake.post("/matters", report(), key=KEY).status_code == 201


def test_keys_of_two_tokens_are_two_keys(intake: System, cast: dict[str, Player]) -> None:
    other = system_of(cast["intake_officer"])
    numbers = {system.post("/matters", report(), key=KEY).json()["number"] for system in (intake, other)}
    assert len(numbers) == 2


def test_a_resident_who_sends_again_from_another_network_makes_one_matter(
    workflows: None, resident: System
) -> None:
    first = resident.post("/public/matters", public_report(), key=KEY)
    resident.client.defaults["REMOTE_ADDR"] = "203.0.113.9"
    second = resident.post("/public/matters", public_report(), key=KEY)
    assert first.content == second.content
    assert Matter.objects.count() == 1


def test_kept_answers_do_not_hold_the_secret_in_the_clear(workflows: None, resident: System) -> None:
    token = resident.post("/public/matters", public_report(), key=KEY).json()["token"]
    assert token not in str(IdempotencyKey.objects.get(key=KEY).result)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_key_sent_thirty_times_at_once_makes_one_matter_and_thirty_equal_answers(
    transactional_db: None, city: City, cast: dict[str, Player], workflows: None
) -> None:
    token = system_of(cast["intake_officer"]).token

    def send(_n: int) -> tuple[int, bytes]:
        try:
            answer = System(token).post("/matters", report(), key=KEY)
            return answer.status_code, answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(send, range(30)))
    assert len(answers) == 1
    assert answers.pop()[0] == 201
    assert Matter.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_thirty_acts_at_once_on_one_version_one_wins_and_the_others_get_409(
    transactional_db: None, city: City, cast: dict[str, Player], workflows: None
) -> None:
    token = system_of(cast["intake_officer"]).token
    number = System(token).post("/matters", report()).json()["number"]

    def send(_n: int) -> int:
        try:
            path = f"/matters/{number}/actions/accept"
            return int(System(token).post(path, {"version": 1}).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        statuses = sorted(pool.map(send, range(30)))
    assert statuses == [200] + [409] * 29


def test_an_act_by_the_link_that_is_sent_again_counts_against_no_limit(
    workflows: None, resident: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "ACTS_AN_HOUR", 1)
    token = resident.post("/public/matters", public_report()).json()["token"]
    path, said = f"/public/matters/{token}/actions/add", {"version": 1, "fields": {"message": "又来了。"}}
    first = resident.post(path, said, key=KEY)
    assert first.status_code == 200, first.content
    assert resident.post(path, {**said, "version": 2}).status_code == 429
    assert resident.post(path, said, key=KEY).content == first.content
