"""The leak matrix, reopening: who had a matter when it ended reads no more of it once it is somebody else's."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from sanling.domain.matters.access import ENDED_WITH_MATTER, LinkActor, can_see
from sanling.domain.matters.models import Assignment, Matter
from sanling.domain.matters.telling import who_may_open
from sanling.domain.people.cast import Player
from tests.domain.matters.helpers import act, picture, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = Mapping[str, Player]


def settled(cast: Cast, matter: Matter, by: str = "mediator") -> None:
    """Have a mediator settle a dispute."""
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast[by].post.pk})
    act(cast[by].viewer, matter, "sign_for")
    act(cast[by].viewer, matter, "agree", {"form": "oral", "answer": "好"}, [picture()])


def reads(player: Player, matter: Matter) -> bool:
    """Tell whether somebody opens a matter, which is the same as whether they may be told of it."""
    seen = can_see(player.viewer, matter.pk)
    told = who_may_open([(player.post.pk, matter)])
    assert told == ({(player.post.pk, matter.pk)} if seen else set())
    return seen


@pytest.mark.parametrize("archived", [False, True])
def test_a_handler_reads_no_more_of_what_was_reopened_and_given_to_another(
    cast: Cast, archived: bool
) -> None:
    matter = registered().matter
    settled(cast, matter)
    if archived:
        act(cast["intake_officer"].viewer, matter, "archive")
    assert reads(cast["mediator"], matter)
    act(LinkActor(matter.pk), matter, "reopen", {"reason": "调解员偏袒对方"})
    assert not reads(cast["mediator"], matter)
    settled(cast, matter, by="township_mediator")
    act(cast["intake_officer"].viewer, matter, "archive")
    assert not reads(cast["mediator"], matter)
    assert reads(cast["township_mediator"], matter)


def test_a_handler_who_is_charged_again_reads_it_again(cast: Cast) -> None:
    matter = registered().matter
    for _time in range(2):
        settled(cast, matter)
        act(cast["intake_officer"].viewer, matter, "archive")
        assert reads(cast["mediator"], matter)
        act(LinkActor(matter.pk), matter, "reopen", {"reason": "又堆满了"})
        assert not reads(cast["mediator"], matter)


def test_what_was_reopened_before_is_read_no_more_either(cast: Cast) -> None:
    again, given, over = (registered().matter for _nth in range(3))
    for matter in (again, given, over):
        settled(cast, matter)
        act(cast["intake_officer"].viewer, matter, "archive")
    for matter in (again, given):
        act(LinkActor(matter.pk), matter, "reopen", {"reason": "又堆满了"})
    settled(cast, given, by="township_mediator")
    act(cast["intake_officer"].viewer, given, "archive")
    Assignment.objects.filter(ended_how="reopen").update(ended_how=ENDED_WITH_MATTER)

    migration: Any = import_module("sanling.domain.matters.migrations.0014_reopened_without_hindsight")
    migration.end_hindsight(apps, connection.schema_editor())
    assert [reads(cast["mediator"], matter) for matter in (again, given, over)] == [False, False, True]
    assert reads(cast["township_mediator"], given)
