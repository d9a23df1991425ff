"""The leak matrix, search by name: whole names alone, for who may read them, and each search is recorded."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter
from sanling.domain.people.actions.seek_person import SeekingRefused, seek_named
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.privacy.index import blind_index
from tests.city import City
from tests.domain.matters.helpers import PHONE, registered
from tests.interfaces.doors import signed_in
from tests.leaks.searching import MASKED, NAME, NOBODY, Cast, alike

pytestmark = pytest.mark.django_db


def found(browser: Client, typed: str) -> set[str]:
    """Return the numbers of what the search box leads to."""
    answer = browser.get("/desk/search/", {"q": typed}, follow=True)
    assert answer.status_code == 200
    return {row.matter.number for row in answer.context["shown"].rows}


@pytest.mark.parametrize("typed", [NAME, "买买提 吐尔逊", "買買提•吐爾遜", " 买买提吐尔逊 ", "买买提‧吐尔逊"])
def test_a_name_registered_a_moment_before_is_found_however_it_is_written(
    cast: Cast, brought: Matter, typed: str
) -> None:
    browser = signed_in(cast["intake_officer"])
    answer = browser.get("/desk/search/", {"q": typed, "by_name": "1"})
    assert [row.matter.number for row in answer.context["shown"].rows] == [brought.number]


def test_words_that_find_nothing_and_may_be_a_name_are_looked_for_as_one(cast: Cast, brought: Matter) -> None:
    browser = signed_in(cast["intake_officer"])
    assert found(browser, NAME) == {brought.number}
    (row,) = AuditRow.objects.filter(act="privacy.seek")
    assert (row.subject, row.detail) == ("search", {"by": "name"})


def test_words_that_find_something_or_are_no_name_are_no_search_for_a_person(
    cast: Cast, brought: Matter
) -> None:
    browser = signed_in(cast["intake_officer"])
    assert found(browser, "垃圾") == {brought.number}
    for typed in ("绿城物业服务公司", "zzzz", "三号楼7单元", "！？"):
        assert not found(browser, typed)
    assert not AuditRow.objects.filter(act="privacy.seek").exists()
    offered = browser.get("/desk/search/", {"q": "垃圾"}).content.decode()
    assert f"?{urlencode({'q': '垃圾'})}&amp;by_name=1" in offered


def test_a_part_of_a_name_finds_nobody(cast: Cast, brought: Matter) -> None:
    browser = signed_in(cast["intake_officer"])
    for typed in ("买买提", "吐尔逊", NOBODY):
        assert not found(browser, typed)


@pytest.mark.parametrize("who", [*MASKED, "grid_worker"])
def test_who_sees_masks_is_answered_alike_for_somebodys_name_and_nobodys(
    cast: Cast, brought: Matter, who: str
) -> None:
    browser = signed_in(cast[who])

    def told(name: str) -> tuple[list[str], int]:
        with CaptureQueriesContext(connection) as statements:
            answers = [
                browser.get("/desk/search/", {"q": name}),
                browser.get("/desk/search/", {"q": name, "by_name": "1"}),
                browser.get("/desk/matters/", {"words": name}),
                browser.get("/desk/inbox/"),
            ]
        return alike(answers, name), len(statements)

    told(NOBODY)
    assert told(NAME) == told(NOBODY)
    assert "完整姓名" not in str(told(NAME))
    with pytest.raises(SeekingRefused):
        seek_named(actor=cast[who].viewer, name=NAME, where="search")
    assert not AuditRow.objects.filter(act="privacy.seek").exists()


def test_a_name_is_found_within_sight_alone_and_not_by_whom_it_complains_about(
    cast: Cast, city: City, workflows: None
) -> None:
    own = cast["intake_officer"].post.unit
    said = PersonDetails(name=NAME, phone=PHONE)
    about_us = registered(
        parties=[
            PartyDetails(role="applicant", person=said),
            PartyDetails(role="respondent", unit_id=own.pk),
        ]
    ).matter
    assert not found(signed_in(cast["sibling_township_intake"]), NAME)
    assert about_us.number not in found(signed_in(cast["intake_officer"]), NAME)
    assert found(signed_in(cast["county_intake_officer"]), NAME) == {about_us.number}


def test_what_is_recorded_tells_neither_the_name_nor_its_index(cast: Cast, brought: Matter) -> None:
    found(signed_in(cast["intake_officer"]), NAME)
    everything = str([vars(row) for row in AuditRow.objects.all()])
    assert NAME not in everything
    assert blind_index("name", NAME).hex() not in everything


def test_nobody_tries_more_names_a_day_than_the_city_says_and_words_go_on_being_found(
    cast: Cast, brought: Matter, few: int
) -> None:
    browser = signed_in(cast["intake_officer"])
    for _nth in range(few):
        browser.get("/desk/search/", {"q": NOBODY, "by_name": "1"})
    refused = browser.get("/desk/search/", {"q": NAME, "by_name": "1"})
    assert refused.status_code == 429
    assert f"每天最多按姓名查 {few} 次" in refused.content.decode()
    assert brought.number not in refused.content.decode()
    assert found(browser, "垃圾") == {brought.number}
    assert found(browser, PHONE) == {brought.number}
    with clock.turned(shift=timedelta(days=1)):
        assert found(browser, NAME) == {brought.number}
