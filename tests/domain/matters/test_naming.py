"""Codes are called as the city's profile calls them; whatever is unknown stands for itself."""

import pytest
from django.utils import translation

from sanling.domain.matters.models import Matter, Party, Relation
from sanling.domain.matters.naming import PARTY_ROLES, RELATIONS, SCALES, Identity, Names
from sanling.domain.people.rules import FieldAccess
from tests.city import CITY
from tests.domain.matters.helpers import registered


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_role_relation_and_scale_has_a_name_of_its_own(language: str) -> None:
    assert set(PARTY_ROLES) == set(Party.Role)
    assert set(RELATIONS) == set(Relation.Kind)
    scales = {int(choice) for choice in (1, 2, 3)}
    assert set(SCALES) == scales
    with translation.override(language):
        for names in (PARTY_ROLES.values(), SCALES.values(), [here for here, _there in RELATIONS.values()]):
            said = [str(name) for name in names]
            assert len(set(said)) == len(said)
            assert all(name.isascii() == (language == "en") for name in said)


def test_the_names_are_the_profiles_in_the_language_that_was_active() -> None:
    with translation.override("zh-hans"):
        chinese = Names(CITY)
    with translation.override("en"):
        english = Names(CITY)
    for kind in chinese.part.kinds:
        assert (chinese.kind(kind.code), english.kind(kind.code)) == (kind.name.zh, kind.name.en)
        for category in chinese.part.categories(kind.code):
            assert chinese.category(kind.code, category.code) == category.name.zh
    for channel in chinese.part.channels:
        assert english.channel(channel.code) == channel.name.en
    for outcome in chinese.part.outcomes:
        assert chinese.outcome(outcome.code) == outcome.name.zh


@pytest.mark.parametrize("code", ["unheard_of", "", "\x00", "\ue000", "٣"])
def test_an_unknown_code_stands_for_itself(code: str) -> None:
    names = Names(CITY)
    assert names.kind(code) == names.channel(code) == names.outcome(code) == code
    assert names.category("dispute", code) == names.category(code, code) == code
    assert names.categories(code) == {}


@pytest.mark.django_db
def test_a_state_is_named_by_the_matters_own_version_and_looked_up_once(
    workflows: None, django_assert_num_queries: object
) -> None:
    with translation.override("zh-hans"):
        names = Names(CITY)
        matter = registered().matter
        first = names.state(matter)
    with translation.override("en"):
        assert (
            names.state(Matter(definition_id=matter.definition_id, state=matter.state)) == first == "待受理"
        )


def party(role: str) -> Party:
    return Party(
        role=role,
        name="王小明",
        phone="+8613800000000",
        citizen_number="11010519491231002X",
        address="花园路 3 号楼 2 单元 501",
        description="三楼的邻居",
    )


@pytest.mark.parametrize("role", Party.Role)
def test_who_may_read_it_masked_reads_masks_and_never_the_whole(role: str) -> None:
    shown = Identity(party(role), FieldAccess.MASKED)
    kept = party(role)
    for name in ("name", "phone", "citizen_number", "address"):
        masked = getattr(shown, name)
        assert masked
        assert masked != getattr(kept, name)
    assert (shown.hidden, shown.description) == (False, "三楼的邻居")


@pytest.mark.parametrize("role", Party.Role)
def test_who_may_not_reads_nothing_but_whom_the_matter_is_about(role: str) -> None:
    shown = Identity(party(role), FieldAccess.HIDDEN)
    assert (shown.name, shown.phone, shown.citizen_number, shown.address) == ("", "", "", "")
    assert shown.hidden
    assert shown.description == ("三楼的邻居" if role in Party.ABOUT else "")


def test_a_unit_that_a_matter_is_about_hides_nobody() -> None:
    about = Party(role=Party.Role.RESPONDENT, description="居委会")
    assert not Identity(about, FieldAccess.HIDDEN).hidden
    assert Identity(Party(role=Party.Role.WITNESS), FieldAccess.HIDDEN).hidden
