"""Prepared statements give what the ORM gives, and are made once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, QuerySet

from sanling.domain.matters.models import Party
from sanling.domain.people.models import Post
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.audit.record import record
from sanling.foundation.database.prepared import Prepared, insert, update
from tests.city import City
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db


@Prepared
def rows_of(subject: str) -> QuerySet[AuditRow]:
    return AuditRow.objects.filter(subject=subject).order_by("pk")


@Prepared
def acts_of(subject: str) -> QuerySet[AuditRow, tuple[str, int]]:
    return (
        AuditRow.objects.filter(subject=subject)
        .values_list("act")
        .annotate(times=Count("pk"))
        .order_by("act")
    )


@Prepared
def nothing(subject: str) -> QuerySet[AuditRow]:
    return AuditRow.objects.filter(subject=subject, pk__in=[])


def recorded(*acts: str, subject: str = "thing:1") -> list[AuditRow]:
    return [record(actor=SystemActor("test"), act=act, subject=subject, detail={"n": 1}) for act in acts]


def test_it_gives_the_models_that_the_orm_gives() -> None:
    recorded("b", "a", "b")
    recorded("c", subject="thing:2")

    found = rows_of(subject="thing:1")

    plain = list(AuditRow.objects.filter(subject="thing:1").order_by("pk"))
    assert found == plain
    assert [vars(row) | {"_state": None} for row in found] == [vars(row) | {"_state": None} for row in plain]
    assert acts_of(subject="thing:1") == [("a", 1), ("b", 2)]
    assert rows_of.first(subject="thing:3") is None
    assert nothing(subject="thing:1") == []


def test_its_queries_are_counted_as_all_others(django_assert_num_queries: Callable[[int], object]) -> None:
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        rows_of(subject="thing:1")
        rows_of(subject="thing:2")


def test_one_statement_serves_values_of_every_width() -> None:
    recorded("a")

    @Prepared
    def by_key(key: int) -> QuerySet[AuditRow]:
        return AuditRow.objects.filter(pk=key)

    for key in (1, 40_000, 3_000_000_000):
        by_key(key=key)

    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE \'%"audit_auditrow"."id" = %\''
        )
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda subject: AuditRow.objects.filter(subject=subject).values("act"), "use models or values_list"),
        (
            lambda subject: AuditRow.objects.filter(subject=subject).values_list("act", named=True),
            "use models or values_list",
        ),
        (lambda subject: Post.objects.filter(name=subject).prefetch_related("jurisdictions"), "prefetches"),
        (lambda subject: AuditRow.objects.order_by("pk")[:1], "without subject"),
        (lambda subject: AuditRow.objects.filter(subject=subject or "none"), "whether subject is empty"),
        (
            lambda subject: AuditRow.objects.filter(subject__in=[subject] if subject else []),
            "subject is empty",
        ),
    ],
)
def test_what_would_go_wrong_without_a_word_is_refused(
    make: Callable[[str], QuerySet[Any, Any]], said: str
) -> None:
    with pytest.raises(TypeError, match=said):
        Prepared(make)("thing:1")


def test_nothing_is_not_looked_for_as_a_value() -> None:
    nobody: Any = None
    with pytest.raises(TypeError, match="asked for None"):
        rows_of(subject=nobody)


def test_a_row_is_written_and_changed_as_save_does_it(city: City, workflows: None) -> None:
    matter = registered().matter
    party = Party(matter=matter, name="王小明", phone="13800000000", phone_index=b"1" * 32, headcount=2)

    insert(party)

    kept = Party.objects.get(pk=party.pk)
    assert (kept.name, kept.phone, kept.address, kept.headcount) == ("王小明", "13800000000", "", 2)
    kept.name, kept.address = "王大明", "三号楼"
    update(kept, "name")
    assert Party.objects.values_list("name", "address").get(pk=party.pk) == ("王大明", "")
    kept.headcount = 3
    update(kept)
    assert Party.objects.values_list("address", "headcount").get(pk=party.pk) == ("三号楼", 3)


def test_columns_that_were_not_read_are_not_written(city: City, workflows: None) -> None:
    party = Party(matter=registered().matter, name="王小明", address="三号楼")
    insert(party)
    part = Party.objects.defer("address").get(pk=party.pk)
    Party.objects.filter(pk=party.pk).update(address="四号楼")

    update(part)

    assert Party.objects.get(pk=party.pk).address == "四号楼"
