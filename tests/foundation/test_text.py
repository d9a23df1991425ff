"""Chinese and other texts are found by their words in PostgreSQL's own index, together with any other filter."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from sanling.foundation.text import SearchField, pinyin, query_text, search_q, tokens, tsvector_text

TEXTS = {
    "stairwell": "金水区花园路街道3号楼2单元，楼道堆放垃圾。联系电话 138 1234 0013",
    "noise": "Ｋ歌房夜间噪音扰民，电话13812340013",
    "wages": "农民工工资拖欠（Contract No. ZZ-260302-000123-7），涉及资金",
    "phone": "手机号13812340013，豫A12345",
    "building": "違章建築占用消防通道，①號樓，峯山邨𠮷\ue001",
}


@pytest.fixture(scope="module")
def note() -> Iterator[type[models.Model]]:
    """Give a model with a search column that exists for this module alone."""
    with isolate_apps("sanling.foundation.accounts"):

        class Note(models.Model):
            name = models.CharField(max_length=20)
            search = SearchField()

            class Meta:
                app_label = "accounts"
                indexes = [GinIndex(fields=["search"], name="note_search")]

        yield Note


@pytest.fixture
def notes(note: Any, db: None) -> Any:
    """Give the notes' manager, over a table made in the test's transaction."""
    # Django's own: ours makes indexes concurrently, which a transaction can't hold.
    with DatabaseSchemaEditor(connection) as editor:
        editor.create_model(note)
    note._default_manager.bulk_create(note(name=name, search=tokens(text)) for name, text in TEXTS.items())
    return note._default_manager


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("垃圾", {"stairwell"}),
        ("楼道 垃圾", {"stairwell"}),
        ("垃圾，楼道！", {"stairwell"}),
        ("楼道垃圾", set()),  # not neighbours
        ("噪音扰民", {"noise"}),
        ("金", {"stairwell", "wages"}),  # one character, wherever it stands
        ("区", {"stairwell"}),
        ("号", {"stairwell", "phone", "building"}),
        ("k歌", {"noise"}),
        ("Ｋ歌房", {"noise"}),
        ("contract", {"wages"}),
        ("CONTR", {"wages"}),
        ("tract", set()),
        ("ZZ-260302-000123-7", {"wages"}),
        ("000123", {"wages"}),
        ("0013", {"stairwell", "noise", "phone"}),  # the last four
        ("13812340013", {"stairwell", "noise", "phone"}),  # also where it is written in groups
        ("138", {"stairwell", "noise", "phone"}),
        ("1234 垃圾", {"stairwell"}),
        ("豫A123", {"phone"}),
        ("２单元", {"stairwell"}),
        ("违章建筑", {"building"}),
        ("違章建築", {"building"}),
        ("1号楼", {"building", "stairwell"}),
        ("①号楼", {"building", "stairwell"}),
        ("峰山村", {"building"}),
        ("𠮷\ue001", {"building"}),
        ("樓道垃圾", set()),
        ("樓道", {"stairwell"}),
        ("消\u200b防", {"building"}),
        ("  ", set(TEXTS)),
        ("。！", set()),
        ("' & | ! :* \\ <-> (", set()),
        ("垃圾'); drop table", set()),
    ],
)
def test_what_is_typed_finds_the_texts_that_hold_all_of_it(notes: Any, query: str, names: set[str]) -> None:
    assert set(notes.filter(search_q("search", query)).values_list("name", flat=True)) == names


def test_a_search_combines_with_other_filters(notes: Any) -> None:
    both = notes.filter(search_q("search", "电话") | search_q("search", "工资"), name__in=["noise", "wages"])
    assert {note.name for note in both} == {"noise", "wages"}
    assert notes.exclude(search_q("search", "号")).filter(name__startswith="n").count() == 1


def test_a_search_is_served_by_the_index(notes: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "note_search" in notes.filter(search_q("search", "金")).explain()


def test_a_saved_row_reads_back_its_tokens_and_can_be_saved_again(notes: Any) -> None:
    note = notes.create(name="short", search=tokens("楼道 b-12"))
    note.refresh_from_db()
    assert set(note.search) == {"楼道", "道", "b", "12"}
    note.save()
    notes.filter(name="short").update(search=tokens("新的"))
    assert notes.get(search_q("search", "新的")).name == "short"
    assert notes.create(name="empty").search == []


def test_a_very_long_query_still_finds(notes: Any) -> None:
    assert notes.filter(search_q("search", TEXTS["stairwell"] * 50)).get().name == "stairwell"


def test_tokens_are_pairs_the_last_character_whole_words_and_the_endings_of_long_numbers() -> None:
    assert tokens("金水区A座") == ["金水", "水区", "区", "a", "座"]
    assert tokens("12345", "Ａ1") == ["12345", "2345", "345", "a1"]
    assert tokens("", "，。 \n") == []


def test_the_text_form_for_copy_is_what_postgresql_reads(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s::tsvector = array_to_tsvector(%s::text[])",
            [tsvector_text(tokens(*TEXTS.values())), tokens(*TEXTS.values())],
        )
        assert cursor.fetchone() == (True,)


@given(st.text(max_size=40))
def test_no_token_and_no_query_can_leave_its_quotes(text: str) -> None:
    assert not any(set(token) & set("'\\ ") for token in tokens(text))
    assert query_text(text).count("'") % 2 == 0


@given(st.text(st.sampled_from("零金水区a1 ，"), min_size=1, max_size=30), st.data())
def test_any_piece_of_a_chinese_text_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(1, 5))
    piece = "".join(char for char in text[start : start + length] if char in "零金水区")
    if piece and piece in text:
        found = tokens(text)
        wanted = [term.strip("'") for term in query_text(piece).replace(":*", "").split(" & ")]
        assert all(any(token.startswith(term) for token in found) for term in wanted)


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("金水区", "jinshuiqu", "jsq"),
        ("长治市", "changzhishi", "czs"),
        ("重庆路街道", "chongqinglujiedao", "cqljd"),
        ("绿城社区", "lvchengshequ", "lcsq"),
        ("祭城路街道", "zhaichenglujiedao", "zcljd"),
        ("第3网格 B座", "di3wanggebzuo", "d3wgbz"),
        ("", "", ""),
    ],
)
def test_names_have_pinyin_and_initials(name: str, full: str, initials: str) -> None:
    assert (pinyin(name).full, pinyin(name).initials) == (full, initials)


@given(st.text("郑州重庆市金水区长乐行行政银行机械制造有限公司第一中学", max_size=12))
def test_names_read_word_by_word_are_read_as_a_whole(name: str) -> None:
    assert pinyin(f"{name}的").full == "".join(lazy_pinyin(f"{name}的"))
