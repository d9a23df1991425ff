"""Tags of a matter are read with it, and words are offered only of matters that one sees."""

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.ledger_queries import Criteria, ledger
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.tags import queries
from sanling.domain.tags.actions.tag import tag
from sanling.domain.tags.actions.untag import untag
from sanling.domain.tags.models import Tag
from sanling.domain.tags.queries import MATTERS, history_of, tags_of, words_used
from sanling.foundation import clock
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


def test_a_matter_shows_what_it_has_and_its_history_what_it_had(cast: Cast) -> None:
    officer, matter = cast["intake_officer"].viewer, registered().matter
    for word in ("加装电梯", "噪音"):
        tag(actor=officer, matter_id=matter.pk, word=word)
    untag(actor=officer, matter_id=matter.pk, word="加装电梯")
    assert [found.word for found in tags_of(officer, matter)] == ["噪音"]
    assert [found.word for found in history_of(officer, matter)] == ["噪音", "加装电梯"]
    stranger = cast["sibling_township_intake"].viewer
    assert not tags_of(stranger, matter).exists()
    assert not history_of(stranger, matter).exists()


def test_words_are_offered_of_ones_own_unit_those_used_last_first(cast: Cast) -> None:
    officer, matter = cast["intake_officer"].viewer, registered().matter
    for word in ("加装电梯", "噪音", "电梯困人"):
        tag(actor=officer, matter_id=matter.pk, word=word)
    tag(actor=cast["city_leader"].viewer, matter_id=matter.pk, word="市里的标签")
    assert words_used(officer, "", 12) == ["电梯困人", "噪音", "加装电梯"]
    assert words_used(officer, "电 梯", 12) == ["电梯困人", "加装电梯"]
    assert words_used(officer, "", 1) == ["电梯困人"]
    assert words_used(cast["centre_director"].viewer, "噪", 12) == ["噪音"]
    assert words_used(cast["mediator"].viewer, "", 12) == []
    untag(actor=officer, matter_id=matter.pk, word="噪音")
    assert words_used(officer, "噪", 12) == []


@pytest.mark.parametrize("typed", ["%", "_", "\\", "'", "\x00", "\ud800", "，，", "长" * 500])
def test_whatever_is_typed_only_what_holds_it_is_offered(cast: Cast, typed: str) -> None:
    officer, matter = cast["intake_officer"].viewer, registered().matter
    tag(actor=officer, matter_id=matter.pk, word="加装电梯")
    assert words_used(officer, typed, 12) == ([] if typed.strip("\x00\ud800") else ["加装电梯"])


def test_a_word_of_what_one_may_not_see_is_offered_to_nobody(cast: Cast) -> None:
    officer, secret, known = cast["intake_officer"].viewer, registered().matter, registered().matter
    tag(actor=officer, matter_id=known.pk, word="加装电梯")
    tag(actor=officer, matter_id=secret.pk, word="涉密人员")
    tag(actor=officer, matter_id=secret.pk, word="加装 电梯")
    Matter.objects.filter(pk=secret.pk).update(confidentiality=2)
    assert words_used(officer, "", 12) == ["加装电梯"]
    assert words_used(officer, "涉密", 12) == []
    assert words_used(cast["centre_director"].viewer, "涉密", 12) == ["涉密人员"]
    assert MATTERS > 1


@pytest.mark.parametrize("few", [0, 10_000])
def test_the_ledger_is_narrowed_to_a_tag_of_visible_matters(
    cast: Cast, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "FEW", few)
    officer, matter, secret = cast["intake_officer"].viewer, registered().matter, registered().matter
    for found in (matter, secret):
        tag(actor=officer, matter_id=found.pk, word="Ａ座")
    registered()
    Matter.objects.filter(pk=secret.pk).update(confidentiality=2)

    def found_by(word: str) -> list[Matter]:
        return [*ledger(officer, Criteria(of_rooms={"tag": word}), clock.now())]

    assert found_by("a座") == found_by(" Ａ　座") == [matter]
    for word in ("座", "", "\x00", "长" * 500):
        assert found_by(word) == []
    Tag.objects.update(taken_at=clock.now())
    assert found_by("a座") == []


def test_a_word_of_many_matters_is_offered_once_and_no_more_is_asked_for_it(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    officer = cast["intake_officer"].viewer
    matters = [registered().matter for _nth in range(MATTERS + 2)]
    for matter in matters:
        for word in ("噪音", "加装电梯"):
            tag(actor=officer, matter_id=matter.pk, word=word)
    with django_assert_max_num_queries(2):
        assert words_used(officer, "", 12) == ["加装电梯", "噪音"]
