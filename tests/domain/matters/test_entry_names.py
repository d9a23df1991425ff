"""Rows that entries name are called what they are called now; what is gone is called nothing."""

from collections.abc import Mapping

import pytest

from sanling.domain.matters.entry_names import names_in
from sanling.domain.matters.models import Entry
from sanling.domain.people.cast import Player
from sanling.domain.workflow.queries import reading_of
from tests.city import TOWNSHIP, City
from tests.domain.matters.helpers import act, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_units_posts_divisions_and_other_matters_are_named(city: City, cast: Mapping[str, Player]) -> None:
    first, again, officer = registered().matter, registered().matter, cast["intake_officer"]
    act(officer.viewer, again, "merge", {"number": first.number})
    act(officer.viewer, again, "split_off", {"reason": "不是同一件事"})
    act(officer.viewer, again, "relocate", {"division": TOWNSHIP})
    entries = list(Entry.objects.filter(matter=again).order_by("pk"))
    names = names_in(entries, reading_of(again.definition_id), [])
    assert names.of("post", officer.post.pk) == f"{officer.post.name} · {officer.post.unit.name}"
    assert names.of("division", TOWNSHIP) == "花园路街道"
    assert names.of("unit", 0) == names.of("post", 0) == names.of("division", "99") == ""
    assert names.numbers == {entries[2].pk: first.number}
