"""A timeline tells each reader what happened in words of their own: codes are kept, sentences are made when read."""

from collections.abc import Mapping

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.timeline import TimelineEvent, now_of, progress, timeline
from sanling.domain.people.cast import Player
from sanling.foundation.audit.actor import Actor
from tests.city import City
from tests.domain.matters.helpers import act, in_mediation, picture, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = Mapping[str, Player]


def told(actor: Actor | None, matter: Matter, language: str = "zh-hans") -> dict[str, TimelineEvent]:
    with translation.override(language):
        return {item.code: item for item in timeline(actor, matter)}


@pytest.fixture
def settled(city: City, cast: Cast) -> Matter:
    """A dispute with a note, a department, a file and a settlement."""
    matter = in_mediation(cast)
    units = [city.unit("housing-410105").pk, city.unit("police_station-410105002").pk]
    act(cast["intake_officer"].viewer, matter, "whistle", {"units": units[:1], "task": "协助清理"})
    act(cast["intake_officer"].viewer, matter, "note", {"note": "内部备注"})
    act(cast["department_clerk"].viewer, matter, "report_in")
    act(cast["department_clerk"].viewer, matter, "finish_joint", {"note": "已到场"})
    act(cast["mediator"].viewer, matter, "agree", {"form": "oral", "answer": "已清理"}, [picture()])
    return matter


def test_staff_read_names_of_fields_options_units_and_posts(cast: Cast, settled: Matter) -> None:
    items = told(cast["intake_officer"].viewer, settled)
    assert next(iter(items)) == "register"
    assert items["register"].by_party
    mediator = cast["mediator"].post
    assert f"{mediator.name} · {mediator.unit.name}" in {detail.value for detail in items["assign"].details}
    whistle = [detail.value for detail in items["whistle"].details]
    assert "协助清理" in whistle
    assert any("住" in value or "房" in value for value in whistle)
    agree = {detail.value for detail in items["agree"].details}
    assert any("口头" in value for value in agree)
    assert items["agree"].who == f"{mediator.name} · {mediator.unit.name}"
    assert [file.name for file in items["agree"].attachments] == ["清理后.png"]


def test_the_party_reads_its_own_acts_and_what_is_for_it_by_units_and_never_a_note(settled: Matter) -> None:
    items = told(LinkActor(settled.pk), settled)
    assert "note" not in items
    assert items["register"].who == "您"
    assert "·" not in items["agree"].who
    assert items["agree"].attachments == []
    assert told(LinkActor(settled.pk), settled, "en")["register"].who == "You"
    assert told(LinkActor(settled.pk, acts=False), settled) == {}
    assert told(None, settled).keys() == items.keys()


def test_what_the_system_did_is_told_by_the_clock_or_the_version_that_it_is_about(
    settled: Matter, cast: Cast
) -> None:
    for code, params in (
        ("clock_late", {"clock_code": "mediation"}),
        ("clock_warned", {"clock_code": "unheard_of"}),
        ("migrated", {"to_version": 3}),
        ("released", {}),
        ("something_new", {}),
    ):
        Entry.objects.create(
            matter=settled,
            at=settled.registered_at,
            code=code,
            params=params,
            audience="internal",
            actor_kind="system",
            actor_key="timer",
            version=9,
        )
    items = told(cast["intake_officer"].viewer, settled, "en")
    assert items["clock_late"].text.startswith("Deadline passed: ")
    assert items["clock_late"].text != "Deadline passed: mediation"
    assert items["clock_warned"].text == "Deadline near: unheard_of"
    assert items["migrated"].text == "Moved to version 3 of the workflow"
    assert items["something_new"].text == "something_new"
    assert items["released"].who == "System"


def test_a_longer_timeline_takes_no_more_queries(
    cast: Cast, settled: Matter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer = cast["intake_officer"].viewer
    timeline(officer, settled)
    with django_assert_num_queries(4):
        timeline(officer, settled)
    for nth in range(3):
        act(officer, settled, "note", {"note": f"备注 {nth}"})
    with django_assert_num_queries(4):
        assert len(timeline(officer, settled)) == 11
    bare = registered().matter
    with django_assert_num_queries(2):
        timeline(officer, bare)


def test_progress_says_where_it_stands_who_has_it_and_by_when(cast: Cast, settled: Matter) -> None:
    working = in_mediation(cast)
    found = Matter.objects.select_related("unit", "assignee").get(pk=working.pk)
    with translation.override("zh-hans"):
        stands = progress(found)
        assert now_of(found) == stands.now
    assert (stands.handler, stands.unit, stands.ended, stands.follows) == (
        cast["mediator"].post.name,
        found.unit.name,
        False,
        False,
    )
    assert stands.expected_at == found.due_at
    act(cast["intake_officer"].viewer, settled, "archive")
    over = progress(Matter.objects.select_related("unit", "assignee").get(pk=settled.pk))
    assert (over.ended, over.expected_at, over.handler) == (True, None, "")
