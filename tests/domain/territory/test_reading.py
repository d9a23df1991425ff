"""A file of divisions says the same however a program wrote it, and each of its rows keeps its number."""

import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.territory.reading import LONGEST_NAME, Fault, Problems, Row, rows
from sanling.domain.territory.rules import Level
from sanling.foundation.cleaning import clean_line, has_visible_sign, says_something

LINES = (Path(__file__).parent / "national_excerpt.csv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split(",") for line in LINES[1:]]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def read(content: bytes, within: str = "") -> tuple[list[Row], Problems]:
    problems = Problems()
    return list(rows(io.BytesIO(content), problems, {}, within)), problems


@st.composite
def written(draw: st.DrawFn) -> tuple[bytes, list[tuple[int, str]]]:
    """Write the excerpt as some program would; return it with the number and the path of each row."""
    order = draw(st.permutations(ROWS))
    quoted, width = draw(st.booleans()), draw(st.sampled_from([0, 12]))
    full_width = draw(st.booleans())
    lines, expected = (
        [draw(st.sampled_from(["code,name,level", '"Code","Name","Level"', "ｃｏｄｅ,name, level "]))],
        [],
    )
    for path, name, level in order:
        lines += draw(st.lists(st.sampled_from(["", ",,", "  "]), max_size=2)) if draw(st.booleans()) else []
        code = f"{path:0<{width}}"
        code = code.translate(FULL_WIDTH) if full_width else code
        lines.append(f'"{code}","{name}","{level}"' if quoted else f" {code},{name}\u3000,{level}")
        expected.append((len(lines), path))
    text = draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines)
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))), expected


@given(written())
def test_a_file_is_read_alike_in_every_encoding_line_end_quoting_width_and_order(
    case: tuple[bytes, list[tuple[int, str]]],
) -> None:
    content, expected = case
    found, problems = read(content)
    assert problems.kept == []
    assert [(row.line, row.path) for row in found] == expected
    assert {(row.path, row.name, row.level) for row in found} == {
        (path, name, Level[level.upper()]) for path, name, level in ROWS
    }


@given(st.text(st.characters(exclude_characters='",\r\n', exclude_categories=["Cs"]), max_size=90))
def test_a_name_is_cleaned_as_everywhere_or_its_row_is_named_and_never_cut(name: str) -> None:
    found, problems = read(f"code,name,level\n41,河南省,province\n4101,{name},city\n".encode())
    written = name.strip()
    if any(unicodedata.category(character) == "Cc" for character in written):
        assert [problem[:2] for problem in problems.kept] == [(3, Fault.NAME_CHARACTERS)]
    elif not has_visible_sign(written):
        assert [problem[:2] for problem in problems.kept] == [(3, Fault.NAME_EMPTY)]
    elif len(clean_line(written)) > LONGEST_NAME:
        assert [problem[:2] for problem in problems.kept] == [(3, Fault.NAME_LONG)]
    elif not says_something(clean_line(written)):
        assert [problem[:2] for problem in problems.kept] == [(3, Fault.NAME_EMPTY)]
    else:
        assert (problems.kept, found[1].name) == ([], clean_line(written))


@given(st.integers(min_value=2, max_value=len(LINES)), st.booleans())
def test_one_damaged_row_is_named_by_its_number_and_the_others_are_read(line: int, windows: bool) -> None:
    damaged = [text.encode() for text in LINES]
    code, _name, level = damaged[line - 1].split(b",")
    damaged[line - 1] = code + b",\xe8\x8a," + level
    found, problems = read((b"\r\n" if windows else b"\n").join(damaged))
    assert [(problem.line, problem.fault) for problem in problems.kept] == [(line, Fault.ENCODING)]
    assert [row.line for row in found if row.name] == [n for n in range(2, len(LINES) + 1) if n != line]


def test_of_a_whole_country_only_one_citys_rows_and_those_above_it_are_taken() -> None:
    found, _problems = read("\n".join(LINES).encode(), within="4419")
    assert [row.path for row in found][:3] == ["44", "4419", "441900"]
    assert all(row.path.startswith("4419") for row in found[1:])


@pytest.mark.parametrize("content", [b"", b"\n\n", b",,\n", b"\xef\xbb\xbf"])
def test_a_file_without_a_word_is_not_called_read(content: bytes) -> None:
    found, problems = read(content)
    assert (found, [problem.fault for problem in problems.kept]) == ([], [Fault.HEADER])


@pytest.mark.parametrize(
    "content",
    [
        "code,name,level\n41,河南\ufffd,province\n".encode(),
        "code,name,level\n41,河南省,province".encode("utf-16") + b"x",
        "code,name,level\n41,河南".encode("utf-16") + b"\x00\xd8" + ",province\n".encode("utf-16-le"),
    ],
    ids=["lost before", "cut", "half a character"],
)
def test_what_was_lost_of_a_name_is_not_made_up(content: bytes) -> None:
    found, problems = read(content)
    assert [row.name for row in found if row.name] == []
    assert [problem.line for problem in problems.kept] == [2]
