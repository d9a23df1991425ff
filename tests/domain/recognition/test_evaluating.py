"""The evaluation of a whole city agrees with judging one subject after the other."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from sanling.domain.incidents.models import Incident
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.evaluating import Scope, dry_run
from sanling.domain.recognition.judging import Month
from sanling.domain.recognition.models import Confirmation, Judged, Reason, Standard
from sanling.domain.subjects.models import OVER, Subject
from sanling.domain.subjects.queries import as_of
from sanling.foundation import clock
from tests.city import CITY, COUNTY, City
from tests.domain.recognition.plain import Found, judge
from tests.domain.recognition.random_city import FIRST, make_incidents, make_standard, make_subjects

pytestmark = pytest.mark.django_db
MONTH = Month(FIRST)
RANDOM = given(st.integers(0, 2**32 - 1))


def publish(part: StandardPart) -> Standard:
    Standard.objects.filter(city=CITY, retired_at=None).update(retired_at=clock.now())
    return Standard.objects.create(
        city=CITY,
        version=Standard.objects.count() + 1,
        body=part.model_dump(mode="json"),
        digest="",
        published_at=clock.now(),
    )


def confirm(random: Random, part: StandardPart) -> frozenset[str]:
    zeros = frozenset(zero for zero in part.by_zero if random.random() < 0.7)
    for zero in zeros:
        Confirmation.objects.create(
            zero=zero,
            month=FIRST,
            division_id=random.choice([COUNTY, CITY]),
            by="system:test",
            at=clock.now(),
        )
    return zeros


def by_hand(part: StandardPart, established: frozenset[str]) -> dict[int, Found]:
    facts: Mapping[int, list[dict[str, Any]]] = defaultdict(list)
    for fact in Incident.objects.filter(replaced=False, withdrawn=False).exclude(answers=None).values():
        facts[fact["answers_id"]].append({**fact})
    there = as_of(MONTH.end - timedelta(days=1)).exclude(status__in=OVER).select_related("subject")
    return {
        period.subject_id: judge(
            part,
            facts[period.subject_id],
            FIRST,
            established,
            period.status,
            period.subject.type,
            period.subject.group,
        )
        for period in there
    }


def stored() -> dict[int, Found]:
    reasons: dict[int, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for reason in Reason.objects.filter(month=FIRST):
        reasons[reason.subject_id][reason.rule] = tuple(reason.facts)
    return {
        judged.subject_id: Found(
            judged.colour, judged.exempt, tuple(judged.broken), tuple(judged.open), reasons[judged.subject_id]
        )
        for judged in Judged.objects.filter(month=FIRST)
    }


def written() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT xmin::text, id FROM recognition_judged UNION ALL SELECT xmin::text, -id FROM recognition_reason"
        )
        return sorted(cursor.fetchall())


def in_a_random_city(seed: int) -> tuple[Random, StandardPart, list[Subject], frozenset[str]]:
    random = Random(seed)
    subjects = make_subjects(random, 12)
    make_incidents(random, subjects, 60)
    part = make_standard(random)
    publish(part)
    return random, part, subjects, confirm(random, part)


@RANDOM
@settings(max_examples=40)
def _agrees(seed: int) -> None:
    with transaction.atomic():
        random, part, subjects, established = in_a_random_city(seed)
        predicted = dry_run(Scope(CITY, MONTH, part))
        assert evaluate(city=CITY, month=FIRST) == predicted
        assert stored() == by_hand(part, established)
        assert evaluate(city=CITY, month=FIRST) == []
        # Some facts more and some less, and a standard that changed.
        Incident.objects.filter(
            pk__in=random.sample(list(Incident.objects.values_list("pk", flat=True)), 20)
        ).delete()
        make_incidents(random, subjects, 10)
        other = make_standard(random)
        publish(other)
        predicted = dry_run(Scope(CITY, MONTH, other))
        assert evaluate(city=CITY, month=FIRST) == predicted
        assert stored() == by_hand(other, established)
        transaction.set_rollback(True)


def test_a_city_is_judged_as_one_subject_after_the_other_would_be(city: City) -> None:
    _agrees()


@RANDOM
@settings(max_examples=25)
def _reasons_hold(seed: int) -> None:
    with transaction.atomic():
        random, _part, _subjects, _established = in_a_random_city(seed)
        evaluate(city=CITY, month=FIRST)
        before = stored()
        broken = [key for key, found in before.items() if found.broken]
        for subject in random.sample(broken, min(len(broken), 3)):
            zero = random.choice(before[subject].broken)
            cited = {
                fact
                for facts in Reason.objects.filter(month=FIRST, subject=subject, zero=zero).values_list(
                    "facts", flat=True
                )
                for fact in facts
            }
            others = Incident.objects.exclude(
                pk__in={
                    fact for found in before.values() for facts in found.reasons.values() for fact in facts
                }
            )
            others.filter(
                pk__in=random.sample(list(others.values_list("pk", flat=True)), others.count() // 2)
            ).delete()
            evaluate(city=CITY, month=FIRST, subjects=[subject])
            assert stored()[subject] == before[subject]
            with transaction.atomic():
                Incident.objects.filter(pk__in=cited).delete()
                evaluate(city=CITY, month=FIRST, subjects=[subject])
                assert zero not in stored()[subject].broken
                transaction.set_rollback(True)
        transaction.set_rollback(True)


def test_without_all_cited_facts_a_zero_is_kept_and_without_others_it_stays_broken(city: City) -> None:
    _reasons_hold()


@RANDOM
@settings(max_examples=15)
def _some_is_as_all(seed: int) -> None:
    with transaction.atomic():
        random, _part, subjects, _established = in_a_random_city(seed)
        evaluate(city=CITY, month=FIRST)
        make_incidents(random, subjects, 20)
        moved = [
            moved for subject in subjects for moved in evaluate(city=CITY, month=FIRST, subjects=[subject.pk])
        ]
        assert len({each.subject for each in moved}) == len(moved)
        some = stored()
        assert evaluate(city=CITY, month=FIRST) == []
        assert stored() == some
        transaction.set_rollback(True)


def test_judging_those_that_something_happened_to_is_judging_all(city: City) -> None:
    _some_is_as_all()


def test_the_same_again_writes_nothing(city: City) -> None:
    in_a_random_city(7)
    evaluate(city=CITY, month=FIRST)
    before = written()
    assert before
    evaluate(city=CITY, month=FIRST)
    assert written() == before
