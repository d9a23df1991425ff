"""Other systems read tags, put them on, take them off and list matters by them, as their post may."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.tags.actions.tag import tag
from sanling.domain.tags.models import Tag
from tests.domain.matters.helpers import registered
from tests.interfaces.api.conftest import System, system_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(workflows: None) -> Matter:
    """A neighbour's report."""
    return registered().matter


def test_a_tag_is_put_read_and_taken_off(intake: System, matter: Matter, cast: dict[str, Player]) -> None:
    address = f"/matters/{matter.number}/tags"
    made = intake.post(address, {"word": " Ａ　座 "})
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["word"], told["put_by"]["id"], told["by_rule"]) == (
        "A 座",
        cast["intake_officer"].post.pk,
        False,
    )
    assert told["taken_at"] is None
    assert intake.post(address, {"word": "a座"}).json()["id"] == told["id"]
    assert [item["word"] for item in intake.get(address).json()["items"]] == ["A 座"]
    off = intake.delete(f"{address}/{told['id']}")
    assert off.status_code == 200
    assert off.json()["taken_at"]
    assert intake.get(address).json()["items"] == []
    assert intake.delete(f"{address}/{told['id']}").status_code == 404


def test_sent_twice_it_has_one_effect_and_one_answer(intake: System, matter: Matter) -> None:
    address, key = f"/matters/{matter.number}/tags", "a" * 20
    first = intake.post(address, {"word": "加装电梯"}, key=key)
    intake.delete(f"{address}/{first.json()['id']}", key="b" * 20)
    assert intake.post(address, {"word": "加装电梯"}, key=key).json() == first.json()
    assert intake.delete(f"{address}/{first.json()['id']}", key="b" * 20).status_code == 200
    assert Tag.objects.count() == 1


@pytest.mark.parametrize(
    "word",
    [
        "",
        "\x00",
        "\u200b",
        "……",
        "甲，乙",
        "13800000000",
        "99999919900101123X",
        "长" * 21,
        "长" * 201,
        "\ufffd",
        5,
        None,
    ],
)
def test_what_is_no_tag_is_refused_by_its_field(intake: System, matter: Matter, word: object) -> None:
    answer = intake.post(f"/matters/{matter.number}/tags", {"word": word})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == "word"
    assert error["message"]
    assert not Tag.objects.exists()


@pytest.mark.parametrize("pk", ["0", "-1", "x", "1" * 30, "%00"])
def test_a_key_that_leads_nowhere_is_absent(intake: System, matter: Matter, pk: str) -> None:
    assert intake.delete(f"/matters/{matter.number}/tags/{pk}").status_code in (404, 422)


def test_who_only_sees_reads_and_changes_nothing_and_who_does_not_is_told_nothing(
    matter: Matter, cast: dict[str, Player]
) -> None:
    kept = tag(actor=cast["intake_officer"].viewer, matter_id=matter.pk, word="加装电梯")
    address = f"/matters/{matter.number}/tags"
    for who, reads, writes in (("village_secretary", 200, 403), ("sibling_township_intake", 404, 404)):
        system = system_of(cast[who])
        assert system.get(address).status_code == reads
        assert system.post(address, {"word": "噪音"}).status_code == writes
        assert system.delete(f"{address}/{kept.pk}").status_code == writes
    assert Tag.objects.filter(taken_at=None).count() == 1


def test_matters_are_listed_by_a_tag(intake: System, matter: Matter, cast: dict[str, Player]) -> None:
    registered()
    tag(actor=cast["intake_officer"].viewer, matter_id=matter.pk, word="Ａ座")
    assert [item["number"] for item in intake.get("/matters", tag="a 座").json()["items"]] == [matter.number]
    for word in ("别的", "座", "，", "13800000000"):
        assert intake.get("/matters", tag=word).json()["items"] == []
    assert intake.get("/matters", tag="长" * 201).status_code == 422
    assert system_of(cast["sibling_township_intake"]).get("/matters", tag="A座").json()["items"] == []


def test_a_list_is_tagged_by_a_batch(intake: System, matter: Matter) -> None:
    body = {
        "verb": "tag",
        "fields": {"tag": "加装电梯"},
        "matters": [{"number": matter.number, "version": 1}],
    }
    assert intake.post("/batches", body).status_code == 201
    wrong = intake.post("/batches", {**body, "fields": {"tag": "13800000000"}})
    assert wrong.status_code == 422
    assert [error["field"] for error in wrong.json()["errors"]] == ["fields.tag"]
