"""A matter is tied only to what the actor may see and say, and never in a circle."""

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Matter, Relation
from sanling.domain.people.cast import Player
from tests.city import City
from tests.domain.matters.helpers import act, against, registered

pytestmark = pytest.mark.django_db


def test_a_matter_is_related_only_to_one_that_can_be_seen(cast: dict[str, Player], mediating: Matter) -> None:
    other = registered(text="另一件事").matter
    intake = cast["intake_officer"].viewer
    act(intake, mediating, "relate", {"number": other.number, "relation": "repeat_of"})
    assert Relation.objects.get(matter=mediating).other == other
    elsewhere = registered(division="410104003001").matter
    with pytest.raises(Invalid):
        act(intake, mediating, "relate", {"number": elsewhere.number, "relation": "repeat_of"})


def refused(cast: dict[str, Player], matter: Matter, number: str, action: str = "relate") -> list[str]:
    fields = {"number": number, **({"relation": "born_from"} if action == "relate" else {})}
    before = Relation.objects.count()
    with pytest.raises(Invalid) as error:
        act(cast["intake_officer"].viewer, matter, action, fields)
    assert Relation.objects.count() == before
    return list(error.value.errors)


@pytest.mark.parametrize("number", ["ZZ-260601-99999-0", "x", "\ue000", "٣", "9" * 400])
def test_what_is_no_number_of_a_matter_ties_nothing(
    cast: dict[str, Player], mediating: Matter, number: str
) -> None:
    assert refused(cast, mediating, number) == ["number"]


def test_a_matter_is_tied_to_no_other_by_its_own_number_and_to_another_once(
    cast: dict[str, Player], mediating: Matter
) -> None:
    assert refused(cast, mediating, mediating.number) == ["number"]
    other, officer = registered().matter, cast["intake_officer"].viewer
    for typed in (other.number, other.number.lower().replace("-", " ")):
        entry = act(officer, mediating, "relate", {"number": typed, "relation": "born_from"})
        assert entry.params["other"] == other.pk
    assert Relation.objects.filter(matter=mediating, other=other, kind="born_from").count() == 1
    act(officer, mediating, "relate", {"number": other.number, "relation": "repeat_of"})
    assert Relation.objects.filter(matter=mediating, other=other).count() == 2


def test_merging_never_comes_back_to_where_it_began_and_needs_one_that_goes_on(
    cast: dict[str, Player], workflows: None
) -> None:
    first, second, third, over = (registered().matter for _nth in range(4))
    officer = cast["intake_officer"].viewer
    act(officer, second, "merge", {"number": first.number})
    act(officer, third, "merge", {"number": second.number})
    for into in (second, third):
        assert refused(cast, first, into.number, "merge") == ["number"]
    act(officer, over, "refuse", {"cause": "outside", "reason": "不属于"})
    assert refused(cast, first, over.number, "merge") == ["number"]


def test_what_is_hidden_from_some_is_merged_only_with_what_is_hidden_from_the_same(
    city: City, cast: dict[str, Player], workflows: None
) -> None:
    housing, police = city.unit("housing-410105").pk, city.unit("police-410105").pk
    open_matter, hidden, same, others = (
        registered().matter,
        against(housing),
        against(housing),
        against(police),
    )
    assert refused(cast, open_matter, hidden.number, "merge") == ["number"]
    assert refused(cast, others, hidden.number, "merge") == ["number"]
    act(cast["intake_officer"].viewer, same, "merge", {"number": hidden.number})
    assert Relation.objects.get(matter=same).other == hidden


def test_it_is_untied_once(cast: dict[str, Player], workflows: None) -> None:
    first, second = registered().matter, registered().matter
    officer = cast["intake_officer"].viewer
    act(officer, second, "merge", {"number": first.number})
    entry = act(officer, second, "split_off", {"reason": "并非同一件事"})
    assert entry.params["other"] == first.pk
    assert not Relation.objects.exists()
