"""Columns are remembered, chosen anew, and forgotten."""

import pytest

from sanling.domain.people.cast import Player
from sanling.processes.lists.actions.choose_columns import choose_columns
from sanling.processes.lists.queries import columns_chosen

pytestmark = pytest.mark.django_db


def test_what_was_chosen_last_counts_and_none_is_the_usual(cast: dict[str, Player]) -> None:
    officer = cast["intake_officer"].viewer
    for codes in (["due", "state"], ["due"], []):
        choose_columns(actor=officer, listed="matters:reported", codes=codes)
        assert columns_chosen(officer, "matters:reported") == codes
