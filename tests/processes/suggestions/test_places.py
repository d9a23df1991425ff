"""Suggested are the places that a text names, then those of the likest settled matters, to whoever may correct one."""

from typing import Any

import pytest

from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.territory.models import Division
from sanling.domain.workflow.schema import Action
from sanling.foundation import clock
from sanling.processes.suggestions.places import named_in, suggested_places
from sanling.processes.suggestions.suggesting import Suggestion
from tests.city import SIBLING_TOWNSHIP, SIBLING_VILLAGE
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "workflows")]
Cast = dict[str, Player]


def correcting(cast: Cast, matter: Matter) -> Action:
    """Return the act that corrects a matter's place."""
    acts = allowed_actions(cast["intake_officer"].viewer, matter)
    return next(action for action in acts if any(field.type == "division" for field in action.fields))


def told(cast: Cast, matter: Matter, who: str = "intake_officer") -> list[Suggestion]:
    """Return what is suggested to a post that may correct the place of a matter."""
    return suggested_places(cast[who].viewer, matter, correcting(cast, matter))


def settled_in(path: str, **columns: Any) -> Matter:
    """Settle a matter about a stairwell somewhere."""
    matter = registered(division=path).matter
    now = clock.now()
    left = {"open": False, "resolved_at": now, "ended_at": now}
    Matter.objects.filter(pk=matter.pk).update(**left | columns)
    return matter


def test_a_place_that_the_text_names_is_suggested_with_the_word(cast: Cast) -> None:
    name = Division.objects.get(pk=SIBLING_VILLAGE).name
    (found,) = told(cast, registered(text=f"其实是在{name}那边，楼道堆满垃圾。").matter)
    assert (found.code, found.field, found.note) == (SIBLING_VILLAGE, "division", "文中提到")
    assert found.reasons[0] in name


def test_names_are_known_for_short_and_what_the_matter_lies_in_says_nothing(cast: Cast) -> None:
    here = Division.objects.get(pk="410105002")
    matter = registered(text=f"{here.name}的楼道里堆满了垃圾，没有人清理。").matter
    assert named_in(matter) == {}
    there = Division.objects.get(pk=SIBLING_TOWNSHIP)
    matter.text = f"在{there.name.removesuffix('街道办事处').removesuffix('街道')}的路口"
    assert list(named_in(matter)) == [SIBLING_TOWNSHIP]


def test_where_the_likest_lay_is_suggested_to_who_may_see_them(cast: Cast) -> None:
    earlier, matter = settled_in(SIBLING_VILLAGE), registered().matter
    seen = told(cast, matter, "county_leader")
    assert [(found.code, found.numbers) for found in seen] == [(SIBLING_VILLAGE, (earlier.number,))]
    assert told(cast, matter, "sibling_county_intake") == []


@pytest.mark.parametrize("hidden", [{"concealed": True}, {"confidentiality": 1}, {"resolved_at": None}])
def test_what_is_hidden_or_dropped_speaks_for_no_place(cast: Cast, hidden: dict[str, Any]) -> None:
    settled_in(SIBLING_VILLAGE, **hidden)
    assert told(cast, registered().matter, "county_leader") == []


@pytest.mark.parametrize("hidden", [{"concealed": True}, {"confidentiality": 1}, {"kind": "petition"}])
def test_nothing_is_suggested_for_what_is_hidden_or_of_other_kinds(
    cast: Cast, hidden: dict[str, Any]
) -> None:
    settled_in(SIBLING_VILLAGE)
    matter = registered().matter
    correct = correcting(cast, matter)
    Matter.objects.filter(pk=matter.pk).update(**hidden)
    matter.refresh_from_db()
    assert suggested_places(cast["intake_officer"].viewer, matter, correct) == []
