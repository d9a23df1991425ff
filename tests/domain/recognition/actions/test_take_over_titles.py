"""Titles of years before the system are taken over as a city's own lists say them, and counted like all others."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sanling.domain.indicators.models import Tally
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.open_year import to_open
from sanling.domain.recognition.actions.take_over_titles import Earlier, TakenOver, take_over_titles
from sanling.domain.recognition.measures import TITLES
from sanling.domain.recognition.models import Recognition, Title
from sanling.domain.subjects.models import Subject
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import midnight
from sanling.processes.reactions import react
from tests.city import CITY, TEST, VILLAGE
from tests.domain.recognition.yearly import YEAR, company
from tests.domain.subjects.helpers import code_of, put, said

pytestmark = pytest.mark.django_db
EARLIER = 2019
DOCUMENT = "郑平安办〔2019〕12号"


def earlier(subject: Subject, **said: Any) -> Earlier:
    usual: dict[str, Any] = {
        "year": EARLIER,
        "granted": True,
        "document": DOCUMENT,
        "at": midnight(date(2019, 11, 20)),
    }
    return Earlier(subject=subject.pk, **(usual | said))


def take_over(*lists: Earlier) -> list[TakenOver]:
    return take_over_titles(actor=TEST, city=CITY, earlier=lists)


def summed(measure: str, zero: str = "") -> int:
    rows = Tally.objects.filter(
        stock="titles", period=date(EARLIER, 1, 1), level=12, place=VILLAGE, measure=measure, zero=zero
    )
    return sum(rows.values_list("count", flat=True))


def test_a_title_is_taken_over_from_a_document_and_has_no_matter(cast: dict[str, Player]) -> None:
    (became,) = take_over(earlier(company()))
    assert became.is_new
    title = Title.objects.get()
    assert (title.recognition, title.taken_over_from, title.granted) == (None, DOCUMENT, True)
    row = AuditRow.objects.filter(act="titles.take_over").get()
    assert row.detail == {"year": EARLIER, "document": DOCUMENT, "titles": 1}


def test_the_same_again_changes_nothing_and_another_list_ends_what_stood(cast: dict[str, Player]) -> None:
    subject = company()
    take_over(earlier(subject))
    (same,) = take_over(earlier(subject))
    assert not same.is_new
    (other,) = take_over(earlier(subject, granted=False))
    assert other.ended is not None
    titles = Title.objects.order_by("pk")
    assert [(title.granted, title.ended_at is None) for title in titles] == [(True, False), (False, True)]


def test_what_is_taken_over_is_summed_with_each_zero_though_the_subject_was_listed_later(
    cast: dict[str, Player],
) -> None:
    kept = {"petitions": True, "accidents": False, "cases": True}
    first, second = company(), company(code_of(8))
    take_over(earlier(first), earlier(second, granted=False, kept=kept))
    react()
    assert (summed("subjects"), summed("recognised")) == (2, 1)
    assert (summed("recognised", "petitions"), summed("recognised", "accidents")) == (1, 0)
    found = TITLES.rows(CITY, date(EARLIER, 1, 1)).filter(TITLES.measures["recognised"].where("petitions"))
    assert [subject.pk for subject in found] == [second.pk]


def test_a_year_that_was_decided_here_or_is_not_over_takes_nothing_over(recognition: Matter) -> None:
    subject = Recognition.objects.get().subject
    assert take_over(earlier(subject, year=YEAR))[0].refused
    assert take_over(earlier(subject, year=2090))[0].refused
    assert not Title.objects.exists()


def test_a_subject_of_another_city_is_none(cast: dict[str, Player]) -> None:
    subject = company()
    (became,) = take_over_titles(actor=TEST, city="4110", earlier=[earlier(subject)])
    assert became.refused


def test_no_recognition_is_opened_where_the_title_was_taken_over(recognising: None) -> None:
    subject = company()
    assert to_open(CITY, 2025).filter(pk=subject.pk).exists()
    take_over(earlier(subject, year=2025))
    assert not to_open(CITY, 2025).filter(pk=subject.pk).exists()


def test_a_title_was_decided_here_or_says_where_it_is_from(cast: dict[str, Player]) -> None:
    with pytest.raises(IntegrityError, match="title_decided_here_or_taken_over"), transaction.atomic():
        Title.objects.create(
            subject=company(),
            year=EARLIER,
            granted=True,
            reasons={},
            broken=[],
            at=midnight(date(2019, 1, 1)),
        )


def test_the_number_of_statements_does_not_grow_with_the_list(cast: dict[str, Player]) -> None:
    subjects = [each.subject for each in put(*(said(code_of(nth), "company") for nth in range(100, 130)))]
    counts = []
    for some in (subjects[:5], subjects[5:]):
        with CaptureQueriesContext(connection) as seen:
            take_over(*map(earlier, some))
        counts.append(len(seen))
    assert counts[0] == counts[1]
