"""What a standard asks for that there isn't is told, with the line that says it."""

from pathlib import Path
from typing import Any

import pytest

from tests.profiles import told_of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[rules.casualties]\nfact = "earthquake"\n', "There are no facts 'earthquake'."),
        ("[rules.casualties.when]\ncolour = true\n", "accident has no 'colour'."),
        ("[rules.casualties.when]\ndeaths = true\n", "'deaths' is asked for by at_least and at_most."),
        ('[rules.casualties.when]\nsort = ["storm"]\n', "'sort' is never 'storm'."),
        ('[rules.casualties]\ntotal = "sort"\n', "'sort' is no number of accident."),
        ('[rules.casualties]\ntypes = ["castle"]\n', "There is no type 'castle'."),
        ("", ""),
    ],
)
def test_a_standard_is_looked_at_beside_its_facts_and_subjects(
    tmp_path: Path, settings: Any, text: str, told: str
) -> None:
    said = told_of(settings.PROFILES_ROOT, tmp_path, "standard.toml", text)
    assert told in said
    assert bool(said) is bool(told)
