"""What other systems call kinds, categories, outcomes and channels is found by code or name, never guessed."""

import pytest

from sanling.domain.matters.imports.words import Words
from tests.city import City

pytestmark = pytest.mark.django_db


@pytest.fixture
def words(city: City, workflows: None) -> Words:
    """The words of the test city."""
    return Words(city.profile)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("邻里", "neighbours"),
        ("邻里纠纷", "neighbours"),
        ("NEIGHBOURS", "neighbours"),
        ("物业 类", "property_management"),
    ],
)
def test_a_category_is_called_by_its_code_or_name_with_or_without_an_ending(
    words: Words, said: str, code: str
) -> None:
    assert words.category("dispute", said) == code


def test_nothing_said_is_what_nobody_has_classified_and_came_in_a_file(words: Words) -> None:
    assert words.category("dispute", "") == "other"
    assert words.channel("") == "imported"
    assert words.outcome("dispute", "") == ""


def test_an_outcome_is_called_so_or_as_the_stage_with_it_and_must_be_of_the_kind(words: Words) -> None:
    assert words.outcome("dispute", "已化解") == words.outcome("dispute", "调解成功") == "settled"
    assert words.channel("电话") == "phone"
    assert words.kind("矛盾纠纷").code == "dispute"
    for ask in (lambda: words.outcome("dispute", "已答复"), lambda: words.kind("纠")):
        with pytest.raises(ValueError, match="城市配置中没有这个名称"):
            ask()


def test_a_city_without_workflows_is_told_what_to_do_first(city: City) -> None:
    with pytest.raises(ValueError, match="sanling city"):
        Words(city.profile).outcome("dispute", "已化解")


def test_a_city_without_a_channel_for_files_has_to_hear_how_it_came(words: Words) -> None:
    words.part = words.part.model_copy(update={"channels": ()})
    with pytest.raises(ValueError, match="请写明来源"):
        words.channel("")


def test_an_outcome_with_a_note_that_undoes_it_is_refused_and_one_that_is_explained_is_not(
    words: Words,
) -> None:
    assert words.outcome("dispute", "已化解（已履行）") == "settled"
    for said in ("已化解（后反悔）", "调解成功（未签协议）", "已化解(待回访)"):
        with pytest.raises(ValueError, match="括号"):
            words.outcome("dispute", said)
