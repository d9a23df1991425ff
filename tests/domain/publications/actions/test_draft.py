"""A draft holds the figures as its drafter counts them, and who may publish is told."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.indicators.queries import NO_SECTOR, By, standings
from sanling.domain.publications.actions.draft import NothingCounted, NotRanked, digest_of
from sanling.domain.publications.drafts import AlreadyReplaced
from sanling.domain.publications.models import Publication
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import next_month
from sanling.foundation.delivery.models import Notice
from tests.city import CITY, COUNTY, SIBLING_COUNTY
from tests.domain.publications.helpers import Cast, asked, drafted, published
from tests.domain.recognition.random_city import FIRST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judged")]


def test_it_holds_what_its_drafter_sees_in_order_of_rank_and_all_together_last(cast: Cast) -> None:
    made = drafted(cast)
    live = {row.unit: row for row in standings(cast["city_peace_officer"].viewer, asked())}
    *lines, whole = made.lines.all()
    assert {line.unit for line in lines} == set(live)
    assert [line.rank for line in lines] == sorted(line.rank for line in lines if line.rank)
    for line in lines:
        assert (line.numerator, line.denominator) == (
            live[line.unit].rate.numerator,
            live[line.unit].rate.denominator,
        )
    assert whole.whole
    assert whole.denominator == sum(line.denominator for line in lines)
    assert "四舍五入" in made.words["method"]["zh"]
    assert "half up" in made.words["method"]["en"]


def test_townships_of_a_whole_city_can_be_ranked(cast: Cast) -> None:
    made = drafted(cast, asked(deep=9))
    assert {len(line.unit) for line in made.lines.filter(whole=False)} == {9}


def test_departments_are_ranked_by_sector_and_what_is_of_none_is_not(cast: Cast) -> None:
    made = drafted(cast, asked(by=By.SECTOR))
    assert all(line.rank is None for line in made.lines.filter(unit=NO_SECTOR))


def test_who_may_publish_at_its_place_is_told_and_its_drafter_is_not(cast: Cast) -> None:
    made = drafted(cast)
    told = Notice.objects.filter(code="publications.waits").values_list("recipient", flat=True)
    assert cast["city_leader"].viewer.key in told
    assert cast["county_leader"].viewer.key not in told
    assert AuditRow.objects.filter(act="publications.draft", subject=f"publication:{made.pk}").exists()


@pytest.mark.parametrize(
    ("who", "place"),
    [
        ("peace_officer", CITY),
        ("peace_officer", SIBLING_COUNTY),
        ("intake_officer", COUNTY),
        ("auditor", CITY),
    ],
)
def test_nobody_drafts_elsewhere_or_by_a_role_that_does_not(cast: Cast, who: str, place: str) -> None:
    with pytest.raises(PermissionDenied):
        drafted(cast, asked(place), who=who)
    assert not Publication.objects.exists()


def test_of_nothing_nothing_is_drafted(cast: Cast) -> None:
    with pytest.raises(NothingCounted):
        drafted(cast, asked(group="institutions", type="community"))


def test_only_outcomes_are_ranked_and_types_are_not(cast: Cast) -> None:
    with pytest.raises(NotRanked):
        drafted(cast, asked(by=By.TYPE))
    assert drafted(cast, asked(by=By.TYPE), ranked=False).lines.filter(rank__isnull=False).count() == 0
    process = asked()
    process = type(process)(process.indicator.model_copy(update={"outcome": False}), process.period, CITY)
    with pytest.raises(NotRanked):
        drafted(cast, process)


def test_each_wording_of_an_indicator_has_its_version(cast: Cast) -> None:
    first, again = drafted(cast), drafted(cast)
    other = asked()
    reworded = other.indicator.model_copy(update={"numerator": "judged"})
    third = drafted(cast, type(other)(reworded, other.period, CITY))
    assert (first.version, again.version, third.version) == (1, 1, 2)
    assert first.digest == digest_of(other.indicator) != third.digest


def test_a_correction_replaces_what_is_published_and_no_other(cast: Cast) -> None:
    old = published(cast)
    assert drafted(cast, replaces=old.pk, reason="漏统一个区").replaces_id == old.pk
    with pytest.raises(AlreadyReplaced):
        drafted(cast, replaces=drafted(cast).pk)
    with pytest.raises(AlreadyReplaced):
        drafted(cast, asked(COUNTY), replaces=old.pk)


def test_a_correction_is_of_the_month_that_it_corrects(cast: Cast) -> None:
    old, later = published(cast), next_month(FIRST)
    evaluate(city=CITY, month=later)
    with pytest.raises(AlreadyReplaced):
        drafted(cast, replace(asked(), period=later), replaces=old.pk)
