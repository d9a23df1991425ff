"""Ledgers of every family may show the tags that matters have, read with the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.naming import Names
from sanling.domain.matters.sheets import chosen, columns_of, filters_of, sheet_for
from sanling.domain.people.cast import Player
from sanling.domain.tags.actions.tag import tag
from sanling.domain.tags.actions.untag import untag
from sanling.foundation import clock
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_column_tells_the_tags_that_a_matter_has_with_no_statement_a_row(cast: dict[str, Player]) -> None:
    officer = cast["intake_officer"].viewer
    matter, bare = registered().matter, registered().matter
    for word in ("加装电梯", "噪音", "取下的"):
        tag(actor=officer, matter_id=matter.pk, word=word)
    untag(actor=officer, matter_id=matter.pk, word="取下的")
    (column,) = (column for column in chosen(["tags"]) if column.code == "tags")
    assert column.read
    with CaptureQueriesContext(connection) as asked:
        rows = {row.pk: row for row in column.read(visible_matters(officer))}
    assert len(asked) == 1
    sheet = sheet_for(officer, [*rows.values()], clock.now(), Names("4101"))
    assert column.value(rows[matter.pk], sheet) == "加装电梯、噪音"
    assert column.value(rows[bare.pk], sheet) == ""


@pytest.mark.parametrize("family", ["reported", "warning", "recognition"])
def test_every_family_has_column_and_filter(family: str) -> None:
    assert "tags" in {column.code for column in columns_of(family)}
    assert "tag" in {found.code for found in filters_of(family)}
