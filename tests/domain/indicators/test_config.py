"""Indicators are named once each."""

import pytest
from pydantic import ValidationError

from sanling.domain.indicators.config import IndicatorsPart

NAME = {"zh": "率", "en": "Rate"}
RATE = {
    "code": "met",
    "name": NAME,
    "definition": NAME,
    "stock": "st",
    "numerator": "nu",
    "denominator": "de",
}


FIGURE = {
    "code": "visits",
    "name": NAME,
    "definition": NAME,
    "flow": "fl",
    "form": "count",
    "numerator": "nu",
}
SECTION = {"code": "falls", "name": NAME, "grain": "year", "figures": ["visits"]}


def test_a_section_names_figures_that_there_are_and_is_named_once() -> None:
    said = {"figures": [FIGURE], "sections": [SECTION]}
    assert IndicatorsPart.model_validate(said).sections[0].figures == ("visits",)
    with pytest.raises(ValidationError, match="falls has 'castles'"):
        IndicatorsPart.model_validate({**said, "sections": [{**SECTION, "figures": ["castles"]}]})
    with pytest.raises(ValidationError, match="'falls' twice"):
        IndicatorsPart.model_validate({**said, "sections": [SECTION, SECTION]})


def test_an_indicator_is_made_of_its_measures() -> None:
    part = IndicatorsPart.model_validate({"indicators": [RATE, {**RATE, "code": "other", "open": "op"}]})
    assert part.by_code["met"].measures == ("nu", "de")
    assert part.by_code["other"].measures == ("nu", "de", "op")


def test_no_two_have_one_name() -> None:
    with pytest.raises(ValidationError, match="'met' twice"):
        IndicatorsPart.model_validate({"indicators": [RATE, RATE]})
