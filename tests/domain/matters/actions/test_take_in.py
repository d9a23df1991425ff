"""What is brought in person is registered, accepted and assigned: all of it, or nothing."""

import pytest

from sanling.domain.matters.actions.take_in import take_in
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from tests.domain.matters.helpers import report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["dispute", "request"])
def test_each_act_is_the_workflows_own(kind: str, cast: dict[str, Player], workflows: None) -> None:
    post = cast["mediator"].post
    found = take_in(actor=cast["intake_officer"].viewer, report=report(kind=kind), post=str(post.pk))
    assert found.matter.assignee_id == post.pk
    entries = found.matter.entries.order_by("pk").values_list("code", flat=True)
    assert list(entries) == ["register", "accept", "assign"]


def test_without_a_post_it_waits_to_be_accepted(cast: dict[str, Player], workflows: None) -> None:
    found = take_in(actor=cast["intake_officer"].viewer, report=report())
    assert (found.matter.state, found.matter.assignee_id) == ("waiting", None)


@pytest.mark.parametrize("post", ["0", "x", "999999999"])
def test_who_can_not_be_charged_leaves_nothing_registered(
    post: str, cast: dict[str, Player], workflows: None
) -> None:
    with pytest.raises(Invalid) as refused:
        take_in(actor=cast["intake_officer"].viewer, report=report(), post=post)
    assert set(refused.value.errors) == {"charged"}
    assert not Matter.objects.exists()
