"""One call has one act done on many matters, each judged for itself, and the results are read row by row."""

from typing import Any

import pytest

from sanling.domain.matters.models import Entry, Matter
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from sanling.processes.batches.models import Batch
from sanling.processes.batches.work import work_off
from tests.domain.matters.helpers import act, registered
from tests.interfaces.api.conftest import System, system_of
from tests.leaks.test_standing_in import ELSEWHERE

KEY = "5b1f0c7e-6d0c-4a55-8f0e-2f4f6f0f8f11"


def body(*matters: Matter, verb: str = "accept", **more: Any) -> dict[str, Any]:
    return {
        "verb": verb,
        "matters": [{"number": matter.number, "version": matter.version} for matter in matters],
        **more,
    }


def test_each_matter_is_judged_for_itself_and_told_row_by_row(
    intake: System, cast: dict[str, Player]
) -> None:
    good, stale, unseen = registered().matter, registered().matter, registered(division=ELSEWHERE).matter
    act(cast["intake_officer"].viewer, stale, "note", {"note": "x"})
    stale.version = 1
    ordered = intake.post("/batches", body(good, stale, unseen))
    assert ordered.status_code == 201, ordered.content
    made = ordered.json()
    told = {name: made[name] for name in ("total", "unseen", "judged", "done", "finished")}
    assert told == {"total": 3, "unseen": 1, "judged": 1, "done": 0, "finished": False}
    work_off(made["id"])
    after = intake.get(f"/batches/{made['id']}").json()
    assert (after["judged"], after["done"], after["finished"]) == (3, 1, True)
    address = f"/batches/{made['id']}/results"
    first = intake.get(address, limit=1).json()
    second = intake.get(address, limit=1, cursor=first["next"]).json()
    assert [(row["number"], row["done"]) for row in first["items"] + second["items"]] == [
        (good.number, True),
        (stale.number, False),
    ]
    assert second["next"] is None
    assert first["items"][0]["said"].startswith("Done:")
    unseen.refresh_from_db()
    assert unseen.version == 1


def test_a_verb_that_charges_wants_a_post_and_charges_it(intake: System, cast: dict[str, Player]) -> None:
    matter = registered().matter
    intake.post(f"/matters/{matter.number}/actions/accept", {"version": 1})
    matter.refresh_from_db()
    assert intake.post("/batches", body(matter, verb="assign")).status_code == 422
    ordered = intake.post("/batches", body(matter, verb="assign", post=cast["mediator"].post.pk))
    work_off(ordered.json()["id"])
    matter.refresh_from_db()
    assert matter.assignee_id == cast["mediator"].post.pk


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"verb": "resolve"}, "verb"),
        ({"verb": "no_such"}, "verb"),
        ({"matters": [{"number": "ZZ-261122-00024-A", "version": 1}] * 2}, "matters"),
        ({"matters": []}, "matters"),
        ({"matters": [{"number": "x", "version": 0}]}, "matters.0.version"),
        ({"matters": [{"number": "x", "version": True}]}, "matters.0.version"),
        ({"verb": "assign", "post": True}, "post"),
    ],
)
def test_nonsense_is_told_by_its_field(intake: System, sent: dict[str, Any], field: str) -> None:
    answer = intake.post("/batches", {**body(registered().matter), **sent})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not Batch.objects.exists()


def test_sent_twice_it_is_ordered_once_and_written_down(intake: System) -> None:
    matter = registered().matter
    first, second = (intake.post("/batches", body(matter), key=KEY) for _time in range(2))
    assert first.content == second.content
    work_off(first.json()["id"])
    work_off(first.json()["id"])
    assert Entry.objects.filter(code="accept").count() == 1
    acts = AuditRow.objects.filter(subject=f"batch:{first.json()['id']}").order_by("pk")
    assert [row.act for row in acts] == ["batches.order", "batches.finish"]


def test_a_fourth_under_way_is_to_come_later(intake: System) -> None:
    matters = [registered().matter for _number in range(4)]
    answers = [intake.post("/batches", body(matter)) for matter in matters]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429]
    assert int(answers[3].headers["Retry-After"]) > 0


@pytest.mark.parametrize("other", ["centre_director", "sibling_township_intake", "administrator"])
def test_nobody_elses_batch_is_there(intake: System, cast: dict[str, Player], other: str) -> None:
    ordered = intake.post("/batches", body(registered().matter)).json()["id"]
    system = system_of(cast[other])
    assert system.get(f"/batches/{ordered}").status_code == 404
    assert system.get(f"/batches/{ordered}/results").status_code == 404


def test_a_token_that_only_reads_looks_and_orders_nothing(intake: System, cast: dict[str, Player]) -> None:
    ordered = intake.post("/batches", body(registered().matter)).json()["id"]
    reader = system_of(cast["intake_officer"], "read")
    assert reader.get(f"/batches/{ordered}").status_code == 200
    assert reader.post("/batches", body(registered().matter)).status_code == 403


def test_a_large_one_is_looked_up_in_as_many_statements_as_a_small_one(
    intake: System, django_assert_max_num_queries: Any
) -> None:
    matters = [registered().matter for _number in range(12)]
    for some in (matters[:2], matters[2:]):
        with django_assert_max_num_queries(45):
            assert intake.post("/batches", body(*some)).status_code == 201
