"""It is told beforehand which signs would be printed as boxes."""

import pytest

from sanling.foundation.printing.font import signs_lacking


@pytest.mark.parametrize(
    ("text", "lacks"), [("花", ""), ("𬇙", ""), ("㙟 \n", ""), ("a\ue000花\ue000", "\ue000"), ("𪚥", "𪚥")]
)
def test_signs_without_a_picture_are_told_once(text: str, lacks: str) -> None:
    assert signs_lacking(text) == lacks


def test_the_font_has_every_sign_of_usual_chinese() -> None:
    usual = b"".join(bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    assert not signs_lacking(usual.decode("gb2312", "ignore"))
