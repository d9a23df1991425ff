"""A side refuses the mediator and another is asked (人民调解法 23); who has a conflict steps back."""

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Entry
from sanling.domain.mediation.actions.choose_mediator import choose_mediator
from sanling.domain.mediation.actions.object_to_mediator import object_to_mediator
from sanling.domain.mediation.models import Objection
from sanling.processes.reactions import react
from tests.domain.matters.helpers import act, in_mediation, registered
from tests.domain.mediation.chosen import four, own
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_mediator_is_replaced_by_the_next_and_never_asked_again(cast: Cast) -> None:
    some = four(cast)
    matter = registered().matter
    keys = [some.near.pk, some.town.pk]
    choose_mediator(actor=own(matter), matter_id=matter.pk, mediators=keys)
    act(cast["mediator"].viewer, matter, "sign_for")
    objection = object_to_mediator(actor=own(matter), matter_id=matter.pk, reason="他是对方的表哥")
    react()
    matter.refresh_from_db()
    assert (objection.post, matter.assignee) == (cast["mediator"].post, cast["township_mediator"].post)
    with pytest.raises(Invalid):
        choose_mediator(actor=own(matter), matter_id=matter.pk, mediators=[some.near.pk])


def test_the_other_side_objects_by_its_link_and_its_reason_is_in_no_timeline(cast: Cast) -> None:
    matter, _first, other = two_sides(cast)
    object_to_mediator(actor=by(other), matter_id=matter.pk, reason="私下的理由")
    matter.refresh_from_db()
    assert (matter.state, matter.assignee) == ("accepted", None)
    entry = Entry.objects.filter(matter=matter).latest("pk")
    assert (entry.code, entry.audience, entry.actor_kind) == ("replace", "party", "system")
    assert "私下的理由" not in str(list(Entry.objects.filter(matter=matter).values_list("params", flat=True)))


def test_it_needs_a_reason_and_somebody_to_replace(cast: Cast) -> None:
    matter = in_mediation(cast)
    for reason in ("", "长" * 501):
        with pytest.raises(Invalid):
            object_to_mediator(actor=own(matter), matter_id=matter.pk, reason=reason)
    with pytest.raises(NotAllowed):
        object_to_mediator(actor=own(new := registered().matter), matter_id=new.pk, reason="无")
    with pytest.raises(NotFound):
        object_to_mediator(actor=own(new), matter_id=matter.pk, reason="无")
    assert not Objection.objects.exists()


@pytest.mark.parametrize("head", ["party", "interest"])
def test_who_declares_a_conflict_that_bars_goes_on_no_more(cast: Cast, head: str) -> None:
    some = four(cast)
    matter = in_mediation(cast)
    viewer = cast["mediator"].viewer
    act(viewer, matter, "step_back", {"head": head})
    assert (matter.state, matter.assignee) == ("accepted", None)
    with pytest.raises(Invalid):
        choose_mediator(actor=own(matter), matter_id=matter.pk, mediators=[some.near.pk])
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    with pytest.raises(NotAllowed):
        act(viewer, matter, "sign_for")


def test_of_another_relation_all_sides_are_told_and_it_goes_on(cast: Cast) -> None:
    matter, *_sides = two_sides(cast)
    entry = act(cast["mediator"].viewer, matter, "disclose", {"relation": "与申请人同村"})
    assert (matter.state, entry.audience) == ("mediating", "party")
