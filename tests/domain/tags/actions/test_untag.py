"""A word is taken off matters by who may, and that it was there stays known."""

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.tags.actions.tag import tag
from sanling.domain.tags.actions.untag import untag, untag_each
from sanling.domain.tags.models import Tag
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


@pytest.fixture
def matter(cast: Cast) -> Matter:
    """A matter with a tag."""
    made = registered().matter
    tag(actor=cast["intake_officer"].viewer, matter_id=made.pk, word="加装电梯")
    return made


def test_it_stays_recorded_who_put_it_and_who_took_it_off(cast: Cast, matter: Matter) -> None:
    director = cast["centre_director"]
    untag(actor=director.viewer, matter_id=matter.pk, word="加装 电梯")
    kept = Tag.objects.get()
    assert (kept.put_by, kept.taken_by) == (cast["intake_officer"].post, director.post)
    assert kept.taken_at is not None
    assert kept.put_at <= kept.taken_at <= clock.now()
    row = AuditRow.objects.get(act="tags.untag")
    assert (row.subject, row.detail) == (f"matter:{matter.pk}", {"tag": kept.pk})


def test_what_was_taken_off_may_be_put_again_as_a_fact_of_its_own(cast: Cast, matter: Matter) -> None:
    officer = cast["intake_officer"].viewer
    untag(actor=officer, matter_id=matter.pk, word="加装电梯")
    tag(actor=officer, matter_id=matter.pk, word="加装电梯")
    assert [found.taken_at is None for found in Tag.objects.order_by("pk")] == [False, True]


def test_who_may_not_act_takes_nothing_off(cast: Cast, matter: Matter) -> None:
    with pytest.raises(NotAllowed):
        untag(actor=cast["village_secretary"].viewer, matter_id=matter.pk, word="加装电梯")
    with pytest.raises(NotFound):
        untag(actor=cast["sibling_township_intake"].viewer, matter_id=matter.pk, word="加装电梯")
    assert Tag.objects.filter(taken_at=None).count() == 1


@pytest.mark.parametrize("word", ["噪音", "", "\x00", "，"])
def test_a_word_that_is_not_there_is_told_so(cast: Cast, matter: Matter, word: str) -> None:
    with pytest.raises(Invalid):
        untag(actor=cast["intake_officer"].viewer, matter_id=matter.pk, word=word)


def test_of_a_list_each_matter_is_judged_for_itself(cast: Cast, matter: Matter) -> None:
    bare = registered().matter
    officer = cast["intake_officer"].viewer
    off, without, absent = untag_each(actor=officer, matters=[matter.pk, bare.pk, 0], word="加装电梯")
    assert isinstance(off, Tag)
    assert isinstance(without, Invalid)
    assert isinstance(absent, NotFound)
