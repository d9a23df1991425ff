"""What an ended post was charged with goes back to its unit, visibly and once."""

from datetime import timedelta

import pytest

from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.handover import hand_over, release_over
from sanling.domain.matters.models import Assignment, Entry
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post
from sanling.foundation import clock
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.city import TEST
from tests.domain.matters.helpers import act, registered

pytestmark = pytest.mark.django_db


def test_open_assignments_of_an_ended_post_return_to_the_pool(
    cast: dict[str, Player], workflows: None
) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    end_post(actor=TEST, post_id=cast["mediator"].post.pk)

    assert hand_over() == 1
    react()

    matter.refresh_from_db()
    assert matter.assignee is None
    assert Assignment.objects.get(matter=matter).ended_how == "released"
    assert Entry.objects.filter(matter=matter).latest("pk").code == "released"
    intake = cast["intake_officer"].viewer
    assert "assign" in {action.code for action in allowed_actions(intake, matter)}
    assert Notice.objects.filter(recipient=intake.key, code="matter.moved_here").exists()
    assert hand_over() == 0


def test_what_a_post_holds_on_its_last_day_returns_when_the_day_is_over(
    cast: dict[str, Player], workflows: None
) -> None:
    matter = registered().matter
    mediator = cast["mediator"].post
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": mediator.pk})
    Post.objects.filter(pk=mediator.pk).update(ends_at=clock.now() + timedelta(days=1))
    assert release_over() == 0
    with clock.turned(shift=timedelta(days=1)):
        assert (release_over(), release_over()) == (1, 0)
    matter.refresh_from_db()
    assert matter.assignee is None
