"""Whoever shows matters gets them through access; what starts from the tables instead is listed with its reason."""

import re

from tests.house.sources import listed, python_files, text_of

TABLES = re.compile(r"\b(?:Matter|Entry|Attachment|Party)\.objects\b")
SHOWING = ("sanling/interfaces/", "sanling/processes/exports/")
REASONS = {
    "sanling/interfaces/desk/files.py": "finds an attachment's matter, then asks access for both",
    "sanling/interfaces/open311/access.py": "the declaration of what everybody may read",
    "sanling/processes/exports/columns.py": "the parties of matters that access has let through",
}


def test_nothing_that_shows_matters_filters_them_by_hand() -> None:
    by_hand = [
        f"{path}: {match.group()}"
        for path in python_files("sanling/")
        if path.as_posix().startswith(SHOWING) and path.as_posix() not in REASONS
        for match in TABLES.finditer(text_of(path))
    ]
    assert not by_hand, listed(by_hand)


def test_no_reason_outlives_its_file() -> None:
    left = [name for name in REASONS if not any(path.as_posix() == name for path in python_files("sanling/"))]
    assert not left, listed(left)
