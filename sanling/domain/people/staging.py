"""What the demonstration city has of duty: four weeks of the centres of the cast's places, in turn."""

from collections.abc import Mapping
from datetime import timedelta

from sanling.domain.people.actions.arrange_duty import arrange_duty
from sanling.domain.people.on_duty import who_may_have_duty
from sanling.domain.people.queries import centre_of
from sanling.domain.territory.rules import ancestors_of
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.days import today
from sanling.foundation.profile.loader import Profile

ACTOR = SystemActor("demo")
DAYS = 28


def stage(*, profile: Profile, posts: Mapping[str, int], village: str) -> None:
    """Arrange it, from the city's centre to that of the village."""
    days = [today() + nth * timedelta(days=1) for nth in range(DAYS)]
    for path in (*ancestors_of(village), village):
        unit = centre_of(path) if path.startswith(profile.city) else None
        able = who_may_have_duty(unit, days[0]) if unit else []
        if unit and able:
            named = {day: able[nth % len(able)].pk for nth, day in enumerate(days)}
            arrange_duty(actor=ACTOR, unit_id=unit.pk, days=named)
