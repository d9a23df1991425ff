"""Many rows by COPY are the rows that one INSERT would have made."""

import pytest
from django.db import connection
from django.forms.models import model_to_dict

from sanling.domain.recognition.models import SpotDraw
from sanling.domain.subjects.models import Charge
from sanling.foundation import clock
from sanling.foundation.database.bulk import (
    WORTH_COPYING,
    insert_many,
    insert_values,
    take_keys,
    update_many,
)
from sanling.foundation.days import today
from sanling.foundation.delivery.models import Notice
from tests.city import City
from tests.domain.subjects.helpers import code_of, put, said

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [0, 1, WORTH_COPYING - 1, WORTH_COPYING, 3 * WORTH_COPYING])
def test_rows_come_back_as_they_were_put(count: int) -> None:
    odd = "制表\t换行\n反斜\\N \"引号\" '单' \x7f"
    rows = [
        Notice(recipient=f"post:{n}", code=odd, params={"n": n, "text": odd}, url="", created_at=clock.now())
        for n in range(count)
    ]
    saved = insert_many(Notice, rows)
    assert saved == rows
    assert len({row.pk for row in saved}) == count
    found = list(Notice.objects.order_by("pk"))
    assert [model_to_dict(row) for row in found] == [model_to_dict(row) for row in saved]
    assert [row.read_at for row in found] == [None] * count


@pytest.mark.parametrize("count", [1, WORTH_COPYING])
def test_rows_with_keys_from_the_sequence_keep_them(count: int) -> None:
    keys = take_keys(Notice, count)
    rows = [Notice(pk=key, recipient="post:1", code="x", created_at=clock.now()) for key in keys]
    insert_many(Notice, rows)
    (later,) = insert_many(Notice, [Notice(recipient="post:1", code="y", created_at=clock.now())])
    assert [*Notice.objects.order_by("pk").values_list("pk", flat=True)] == [*keys, later.pk]
    assert not any(row._state.adding for row in rows)


@pytest.mark.parametrize("count", [0, 1, WORTH_COPYING - 1, WORTH_COPYING, 3 * WORTH_COPYING])
def test_rows_told_by_their_values_are_those_that_models_make(count: int) -> None:
    odd = "制表\t换行\n反斜\\N \"引号\" '单' \x7f"
    names = ("recipient", "code", "params", "url", "created_at")
    told = [(f"post:{nth}", odd, {"n": nth, "text": odd}, "/desk/", clock.now()) for nth in range(count)]
    keys = insert_values(Notice, names, told)
    made = insert_many(Notice, [Notice(**dict(zip(names, row, strict=True))) for row in told])
    found = {row.pk: model_to_dict(row, exclude=["id"]) for row in Notice.objects.all()}
    assert len(found) == 2 * count
    assert [found[key] for key in keys] == [found[row.pk] for row in made]


def test_a_value_that_is_kept_otherwise_is_kept_so_however_many_there_are(city: City) -> None:
    subjects = [put(said(code_of(nth)))[0].subject.pk for nth in range(WORTH_COPYING)]
    names = ("subject_id", "duty", "name", "phone", "begins_on")
    rows = [
        (pk, "lead", "李校长", "+8615400000000" if nth % 2 else "", today())
        for nth, pk in enumerate(subjects)
    ]
    keys = insert_values(Charge, names, rows)
    phones = dict(Charge.objects.values_list("pk", "phone"))
    assert [phones[key] for key in keys] == [row[3] for row in rows]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM subjects_charge WHERE phone IS NULL OR octet_length(phone) > 20")
        assert cursor.fetchone() == (WORTH_COPYING,)


def test_a_row_saved_by_copy_is_updated_and_not_inserted_again() -> None:
    rows = [Notice(recipient="post:1", code="x", created_at=clock.now()) for _number in range(WORTH_COPYING)]
    first = insert_many(Notice, rows)[0]
    first.url = "/desk/"
    first.save()
    assert Notice.objects.count() == WORTH_COPYING


@pytest.mark.parametrize("count", [1, 3])
def test_arrays_of_any_length_are_written_together(count: int) -> None:
    usual = {"city": "4101", "year": 2026, "at": clock.now(), "by": "test", "seed": "", "pool_hash": ""}
    rows = [SpotDraw.objects.create(**usual, pool=["甲"], drawn=[]) for _number in range(count)]
    for nth, row in enumerate(rows):
        row.pool = ["乙", 'a"b,{}', "丙\\"][:nth]
        row.drawn = ["丁"]
    update_many(rows, ["pool", "drawn"])
    found = list(SpotDraw.objects.order_by("pk").values_list("pool", "drawn"))
    assert found == [(row.pool, row.drawn) for row in rows]
