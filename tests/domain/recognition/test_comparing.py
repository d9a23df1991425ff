"""What the evaluation says of a year is counted month by month; what nobody judged is not established."""

from datetime import date

import pytest

from sanling.domain.recognition.comparing import OverYear, over_year
from sanling.domain.recognition.models import Judged
from sanling.domain.recognition.situations import recognition_part, standard_part
from tests.city import CITY
from tests.domain.recognition.yearly import YEAR, company, judge_year

pytestmark = pytest.mark.django_db


JULY = date(2026, 7, 1)


def test_a_zero_is_kept_once_all_is_established_and_nothing_broke_it() -> None:
    assert OverYear(kept=12).finding == "kept"
    assert OverYear(kept=11, open=[JULY]).finding == ""
    assert OverYear(kept=11, broken=[JULY]).finding == "broken"
    assert OverYear(kept=10, broken=[JULY], open=[JULY]).finding == "broken"
    assert OverYear().finding == ""


def test_months_are_counted_as_they_were_judged(recognising: None) -> None:
    subject = company()
    judge_year(but=[("cases", JULY)])
    Judged.objects.filter(subject=subject, month=date(2026, 5, 1)).update(broken=["petitions"])
    Judged.objects.filter(subject=subject, month=date(2026, 6, 1)).delete()
    found = over_year([subject.pk], recognition_part(CITY).months(YEAR), standard_part(CITY).by_zero)
    petitions, cases = found[subject.pk]["petitions"], found[subject.pk]["cases"]
    assert (petitions.kept, petitions.broken, petitions.open) == (
        *(10, [date(2026, 5, 1)]),
        [date(2026, 6, 1)],
    )
    assert (cases.kept, cases.open) == (10, [date(2026, 6, 1), JULY])


def test_months_in_which_a_subject_was_exempt_count_neither_way(recognising: None) -> None:
    subject = company()
    judge_year()
    Judged.objects.filter(subject=subject, month=JULY).update(exempt="suspended")
    found = over_year([subject.pk], recognition_part(CITY).months(YEAR), ["cases"])
    assert found[subject.pk]["cases"] == OverYear(kept=11)
