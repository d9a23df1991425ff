"""A poster is one sheet with all that stands on it, whatever a place is called; or it is said which signs can't be."""

from io import BytesIO

import pikepdf
import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from sanling.domain.matters.posters import PAPERS, Poster, PosterPress, invitation, posters_of, steps
from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.foundation.printing.font import signs_lacking
from tests.city import TEST, VILLAGE

URL = "https://sanling.example.gov.cn/q/ZZ-JS-0001/"
SIZES = {"a4": (595, 842), "a3": (842, 1191)}


def poster(place: str = "三号楼二单元门口", division: str = "金水区 花园路街道 通信花园社区") -> Poster:
    return Poster("ZZ-JS-0001", URL, "郑州市", division, place, "电话：12345")


def opened(file: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(file))


@pytest.mark.parametrize("paper", PAPERS)
def test_it_is_one_sheet_of_its_paper_with_the_signs_that_stand_on_it(paper: str) -> None:
    with override("zh-hans"):
        file = PosterPress(paper).sheets([poster()], "ZZ-JS-0001")
    with opened(file) as document:
        (page,) = document.pages
        assert tuple(round(float(side)) for side in list(page.mediabox)[2:]) == SIZES[paper]
    assert len(file) < 60_000


# What would be markup, a number, a command or a file in a template.
ODD = st.text(st.sampled_from('花园路 a1W·（#$*_`\\"[]<>@/{}=-+~\n1.'), min_size=1, max_size=120)


@settings(max_examples=40)
@given(ODD, st.text(st.sampled_from("郑州市W "), max_size=60))
def test_whatever_a_place_is_called_it_stays_one_sheet(place: str, division: str) -> None:
    with opened(PosterPress("a4").sheets([poster(place, division)], place)) as document:
        assert len(document.pages) == 1


@pytest.mark.parametrize(
    "text", ['#panic("x")', "#pagebreak()", '#read("/etc/passwd")', "*粗*", "$x^2$", "= 题", "1. 一", "\\#"]
)
def test_no_text_of_a_place_is_read_as_markup(text: str) -> None:
    """Each of its signs is drawn, one glyph each."""
    press = PosterPress("a4")
    without, told = (glyphs(press.sheets([poster(place)], "")) for place in ("", text))
    assert told - without == len(text)


def glyphs(file: bytes) -> int:
    """Return how many glyphs a document shows, of two bytes each."""
    with opened(file) as document:
        parts = [
            part
            for page in document.pages
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) in ("Tj", "TJ")
            for operand in instruction.operands
            for part in (operand if isinstance(operand, pikepdf.Array) else [operand])
        ]
        return sum(len(bytes(part)) for part in parts if isinstance(part, pikepdf.String)) // 2


@pytest.mark.parametrize("sign", ["\ue000", "𪚥"])
def test_a_sign_without_a_picture_is_told_and_never_a_box(sign: str) -> None:
    lacking = poster(f"{sign}村口")
    assert lacking.lacking == sign
    with pytest.raises(ValueError, match=sign):
        PosterPress("a4").sheets([lacking], "")


@pytest.mark.django_db
def test_what_every_poster_says_can_be_printed_in_both_languages(city: None) -> None:
    point = hang_code_point(actor=TEST, division=VILLAGE, place="三号楼")
    for language in ("zh-hans", "en"):
        with override(language):
            (said,) = posters_of([point])
            assert not said.lacking + signs_lacking("".join([invitation(), *steps()]))
            assert said.url.endswith(f"/q/{point.code}")
