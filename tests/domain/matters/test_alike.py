"""What may be the same is told with its reason to those who see both, and read in both who brought it."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.matters import alike as looking
from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.alike import MOST_LIKENESSES, Why, likenesses
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter, Relation
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.privacy.index import blind_index
from tests.city import VILLAGE
from tests.domain.matters.helpers import PHONE, act, against, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]
TEXT = "三号楼二单元楼道里堆满了垃圾，邻居说了多次不清理。"
RETOLD = "三号楼二单元的楼道堆满垃圾，跟邻居说了多次也不清理，请处理。"


def written(cast: Cast, who: str = "intake_officer", **said: str) -> list[tuple[int, Why]]:
    asked = {"text": "", "division": "", "person": "", **said}
    found = likenesses(cast[who].viewer, now=clock.now(), **asked)
    return [(likeness.matter.pk, likeness.why) for likeness in found]


def test_the_same_phone_or_like_words_nearby_are_told_the_newest_first(cast: Cast) -> None:
    first, second = registered().matter, registered().matter
    index = blind_index("phone", PHONE).hex()
    assert written(cast, person=index) == [(second.pk, Why.PHONE), (first.pk, Why.PHONE)]
    assert written(cast, text=TEXT, division=VILLAGE) == [(second.pk, Why.WORDS), (first.pk, Why.WORDS)]
    assert written(cast, text=TEXT, division=VILLAGE, person=index) == [
        (second.pk, Why.PHONE),
        (first.pk, Why.PHONE),
    ]
    assert written(cast, text="小区电梯停运两天，老人下不了楼。", division=VILLAGE) == []
    assert written(cast, text=TEXT) == written(cast) == written(cast, text="垃圾", division=VILLAGE) == []


def test_they_are_those_of_a_month_that_one_sees_and_may_read_and_no_more_than_a_handful(cast: Cast) -> None:
    for _nth in range(MOST_LIKENESSES + 2):
        registered()
    index = blind_index("phone", PHONE).hex()
    assert len(written(cast, text=TEXT, division=VILLAGE, person=index)) == MOST_LIKENESSES
    assert written(cast, "sibling_county_intake", text=TEXT, division=VILLAGE, person=index) == []
    # Whoever sees masks is told of like words, never that the phone is the same.
    assert written(cast, "county_leader", person=index) == []
    with clock.turned(shift=timedelta(days=31)):
        assert written(cast, text=TEXT, division=VILLAGE, person=index) == []


def neighbours(**said: Any) -> Matter:
    """Register what somebody else brought, under a phone of their own."""
    person = PersonDetails(name="李明", phone=f"139{Matter.objects.count():08}")
    return registered(parties=[PartyDetails(role="applicant", person=person)], **said).matter


def told(cast: Cast, matter: Matter, who: str = "intake_officer") -> list[tuple[int, Why]]:
    """Return what a post is told that may be the same as a matter."""
    whole = Matter.objects.prefetch_related("parties").get(pk=matter.pk)
    return [(found.matter.pk, found.why) for found in looking.alike(cast[who].viewer, whole, clock.now())]


def test_a_matter_told_anew_by_another_is_found_by_its_words(cast: Cast) -> None:
    first = neighbours()
    second = neighbours(text=RETOLD, kind="request")
    neighbours(text="小区电梯停运两天，老人下不了楼。")
    assert told(cast, second) == [(first.pk, Why.WORDS)]
    assert told(cast, first) == [(second.pk, Why.WORDS)]


def test_what_the_same_person_brought_is_found_however_long_ago(cast: Cast) -> None:
    first = registered(text="路灯坏了一个月没有人修理。").matter
    with clock.turned(shift=timedelta(days=400)):
        second = registered(text="楼上漏水到我家，请来调解。").matter
        assert told(cast, second) == [(first.pk, Why.PHONE)]


def test_the_same_person_is_told_to_those_alone_who_may_read_who_brought_either(cast: Cast) -> None:
    registered(text="路灯坏了一个月没有人修理。")
    second = registered(text="楼上漏水到我家，请来调解。").matter
    assert told(cast, second, "county_leader") == []
    assert told(cast, second, "sibling_county_intake") == []


@pytest.mark.parametrize("late", [False, True])
def test_a_unit_complained_about_is_told_of_no_likeness_either_way(cast: Cast, late: bool) -> None:
    officer = cast["intake_officer"]
    about = against(officer.post.unit_id, text=TEXT, concealed=False)
    other = registered(text=RETOLD).matter
    asked = other if late else about
    assert told(cast, asked) == []
    assert (about.pk if late else other.pk) in [pk for pk, _why in told(cast, asked, "county_intake_officer")]


def test_what_is_tied_to_it_already_is_left_out(cast: Cast) -> None:
    first, second = neighbours(), neighbours()
    act(cast["intake_officer"].viewer, second, "merge", {"number": first.number})
    assert Relation.objects.exists()
    assert told(cast, second) == []


def test_what_is_concealed_from_a_unit_is_not_told_to_it(cast: Cast) -> None:
    neighbours()
    hidden = neighbours()
    Matter.objects.filter(pk=hidden.pk).update(confidentiality=2)
    assert told(cast, neighbours(text=RETOLD), "grid_worker") == []


def test_what_one_may_not_see_pushes_nothing_out_that_one_sees(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many are hidden, the list is as long as if they were not there: its length tells of none."""
    monkeypatch.setattr(looking, "MOST_CANDIDATES", 3)
    seen = [neighbours().pk for _nth in range(2)]
    hidden = [neighbours().pk for _nth in range(MOST_LIKENESSES)]
    Matter.objects.filter(pk__in=hidden).update(confidentiality=2)
    for _nth in range(MOST_LIKENESSES):
        against(cast["intake_officer"].post.unit_id, text=TEXT, concealed=False)
    asked = neighbours(text=RETOLD)
    assert [pk for pk, _why in told(cast, asked)] == seen[::-1]


def test_a_tie_that_one_may_not_be_told_of_does_not_show_by_what_is_missing(cast: Cast) -> None:
    first, second = registered().matter, registered(text=RETOLD).matter
    act(cast["intake_officer"].viewer, second, "relate", {"number": first.number, "relation": "repeat_of"})
    assert told(cast, second) == []
    assert told(cast, second, "county_leader") == [(first.pk, Why.WORDS)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet="楼道垃圾邻居水管漏电线路灯ab12'|&! ", max_size=300))
def test_any_text_can_be_looked_for(cast: Cast, text: str) -> None:
    looking.in_like_words(
        cast["intake_officer"].viewer, text=text, division=VILLAGE, since=clock.now()
    ).exists()


def test_a_look_costs_few_statements(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for _nth in range(8):
        registered()
    matter = registered(text=RETOLD).matter
    whole = Matter.objects.prefetch_related("parties").get(pk=matter.pk)
    viewer = cast["intake_officer"].viewer
    with django_assert_max_num_queries(4):
        looking.alike(viewer, whole, clock.now(), by_person=False)
    # Counting the look, and what was brought by the phone.
    with django_assert_max_num_queries(4 + 6):
        looking.alike(viewer, whole, clock.now())
