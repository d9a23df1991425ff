"""A word is put on matters once, by who may, and it stays known who put it there."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.tags.actions.tag import MOST, tag, tag_each
from sanling.domain.tags.models import Tag
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


@pytest.fixture
def matter() -> Matter:
    """A neighbour's report."""
    return registered().matter


def test_it_is_recorded_who_put_which_word_on_which_matter_when(cast: Cast, matter: Matter) -> None:
    officer = cast["intake_officer"]
    made = tag(actor=officer.viewer, matter_id=matter.pk, word=" 加装\u3000电梯 ")
    kept = Tag.objects.get()
    assert (kept.pk, kept.matter_id, kept.word, kept.key) == (made.pk, matter.pk, "加装 电梯", "加装电梯")
    assert (kept.put_by_id, kept.unit_id, kept.actor_kind) == (officer.post.pk, officer.post.unit_id, "post")
    assert kept.put_at <= clock.now()
    assert (kept.taken_by_id, kept.taken_at) == (None, None)
    row = AuditRow.objects.get(act="tags.tag")
    assert (row.subject, row.detail, row.city) == (f"matter:{matter.pk}", {"tag": made.pk}, "4101")


def test_a_tag_changes_no_version_so_that_no_form_goes_stale(cast: Cast, matter: Matter) -> None:
    tag(actor=cast["intake_officer"].viewer, matter_id=matter.pk, word="加装电梯")
    assert Matter.objects.get(pk=matter.pk).version == matter.version


def test_the_same_word_typed_otherwise_is_the_same_tag(cast: Cast, matter: Matter) -> None:
    officer = cast["intake_officer"].viewer
    first = tag(actor=officer, matter_id=matter.pk, word="Ａ座")
    assert tag(actor=cast["centre_director"].viewer, matter_id=matter.pk, word=" a 座") == first
    assert Tag.objects.count() == 1
    assert AuditRow.objects.filter(act="tags.tag").count() == 1


def test_what_is_no_tag_is_refused_beside_the_box(cast: Cast, matter: Matter) -> None:
    with pytest.raises(Invalid) as refused:
        tag(actor=cast["intake_officer"].viewer, matter_id=matter.pk, word="13800000000")
    assert set(refused.value.errors) == {"tag"}
    assert not Tag.objects.exists()


def test_who_may_not_act_may_not_tag_and_who_may_not_see_learns_nothing(cast: Cast, matter: Matter) -> None:
    with pytest.raises(NotAllowed):
        tag(actor=cast["village_secretary"].viewer, matter_id=matter.pk, word="加装电梯")
    with pytest.raises(NotFound):
        tag(actor=cast["sibling_township_intake"].viewer, matter_id=matter.pk, word="加装电梯")
    assert not Tag.objects.exists()


def test_a_matter_has_so_many_tags_and_no_more(cast: Cast, matter: Matter) -> None:
    officer = cast["intake_officer"].viewer
    for number in range(MOST):
        tag(actor=officer, matter_id=matter.pk, word=f"第{number}类")
    with pytest.raises(Invalid):
        tag(actor=officer, matter_id=matter.pk, word="再来一个")
    assert tag(actor=officer, matter_id=matter.pk, word="第0类").word == "第0类"
    assert Tag.objects.count() == MOST


def test_of_a_list_each_matter_is_judged_for_itself(cast: Cast, matter: Matter) -> None:
    other = registered().matter
    tag(actor=cast["intake_officer"].viewer, matter_id=other.pk, word="加装电梯")
    named = [matter.pk, 0, other.pk]
    made, absent, there = tag_each(actor=cast["intake_officer"].viewer, matters=named, word="加装电梯")
    assert isinstance(absent, NotFound)
    assert [found.matter_id for found in (made, there) if isinstance(found, Tag)] == [matter.pk, other.pk]
    assert Tag.objects.count() == 2


def test_the_number_of_statements_does_not_grow_with_the_list(cast: Cast) -> None:
    officer = cast["intake_officer"].viewer
    counts: list[Any] = []
    for number in (5, 12):
        matters = [registered().matter.pk for _nth in range(number)]
        tag_each(actor=officer, matters=matters, word="热身")
        with CaptureQueriesContext(connection) as asked:
            tag_each(actor=officer, matters=matters, word=f"第{number}批")
        counts.append(len(asked))
    assert counts[0] == counts[1]
