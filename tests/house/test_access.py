"""Whoever shows matters gets them through access; what starts from the tables instead is listed with its reason."""

import re

from tests.house.sources import listed, python_files, text_of

TABLES = re.compile(r"\b(?:Matter|Entry|Attachment|Party)\.objects\b")
SHOWING = (
    "sanling/interfaces/",
    "sanling/processes/exports/",
    "sanling/domain/matters/columns.py",
    "sanling/domain/matters/sheets.py",
)
REASONS = {
    "sanling/interfaces/desk/matters/files.py": "finds an attachment's matter, then asks access for both",
    "sanling/interfaces/open311/access.py": "the declaration of what everybody may read",
    "sanling/domain/matters/columns.py": "the parties of matters that access has let through",
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


# Whoever goes through a viewer's reaches by hand takes the right of one and the place of another all too easily.
REACHES = re.compile(r"\.(?:reaches|substituted|post_ids|unit_ids)\b(?!\()")
BY_REACH = {
    "sanling/domain/people/access.py": "the predicate itself, and `reach_at` and `places_where` for all others",
    "sanling/domain/people/sight.py": "the same predicate in memory, each reach judged whole",
    "sanling/domain/people/actions/seek_person.py": "asks for a right that has no place; the rows come by each reach",
    "sanling/domain/matters/access.py": "marks each matter with the reaches that see it, and hands those on",
    "sanling/domain/matters/queries.py": "sorts matters that are seen into the heaps of an inbox",
    "sanling/domain/matters/registering.py": "the kinds to be offered; kind and place are judged by `registrar`",
    "sanling/interfaces/desk/pages.py": "whether a page is shown at all",
    "sanling/interfaces/desk/account_first.py": "a second factor is wanted if any reach wants one",
    "sanling/domain/people/ordered.py": "as which posts something was made, all of which its reader must still be",
}


def test_right_and_place_are_judged_by_one_reach_at_a_time() -> None:
    by_hand = [
        f"{path}: {match.group()}"
        for path in python_files("sanling/")
        if not path.as_posix().startswith(tuple(BY_REACH))
        for match in REACHES.finditer(text_of(path))
    ]
    assert not by_hand, listed(by_hand)
