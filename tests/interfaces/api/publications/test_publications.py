"""Programs read published figures as they were printed, and what they are now."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.people.cast import Player
from tests.city import CITY, COUNTY, City
from tests.domain.publications.helpers import Cast, asked, drafted, judge, published
from tests.interfaces.doors import token_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def judged(settings: Settings, city: City, cast: Cast, workflows: None) -> None:
    settings.SECURE_SSL_REDIRECT = False
    judge(city)


def read(player: Player, path: str = "", **query: str) -> Any:
    headers = {"Authorization": f"Bearer {token_of(player)}", "Accept-Language": "en"}
    return Client().get(f"/api/v1/publications{path}", query, headers=headers)


def test_one_is_read_as_it_was_printed_and_as_it_is_now(cast: Cast) -> None:
    made = published(cast)
    told = read(cast["city_peace_officer"], f"/{made.pk}").json()
    assert (told["number"], told["period"], told["indicator"]["name"]) == (1, "2026-07", "Rate met")
    assert told["lines"][-1]["whole"]
    assert all(line["now"] == line["printed"] for line in told["lines"])
    below = read(cast["township_leader"], f"/{made.pk}").json()
    assert [line["printed"] for line in below["lines"]] == [line["printed"] for line in told["lines"]]
    assert all(line["now"] is None for line in below["lines"])


def test_drafts_and_what_one_may_not_read_are_not_there(cast: Cast) -> None:
    draft, made = drafted(cast), published(cast)
    assert read(cast["township_leader"], f"/{draft.pk}").status_code == 404
    assert read(cast["village_secretary"], f"/{made.pk}").status_code == 404
    assert [row["id"] for row in read(cast["city_peace_officer"]).json()["items"]] == [made.pk]
    assert read(cast["auditor"]).json()["items"] == []


def test_they_are_listed_newest_first_page_by_page_and_narrowed(cast: Cast) -> None:
    of_city = [published(cast).pk for _nth in range(3)]
    of_county = published(cast, asked(COUNTY)).pk
    player = cast["city_peace_officer"]
    first = read(player, limit="2").json()
    then = read(player, limit="2", cursor=first["next"]).json()
    assert [row["id"] for row in (*first["items"], *then["items"])] == [of_county, *reversed(of_city)]
    assert then["next"] is None
    assert [row["id"] for row in read(player, place=COUNTY).json()["items"]] == [of_county]
    assert len(read(player, place=CITY, indicator="met").json()["items"]) == 3
    assert read(player, indicator="recognised").json()["items"] == []


def test_a_correction_and_what_it_replaces_name_each_other(cast: Cast) -> None:
    old = published(cast)
    new = published(cast, replaces=old.pk, reason="漏统")
    player = cast["city_peace_officer"]
    assert read(player, f"/{old.pk}").json()["replaced_by"] == new.pk
    assert read(player, f"/{new.pk}").json()["replaces"] == old.pk


def test_the_bulletin_is_a_word_document_for_who_reads_it(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = published(cast)
    answer = read(cast["township_leader"], f"/{made.pk}/bulletin")
    assert answer.content.startswith(b"PK")
    assert read(cast["village_secretary"], f"/{made.pk}/bulletin").status_code == 404
    template = tmp_path / "bulletin.docx"
    template.write_bytes(b"no document")
    monkeypatch.setattr("sanling.domain.publications.printing.template_of", lambda _city: template)
    broken = read(cast["township_leader"], f"/{made.pk}/bulletin")
    assert (broken.status_code, broken.json()["type"]) == (409, "urn:sanling:problem:broken_template")
