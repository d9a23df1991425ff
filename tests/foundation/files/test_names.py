"""Names can't lead anywhere, hide anything or break a header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.files.names import clean_name


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("照片 1.JPG", "照片 1.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\x.exe", "x.pdf"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie_ x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        ("", "file.pdf"),
        ("....", "file.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("con.txt", "_con.pdf"),
        ("3.5 tons of rubbish", "3.5 tons of rubbish.pdf"),
    ],
)
def test_tricks_are_taken_out(raw: str, expected: str) -> None:
    assert clean_name(raw, extension=".pdf") == expected


@given(st.text(max_size=300))
def test_any_name_becomes_a_safe_one(raw: str) -> None:
    name = clean_name(raw, extension=".jpg")
    assert name.endswith(".jpg")
    assert 5 <= len(name) <= 120
    assert name.isprintable() or "\u3000" in name or "\xa0" in name or any(char.isspace() for char in name)
    assert not set(name) & set('/\\<>:"|?*\r\n\0')
