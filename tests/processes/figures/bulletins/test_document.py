"""A bulletin in Word holds what was printed, its charts, and on the last page how each figure is defined."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from sanling.domain.publications.bulletin import BrokenTemplate, template_of
from sanling.processes.figures.bulletins.contents import Contents
from sanling.processes.figures.bulletins.document import FILE, monthly, monthly_context
from tests.city import CITY
from tests.domain.publications.test_bulletin import own, texts
from tests.processes.figures.bulletins.helpers import Cast, drafted, published
from tests.processes.figures.test_queries import counted

__all__ = ["counted"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]


def test_all_that_was_printed_is_in_it(cast: Cast) -> None:
    made = published(cast, remarks="第一段。\n第二段。")
    document = monthly(made, template_of(CITY, FILE))
    told = texts(document)
    printed = Contents.read(made.contents or {})
    for line in printed.whole.values():
        if line.now.figure.denominator and line.now.denominator and line.now.figure.form == "rate":
            assert f"{line.now.numerator}/{line.now.denominator}" in told
    for part in (*printed.places, *printed.kinds):
        assert part.name["zh"] in told
    for said in (made.title, "第1期", "第二段。", "周明远", "2026-10-01 至 2026-10-31"):
        assert said in told, said
    opened = Document(BytesIO(document))
    assert len(opened.tables[1].rows[0].cells) == len(printed.key) + 1
    charts = [part for part in opened.part.package.iter_parts() if part.partname.endswith(".png")]
    assert charts
    assert all(Image.open(BytesIO(chart.blob)).width > 800 for chart in charts)


def test_the_last_page_defines_each_figure(cast: Cast) -> None:
    made = published(cast)
    definitions = Document(BytesIO(monthly(made, template_of(CITY, FILE)))).tables[-1]
    printed = Contents.read(made.contents or {})
    assert len(definitions.rows) == len(printed.definitions) + 1
    for row, found in zip(definitions.rows[1:], printed.definitions, strict=True):
        cells = [cell.text for cell in row.cells]
        assert cells[:3] == [found.figure.name.zh, found.figure.definition.zh, found.above["zh"]]
        assert cells[3] == (found.below["zh"] if found.below else "—")


def test_a_draft_says_that_it_is_one(cast: Cast) -> None:
    assert "草稿" in texts(monthly(drafted(cast), template_of(CITY, FILE)))


def test_what_people_typed_is_text(cast: Cast) -> None:
    typed = "{{ places }} {% for x in lines %} <w:br/> & </w:t>"
    assert texts(monthly(published(cast, title=typed), template_of(CITY, FILE))).count(typed) == 1


def test_a_broken_template_says_what_is_wrong(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(BrokenTemplate, match="no_such_thing"):
        monthly(drafted(cast), own(tmp_path, "{{ no_such_thing }}"))


def test_each_word_of_a_template_is_there_for_a_draft_too(cast: Cast) -> None:
    of_draft, of_published = drafted(cast), published(cast)
    words = [
        monthly_context(made, Contents.read(made.contents or {})).keys() for made in (of_draft, of_published)
    ]
    assert words[0] == words[1]
