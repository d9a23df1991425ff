"""Names are found by what is typed of them: characters of any form, pinyin from any syllable on, initials."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.people.models import Post, Unit
from sanling.foundation.database.bulk import insert_many, update_many
from sanling.foundation.finding import LONGEST, how_well, name_tokens, named
from sanling.foundation.text import joined, query_text, syllables, tokens
from tests.city import City

NAMES = st.text(alphabet="孔春梅金水区房管局第三网格單A1·", min_size=1, max_size=20)
SURNAMES = {"单": "shan", "区": "ou"}
TODAY = date(2026, 11, 1)
FILL = import_module("sanling.domain.people.migrations.0007_found_by_their_names")


def found(name: str, typed: str) -> bool:
    """Tell whether what is typed finds a name, in memory: each term is a token, or the beginning of one."""
    tokens = name_tokens(name)
    terms = [term for term in query_text(typed[:LONGEST]).split(" & ") if term]
    return bool(terms) and all(
        any(token.startswith(term[1:-3]) if term.endswith(":*") else token == term[1:-1] for token in tokens)
        for term in terms
    )


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        *(
            ("孔春梅", typed)
            for typed in ("kcm", "kong", "kongchunmei", "chunmei", "cm", "孔", "春梅", "KCM")
        ),
        *(
            ("金水区住房保障和房地产管理局", typed)
            for typed in ("js", "jinshui", "zfbz", "住房保障", "fangdichan")
        ),
        *(("单小龙", typed) for typed in ("shan", "sxl", "dan")),
        ("曾国强", "zengguoqiang"),
        ("長葛市公安局", "长葛"),
        ("买买提·吐尔逊", "吐尔逊"),
        ("第三网格", "第三网格"),
        ("3号楼", "3hao"),
    ],
)
def test_a_name_is_found_by_what_people_type(name: str, typed: str) -> None:
    assert found(name, typed)


@pytest.mark.parametrize(
    ("name", "typed"), [("孔春梅", "km"), ("孔春梅", "ong"), ("孔春梅", "梅春"), ("孔", "x")]
)
def test_what_is_no_part_finds_nothing(name: str, typed: str) -> None:
    assert not found(name, typed)


@given(NAMES, st.integers(0, 19), st.integers(1, 20))
def test_any_part_of_any_name_finds_it(name: str, start: int, length: int) -> None:
    part = name[start : start + length]
    if query_text(part):
        assert found(name, part)


@given(st.text(alphabet="孔春单长葛金水區第三网格A1·. \ue000〇⻓", max_size=12))
def test_tokens_are_what_a_plain_reading_gives(name: str) -> None:
    whole = joined(name)
    expected = [*tokens(name), f"^{whole[:LONGEST] if whole.isascii() else whole}$"] if name else []
    first = SURNAMES.get(name[:1])
    readings = [syllables(name), [(first, first[0]), *syllables(name)[1:]] if first else []]
    for written in (part for read in readings if read for part in zip(*read, strict=True)):
        endings = ["".join(written[start:]) for start in range(len(written))]
        cut = [ending[:LONGEST] if ending.isascii() else ending for ending in endings]
        expected += [*cut, f"^{cut[0]}$"]
    assert name_tokens(name) == list(dict.fromkeys(expected))


def test_rows_are_found_and_the_best_come_first(city: City) -> None:
    units = Unit.objects.filter(named("found_by", "jinshui")).order_by(
        how_well("found_by", "jinshuiqu"), "pk"
    )
    assert units
    assert {unit.name[:3] for unit in units} == {"金水区"}
    unit = units[0]
    unit.name = "jinshuiqu"
    unit.save()
    again = Unit.objects.filter(named("found_by", "jinshui")).order_by(
        how_well("found_by", "jinshuiqu"), "-pk"
    )
    assert again[0] == unit
    assert not Unit.objects.filter(named("found_by", "！？"))
    assert not Unit.objects.filter(named("found_by", ""))


def test_a_name_that_changes_is_found_by_the_new_one_or_refused(city: City, cast: object) -> None:
    post = Post.objects.order_by("pk")[0]
    post.name = "尉迟雪"
    post.save(update_fields=["name", "found_by"])
    assert list(Post.objects.filter(named("found_by", "ycx"))) == [post]
    for model, change in ((Post, {"name": "尉迟冰"}), (Unit, {"name_en": "X"})):
        with pytest.raises(IntegrityError, match="found_by_its_name"), transaction.atomic():
            model._default_manager.update(**change)


def kept() -> list[dict[int, str]]:
    """Return by what each unit and post is found, in the form of the database."""
    as_text = Cast("found_by", TextField())
    return [
        dict(model._default_manager.annotate(kept=as_text).values_list("pk", "kept"))
        for model in (Unit, Post)
    ]


def test_no_row_brings_along_what_it_is_found_by_and_saving_it_whole_keeps_it(
    city: City, cast: object
) -> None:
    before = kept()
    for post in Post.objects.select_related("unit"):
        assert post.found_by is None
        assert post.unit.found_by is None
        post.save()
        post.unit.save()
    assert kept() == before


def test_those_of_before_are_found_batch_by_batch(
    city: City, cast: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FILL, "BATCH", 3)
    made = kept()
    assert all(made[0].values())
    for table in ("unit", "post"):
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE people_{table} SET found_by = ''")
    FILL.fill(apps, connection.schema_editor())
    assert kept() == made


@pytest.mark.parametrize("count", [1, 3, 60])
def test_bulk_doors_write_it_with_the_name(city: City, count: int) -> None:
    there = Unit.objects.order_by("pk").first()
    assert there
    new = [
        Unit(
            code=f"x-{number}", kind=there.kind, name=f"囧{number}", division=there.division, begins_on=TODAY
        )
        for number in range(count)
    ]
    rows = insert_many(Unit, new)
    assert Unit.objects.filter(named("found_by", "jiong")).count() == count
    for row in rows:
        row.name = f"龘{row.pk}"
    update_many(rows, ["name"])
    assert Unit.objects.filter(named("found_by", "龘")).count() == count
    assert not Unit.objects.filter(named("found_by", "囧"))
