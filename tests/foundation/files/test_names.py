"""Names can't lead anywhere, hide anything or break a header."""

from unicodedata import category

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
        ("a\r\nSet-Cookie: x", "a Set-Cookie_ x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.pdf"),
        ("", "file.pdf"),
        ("....", "file.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("con.txt", "_con.pdf"),
        ("3.5 tons of rubbish", "3.5 tons of rubbish.pdf"),
        ("孙\U00031350的\ue863村　照片.jpg", "孙\U00031350的\ue863村 照片.pdf"),
    ],
)
def test_tricks_are_taken_out(raw: str, expected: str) -> None:
    assert clean_name(raw, extension=".pdf") == expected


@given(st.text(max_size=300))
def test_any_name_becomes_a_safe_one(raw: str) -> None:
    name = clean_name(raw, extension=".jpg")
    assert name.endswith(".jpg")
    assert 5 <= len(name) <= 120
    assert not any(category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in name)
    assert not set(name) & set("\u202a\u202b\u202d\u202e\u2066\u2067\ufeff\uffff")
    assert not set(name) & set('/\\<>:"|?*\r\n\0')
