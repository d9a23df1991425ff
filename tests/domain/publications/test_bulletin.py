"""A bulletin holds what was printed, in a document that the city edits; what people typed stays text."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from PIL import Image

from sanling.domain.publications.bulletin import BrokenTemplate, bulletin, bulletin_context, template_of
from sanling.domain.publications.models import Publication
from sanling.domain.publications.queries import Reading, reading
from tests.city import CITY
from tests.domain.publications.helpers import Cast, asked, drafted, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judged")]


def as_read(cast: Cast, made: Publication, who: str = "city_leader") -> Reading:
    return reading(cast[who].viewer, Publication.objects.get(pk=made.pk))


def texts(document: bytes) -> str:
    opened = Document(BytesIO(document))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def own(tmp_path: Path, *said: str) -> Path:
    document = Document()
    for text in said:
        document.add_paragraph(text)
    document.save(str(tmp_path / "bulletin.docx"))
    return tmp_path / "bulletin.docx"


def test_table_and_chart_hold_what_was_printed(cast: Cast) -> None:
    made = published(cast, remarks="第一段。\n第二段。")
    document = bulletin(as_read(cast, made), template_of(CITY))
    told = texts(document)
    for line in made.lines.all():
        assert f"{line.numerator}/{line.denominator}" in told
    for said in (made.title, "第1期", "四舍五入", "第二段。", "周明远", "合计", "村（社区）"):
        assert said in told, said
    table = Document(BytesIO(document)).tables[0]
    assert len(table.rows) == made.lines.count() + 1
    assert {len(row.cells) for row in table.rows} == {9}
    (chart,) = [
        part
        for part in Document(BytesIO(document)).part.package.iter_parts()
        if part.partname.endswith(".png")
    ]
    assert Image.open(BytesIO(chart.blob)).width > 800


def test_a_draft_says_that_it_is_one(cast: Cast) -> None:
    assert "草稿" in texts(bulletin(as_read(cast, drafted(cast)), template_of(CITY)))


def test_what_people_typed_is_text_and_never_markup_or_a_template(cast: Cast) -> None:
    typed = "{{ 7 * 7 }} {% for x in lines %} <w:br/> & </w:t> “引”"
    made = published(cast, title=typed, remarks=typed)
    told = texts(bulletin(as_read(cast, made), template_of(CITY)))
    assert told.count(typed) == 2


@pytest.mark.parametrize(
    "said",
    ["{{ no_such_thing }}", "{% for line in lines %}", "{{ title", "{{ title.__class__.__mro__ }}"],
)
def test_a_broken_template_says_what_is_wrong(cast: Cast, tmp_path: Path, said: str) -> None:
    made = drafted(cast)
    with pytest.raises(BrokenTemplate, match=r"bulletin\.docx: \S"):
        bulletin(as_read(cast, made), own(tmp_path, said))


def test_what_is_no_document_says_so(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "bulletin.docx").write_bytes(b"no document")
    with pytest.raises(BrokenTemplate):
        bulletin(as_read(cast, drafted(cast)), tmp_path / "bulletin.docx")


def test_a_citys_own_template_is_filled_in(cast: Cast, tmp_path: Path) -> None:
    made = published(cast)
    told = texts(bulletin(as_read(cast, made), own(tmp_path, "{{ place }}：{{ lines|length }}行")))
    assert told.startswith(f"郑州市：{made.lines.count()}行")


def test_too_many_bars_are_told_by_the_table_alone(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanling.domain.publications.bulletin.MOST_BARS", 0)
    document = bulletin(as_read(cast, published(cast, asked(deep=9))), template_of(CITY))
    assert not [
        part for part in Document(BytesIO(document)).part.package.iter_parts() if ".png" in part.partname
    ]


def test_each_word_of_a_template_is_there_for_a_draft_too(cast: Cast) -> None:
    of_draft = bulletin_context(as_read(cast, drafted(cast)))
    assert of_draft.keys() == bulletin_context(as_read(cast, published(cast))).keys()
