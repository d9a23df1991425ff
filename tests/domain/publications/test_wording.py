"""Words are kept in both languages, and read in the reader's."""

import pytest
from django.utils.translation import gettext_lazy, override

from sanling.domain.indicators.queries import NO_SECTOR, By
from sanling.domain.publications.wording import both, in_language, names_of, period_in_words, words_of
from tests.city import CITY, COUNTY
from tests.domain.publications.helpers import Cast, asked

pytestmark = pytest.mark.django_db


def test_each_reader_reads_the_own_language() -> None:
    said = both(lambda: str(gettext_lazy("Ranking")))
    with override("en"):
        assert in_language(said) == "Ranking"
    with override("zh-hans"):
        assert in_language(said) == "排名"


def test_everything_that_says_what_was_counted_is_kept(cast: Cast) -> None:
    words = words_of(asked(group="places", zero="petitions"), ranked=True)
    assert words["indicator"]["zh"] == "达标率"
    assert words["period"] == "2026-07"
    assert [narrowed["en"] for narrowed in words["narrowed"]] == [
        "Villages and communities",
        "Zero petitions",
    ]
    assert "1、1、3" in words["method"]["zh"]
    assert "1, 1, 3" not in words_of(asked(), ranked=False)["method"]["en"]


def test_units_are_called_as_they_are_and_what_has_no_sector_too(cast: Cast) -> None:
    assert names_of(asked(), [COUNTY])[COUNTY]["zh"] == "金水区"
    sectors = names_of(asked(CITY, By.SECTOR), [])
    assert sectors["education"]["en"] == "Education"
    assert sectors[NO_SECTOR]["zh"]
    assert names_of(asked(CITY, By.TYPE), [])["school"]


def test_a_period_reads_as_texts_say_it() -> None:
    with override("zh-hans"):
        assert (period_in_words("2026-07"), period_in_words("2026")) == ("2026年7月", "2026年")
    with override("en"):
        assert period_in_words("2026-07") == "2026-07"
