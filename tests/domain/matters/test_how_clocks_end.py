"""A clock says how it ended: done by what it waited for, or no longer needed because its cause has gone."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.act import Wish, perform_each
from sanling.domain.matters.models import Clock, Matter
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from tests.domain.matters.helpers import act, picture, registered
from tests.interfaces.api.conftest import system_of
from tests.interfaces.desk.conftest import SignIn, desk, plain_http

__all__ = ["desk", "plain_http"]

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.fixture
def settled(cast: Cast, mediating: Matter) -> Matter:
    """Return a dispute that was settled without the parties having been contacted first."""
    act(cast["mediator"].viewer, mediating, "agree", {"form": "oral", "answer": "和好。"}, [picture()])
    return mediating


def ended(matter: Matter) -> dict[str, str]:
    """Return how the clocks of a matter ended, the last of each code."""
    return dict(matter.clocks.order_by("pk").values_list("code", "ended_how"))


def test_what_was_done_is_done(mediating: Matter) -> None:
    assert ended(mediating) == {
        "stuck": "done",
        "pass_on": "done",
        "sign_for": "done",
        "contact": "",
        "mediation": "",
    }


def test_what_never_happened_before_the_end_is_not_called_done(settled: Matter) -> None:
    assert ended(settled)["contact"] == "dropped"
    assert ended(settled)["mediation"] == "done"


def test_a_reopened_matters_revisit_and_archive_are_not_needed_any_more(settled: Matter) -> None:
    act(LinkActor(settled.pk), settled, "reopen", {"reason": "又闹起来了。"})
    assert (ended(settled)["revisit"], ended(settled)["archive"]) == ("dropped", "dropped")
    assert ended(settled)["pass_on"] == ""


def test_a_revisit_that_took_place_is_done(cast: Cast, settled: Matter) -> None:
    act(cast["mediator"].viewer, settled, "revisit", {"satisfied": "satisfied"})
    act(cast["intake_officer"].viewer, settled, "archive")
    assert (ended(settled)["revisit"], ended(settled)["archive"]) == ("done", "done")


@pytest.mark.parametrize("many", [False, True])
def test_an_archive_without_a_revisit_drops_the_revisit(cast: Cast, settled: Matter, *, many: bool) -> None:
    if many:
        perform_each(actor=SystemActor("timer"), wishes=[Wish(settled.pk, action="archive")])
    else:
        act(cast["intake_officer"].viewer, settled, "archive")
    assert (ended(settled)["revisit"], ended(settled)["archive"]) == ("dropped", "done")


def test_a_withdrawn_matters_clocks_are_not_needed_any_more(mediating: Matter) -> None:
    act(LinkActor(mediating.pk), mediating, "withdraw")
    assert (ended(mediating)["contact"], ended(mediating)["mediation"]) == ("dropped", "dropped")


def test_a_mediator_who_gives_it_back_has_contacted_nobody(cast: Cast, mediating: Matter) -> None:
    act(cast["mediator"].viewer, mediating, "return", {"reason": "不在本辖区。"})
    assert ended(mediating)["contact"] == "dropped"


def test_charging_somebody_else_is_no_signature(cast: Cast, workflows: None) -> None:
    matter = registered().matter
    for _time in range(2):
        act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    signing = matter.clocks.filter(code="sign_for").order_by("pk").values_list("ended_how", flat=True)
    assert list(signing) == ["dropped", ""]


def test_a_department_that_never_reported_in_is_not_called_in_time(cast: Cast, mediating: Matter) -> None:
    units = [cast["department_clerk"].post.unit_id]
    act(cast["mediator"].viewer, mediating, "whistle", {"units": units, "task": "请到场。"})
    act(LinkActor(mediating.pk), mediating, "withdraw")
    assert (ended(mediating)["report_in"], ended(mediating)["joint_work"]) == ("dropped", "dropped")


def test_desk_and_api_tell_the_difference(cast: Cast, settled: Matter, desk: SignIn) -> None:
    act(LinkActor(settled.pk), settled, "reopen", {"reason": "又闹起来了。"})
    page = desk("intake_officer").get(f"/desk/matters/{settled.number}/").content.decode()
    assert page.count("不再需要") == 3
    clocks = system_of(cast["intake_officer"]).get(f"/matters/{settled.number}").json()["clocks"]
    told = {row["code"]: row["ended_how"] for row in clocks if row["stopped_at"]}
    assert (told["revisit"], told["archive"], told["contact"]) == ("dropped", "dropped", "dropped")
    assert told["mediation"] == "done"


def test_what_was_late_stays_late_though_it_is_not_needed_any_more(
    cast: Cast, settled: Matter, desk: SignIn
) -> None:
    with clock.turned(shift=timedelta(days=10)):
        act(LinkActor(settled.pk), settled, "reopen", {"reason": "又闹起来了。"})
        page = desk("intake_officer").get(f"/desk/matters/{settled.number}/").content.decode()
    assert "超时，后不再需要" in page


def test_old_clocks_are_told_by_the_act_that_ended_them(cast: Cast, settled: Matter) -> None:
    act(LinkActor(settled.pk), settled, "reopen", {"reason": "又闹起来了。"})
    before = ended(settled)
    Clock.objects.update(ended_how="")
    migration = import_module("sanling.domain.matters.migrations.0007_how_clocks_ended")
    migration.tell(apps, connection.schema_editor())
    assert ended(settled) == before
