"""A demonstration of types or zeros that aren't there is refused, with the line."""

from pathlib import Path
from typing import Any

import pytest

from sanling.foundation.profile.registry import profile_by_code
from tests.profiles import told_of

POPULATION = '[[populations]]\ntypes = ["company"]\nsubjects = 3\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[populations]]\ntypes = ["castle"]\nsubjects = 3\n', "There is no type 'castle'."),
        (
            f'{POPULATION}[[outcomes]]\ngroup = "places"\nrecognised = 1\nkept = {{ peace = 2 }}\n',
            "There is no zero 'peace'.",
        ),
        (
            f'{POPULATION}[[outcomes]]\ngroup = "places"\nrecognised = 3\nkept = {{ petitions = 2 }}\n',
            "who is recognised kept each zero",
        ),
    ],
)
def test_what_it_names_is_there(tmp_path: Path, settings: Any, text: str, told: str) -> None:
    refused = told_of(settings.PROFILES_ROOT, tmp_path, "demonstration.toml", text)
    assert told in refused
    assert "demonstration.toml:" in refused


def test_a_city_without_the_file_shows_no_printed_year() -> None:
    assert profile_by_code("zhengzhou").part("demonstration").populations == ()


def test_changzhis_printed_sums_agree_with_their_parts() -> None:
    """56,353 subjects in September 2020, of which 54,612 were recognised."""
    part = profile_by_code("changzhi").part("demonstration")
    assert sum(population.subjects for population in part.populations) == 56_353
    assert sum(outcome.recognised for outcome in part.outcomes) == 54_612
