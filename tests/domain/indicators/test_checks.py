"""What an indicator names that no room declares is told, with the line that says it."""

from pathlib import Path
from typing import Any

import pytest

from tests.profiles import told_of

TEXT = """
[[indicators]]
code = "own"
name = { zh = "率", en = "Rate" }
definition = { zh = "率", en = "Rate" }
stock = "judged"
numerator = "met"
denominator = "judged"
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TEXT, ""),
        (TEXT.replace('stock = "judged"', 'stock = "castles"'), "There is no stock 'castles'."),
        (TEXT.replace('numerator = "met"', 'numerator = "metre"'), "There is no measure 'metre'."),
        (TEXT.replace('numerator = "met"', 'numerator = "coloured"'), "'coloured' is counted by parts"),
        (TEXT.replace('numerator = "met"', 'numerator = "coloured"\npart = "pink"'), "there is no 'pink'"),
        (TEXT.replace('numerator = "met"', 'numerator = "coloured"\npart = "red"'), ""),
        (TEXT.replace('numerator = "met"', 'numerator = "met"\npart = "red"'), "'met' has no parts."),
    ],
)
def test_indicators_are_looked_at_beside_what_rooms_count(
    tmp_path: Path, settings: Any, text: str, told: str
) -> None:
    said = told_of(settings.PROFILES_ROOT, tmp_path, "indicators.toml", text)
    assert (told in said) if told else not said
