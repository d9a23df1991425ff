"""The standard is read in words, and a changed one tried before it is published."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Judged, Standard
from sanling.domain.recognition.months import months_back
from tests.city import CITY, TEST, City
from tests.domain.incidents.helpers import accident, record
from tests.domain.subjects.helpers import put, said
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
MONTH = months_back(2)[1]


def test_a_department_reads_what_breaks_a_zero_and_by_which_article(city: City, desk: SignIn) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    page = desk("petition_officer").get("/desk/standard/").content.decode()
    for words in (
        "查实的越级走访",
        "越级：是",
        "《信访工作条例》第二十条",
        "依法逐级走访的",
        "不计",
        "人数：不少于 5",
        "一票否决",
    ):
        assert words in page, words


def test_a_changed_rule_is_tried_and_changes_nothing(
    city: City, desk: SignIn, settings: Any, tmp_path: Path
) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    (made,) = put(said(), on=date(2026, 1, 1))
    record(accident(answers_id=made.subject.pk, happened_on=MONTH))
    evaluate(city=CITY, month=MONTH)
    shutil.copytree(settings.PROFILES_ROOT, tmp_path / "profiles")
    settings.PROFILES_ROOT = tmp_path / "profiles"
    (tmp_path / "profiles/zhengzhou/standard.toml").write_text(
        "[rules.casualties.when]\ncasualties = { at_least = 2 }\n"
    )
    browser = desk("peace_officer")
    page = browser.get("/desk/standard/").content.decode()
    assert "rules.casualties.when.casualties.at_least" in page
    tried = browser.post("/desk/standard/").content.decode()
    assert "通信花园小学" in tried
    assert Judged.objects.get().colour == "yellow"
    assert Standard.objects.count() == 1
