"""Programs read why a subject has its colour, as far as the post may know, and by which standard."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Judged
from sanling.domain.recognition.months import months_back
from tests.city import CITY, TEST, City
from tests.domain.incidents.helpers import accident, record, visit
from tests.domain.subjects.helpers import SCHOOL, put, said
from tests.interfaces.api.conftest import system_of

pytestmark = pytest.mark.django_db
MONTH = months_back(2)[1]
Cast = dict[str, Player]


@pytest.fixture
def school(city: City, workflows: None) -> str:
    publish_standard(actor=TEST, profile=city.profile)
    (made,) = put(said(SCHOOL), on=date(2026, 1, 1))
    of = {"answers_id": made.subject.pk, "happened_on": MONTH}
    record(accident(**of, other_injuries=1), visit(**of, skips_levels=True, upheld=True))
    evaluate(city=CITY, month=MONTH)
    return f"/subjects/{SCHOOL}/months"


def test_why_a_subject_has_its_colour_is_told_as_far_as_the_post_may_know(cast: Cast, school: str) -> None:
    (month,) = system_of(cast["peace_officer"]).get(school).json()
    assert (month["month"], month["colour"]["code"]) == (f"{MONTH:%Y-%m}", "orange")
    by_zero = {reason["zero"]: reason for reason in month["reasons"]}
    assert len(by_zero) == 2
    assert all(reason["facts"] and reason["source"] for reason in by_zero.values())
    # Whoever is rated by petitions is told that there are some, and of no one which.
    (seen,) = system_of(cast["liaison"]).get(school).json()
    hidden = [reason for reason in seen["reasons"] if reason["others"]]
    assert hidden
    assert not any(reason["facts"] for reason in hidden)
    assert system_of(cast["auditor"]).get(school).status_code == 404
    assert system_of(cast["sibling_township_intake"]).get(school).status_code == 404


def test_a_changed_standard_is_tried_and_nothing_of_it_stays(
    cast: Cast, school: str, settings: Any, tmp_path: Path
) -> None:
    system = system_of(cast["peace_officer"])
    assert system.get("/standard/trial").status_code == 404
    shutil.copytree(settings.PROFILES_ROOT, tmp_path / "profiles")
    settings.PROFILES_ROOT = tmp_path / "profiles"
    said = tmp_path / "profiles/zhengzhou/standard.toml"
    said.write_text("[rules.casualties.when]\ncasualties = { at_least = 9 }\n")
    tried = system.get("/standard/trial").json()
    (moved,) = tried["moved"]
    told = (moved["subject"]["code"], moved["before"]["code"], moved["after"]["code"])
    assert (tried["count"], told) == (1, (SCHOOL, "orange", "yellow"))
    assert [(each["way"], each["colour"]["code"]) for each in tried["warnings"]] == [("open", "yellow")]
    assert Judged.objects.get().colour == "orange"
    assert system_of(cast["sibling_township_intake"]).get("/standard/trial").json()["count"] == 0
    said.write_text("nonsense = 1")
    assert system.get("/standard/trial").status_code == 409


def test_the_standard_in_force_is_read_in_words(cast: Cast, school: str) -> None:
    told = system_of(cast["peace_officer"]).get("/standard").json()
    assert told["version"] == 1
    assert {rule["zero"] for rule in told["rules"]} == {"Zero petitions", "Zero accidents", "Zero cases"}
    assert [colour["colour"]["code"] for colour in told["colours"]][-1] == "blue"
    assert all(rule["source"] for rule in told["rules"])
    assert system_of(cast["auditor"]).get("/standard").status_code == 404
