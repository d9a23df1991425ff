"""What ``sanling doctor`` says of holiday schedules that should be known by now."""

from collections.abc import Iterator

from django.utils import timezone

from sanling.foundation import clock
from sanling.foundation.holidays.schedules import year_missing
from sanling.foundation.profile.served import WRONG_PROFILES, served
from sanling.interfaces.console.finding import Finding, Severity


def holidays() -> Iterator[Finding]:
    """Yield a warning for each year that is missing: this one or, from November on, the next."""
    today = timezone.localdate(clock.now())
    missing: dict[int, list[str]] = {}
    try:
        cities = served()
    except WRONG_PROFILES:
        # Told as the configuration's.
        return
    for city in cities:
        if (year := year_missing(city, today)) is not None:
            missing.setdefault(year, []).append(city.code)
    for year, codes in missing.items():
        text = f"the schedule of {year} is missing in {', '.join(codes)}: deadlines that rest on it are provisional"
        fix = f"write the State Council's notice into the profile's holidays/{year}.toml, then run `sanling city`."
        yield Finding(Severity.WARNING, "holidays", text, fix)
