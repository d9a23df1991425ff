"""Matters that no resident brings are opened together, all or none; a room that has such kinds is in tests/seams."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.actions.open_matters import Opening, open_matters
from sanling.domain.matters.config import KindRules
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Clock, Entry, Matter, Participation, Party
from sanling.domain.people.cast import Player
from sanling.foundation.profile.registry import profile_by_code
from tests.city import SIBLING_TOWNSHIP, TEST, TOWNSHIP, VILLAGE, City
from tests.domain.workflow.stage import NAME

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("workflows", "permits")]
Cast = Mapping[str, Player]


@pytest.fixture
def permits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the city have a kind that no resident brings, on the workflow of requests."""
    part = profile_by_code("zhengzhou").part("matters")
    said = {"code": "permit", "name": NAME.model_dump(), "family": "square", "workflow": "request"}
    monkeypatch.setitem(part.__dict__, "kinds", (*part.kinds, KindRules.model_validate(said)))


def opening(**changes: Any) -> Opening:
    return Opening(**{"kind": "permit", "division": VILLAGE, "title": "元旦集市", **changes})


def test_they_begin_at_the_unit_that_takes_in_with_nothing_of_a_residents(city: City) -> None:
    first, second = open_matters(actor=TEST, openings=[opening(), opening(title="  二月\n庙会 ")])
    for matter in (first, second):
        kept = Matter.objects.get(pk=matter.pk)
        assert (kept.family, kept.kind, kept.unit) == ("square", "permit", city.centre(TOWNSHIP))
        assert (kept.channel, kept.category, kept.text, kept.link_digest) == ("", "", "", None)
        assert kept.due_at is not None
        assert Clock.objects.filter(matter=kept).exists()
        assert Entry.objects.get(matter=kept).code == "register"
    assert first.number != second.number
    assert Matter.objects.get(pk=second.pk).title == "二月 庙会"


def test_units_stand_to_it_as_it_is_said_and_only_who_is_addressed_takes_part(city: City) -> None:
    holder, addressed, rated = (
        city.unit(code).pk for code in ("housing-410105", "police-410105", "petitions-410105")
    )
    units = ((Party.Role.ADDRESSEE, addressed), (Party.Role.RATED, rated))
    (matter,) = open_matters(actor=TEST, openings=[opening(holder=holder, units=units)])
    assert matter.unit_id == holder
    part = set(Participation.objects.filter(matter=matter).values_list("unit", flat=True))
    assert part == {holder, addressed}
    assert set(Party.objects.filter(matter=matter).values_list("role", "unit")) == {
        ("addressee", addressed),
        ("rated", rated),
    }


def test_as_many_statements_open_few_and_many() -> None:
    counted = []
    for count in (60, 60, 90):
        with CaptureQueriesContext(connection) as asked:
            assert len(open_matters(actor=TEST, openings=[opening()] * count)) == count
        counted.append(len(asked))
    assert counted[1] == counted[2] < 40


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "dispute"}, "kind"),
        ({"kind": "fair"}, "kind"),
        ({"division": f"{VILLAGE}777"}, "division"),
        ({"title": "\x00 \u3000"}, "title"),
        ({"title": "长" * 81}, "title"),
    ],
)
def test_one_that_can_not_be_opened_keeps_the_others_from_it(changes: dict[str, str], field: str) -> None:
    wrong = [
        opening(**{name: value for name, value in changes.items() if name == "kind"}),
        opening(**changes),
    ]
    with pytest.raises(Invalid) as refused:
        open_matters(actor=TEST, openings=wrong)
    assert list(refused.value.errors) == [field]
    assert not Matter.objects.exists()


def test_a_post_opens_where_it_registers_and_several_kinds_are_not_opened_together(cast: Cast) -> None:
    officer = cast["intake_officer"]
    (matter,) = open_matters(actor=officer.viewer, openings=[opening()])
    assert matter.registered_by_id == officer.post.pk
    with pytest.raises(Invalid):
        open_matters(actor=officer.viewer, openings=[opening(division=f"{SIBLING_TOWNSHIP}003")])
    with pytest.raises(ValueError, match="of one kind"):
        open_matters(actor=TEST, openings=[opening(), opening(kind="dispute")])
    assert open_matters(actor=TEST, openings=[]) == []
