"""Doctor warns from November on while the next year's schedule is missing, city by city."""

from datetime import UTC, datetime

from pytest_django import Settings

from sanling.foundation import clock
from sanling.interfaces.console.finding import Severity
from sanling.interfaces.console.holidays import holidays


def test_doctor_names_the_year_the_cities_and_the_file(settings: Settings) -> None:
    settings.SERVED = ("zhengzhou", "xuchang")
    with clock.turned(to=datetime(2026, 10, 31, 4, tzinfo=UTC)):
        assert list(holidays()) == []
    # In China it is November already.
    with clock.turned(to=datetime(2026, 10, 31, 17, tzinfo=UTC)):
        (finding,) = holidays()
    assert finding.level is Severity.WARNING
    assert "2027 is missing in zhengzhou, xuchang" in finding.text
    assert "holidays/2027.toml" in finding.fix


def test_doctor_leaves_a_profile_that_is_not_there_to_what_it_says_of_the_configuration(
    settings: Settings,
) -> None:
    settings.SERVED = ("nowhere",)
    assert list(holidays()) == []
