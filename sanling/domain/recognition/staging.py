"""What the demonstration city knows of its zeros: a year confirmed month by month, and a month that isn't yet."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.earlier_staging import stage_earlier
from sanling.domain.recognition.judging import Month
from sanling.domain.recognition.models import Confirmation
from sanling.domain.recognition.months import months_back
from sanling.domain.recognition.ranking_staging import stage_ranking
from sanling.domain.recognition.settling import settle_staged
from sanling.domain.recognition.yearly_staging import stage_year
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.calendar import CHINA
from sanling.foundation.profile.loader import Profile

ACTOR = SystemActor("demo")
MONTHS = 13


def stage(*, profile: Profile, posts: Mapping[str, int], village: str) -> None:
    """Publish the standard, confirm the months and judge them, and open this year's recognitions for some."""
    if publish_standard(actor=ACTOR, profile=profile) is None:
        return
    stage_earlier(profile)
    this_month, *past = months_back(MONTHS)
    Confirmation.objects.bulk_create(_confirmations(profile, past, village))
    for month in (*reversed(past), this_month):
        # As it was then: what a month brought to light was warned of in the next, and lifted once it was over.
        with clock.turned(to=min(_soon_after(month), clock.now())):
            evaluate(city=profile.city, month=month)
            settle_staged(profile.city)
    stage_year(profile, village)
    stage_ranking(profile, posts)


def _soon_after(month: date) -> datetime:
    return datetime.combine(Month(month).end + timedelta(days=3), time(9), tzinfo=CHINA)


def _confirmed(month: date, nth: int) -> datetime:
    """Return when the departments of a county confirmed a month: in the days before it was judged."""
    day = Month(month).end + timedelta(days=nth % 3)
    return datetime.combine(day, time(9 + nth % 8, 7 * nth % 60), tzinfo=CHINA)


def _confirmations(profile: Profile, past: list[date], village: str) -> Iterator[Confirmation]:
    """Yield what departments confirmed: all but the last month where the cast is at work."""
    part: StandardPart = profile.part("standard")
    counties = Division.objects.filter(path__startswith=profile.city, level=Level.COUNTY, valid_until=None)
    for nth, county in enumerate(counties.order_by("path").values_list("path", flat=True)):
        for month in past:
            for zero in part.by_zero:
                if month != past[0] or not village.startswith(county) or zero == "cases":
                    at = min(_confirmed(month, nth), clock.now())
                    yield Confirmation(zero=zero, month=month, division_id=county, by=ACTOR.key, at=at)
