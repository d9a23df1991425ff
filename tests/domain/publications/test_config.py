"""A city that says nothing of it publishes nothing, and a count of one is never told."""

import pytest
from pydantic import ValidationError

from sanling.domain.publications.config import PublicationsPart


def test_without_a_word_nobody_drafts_or_publishes() -> None:
    part = PublicationsPart()
    assert (part.drafted_by, part.published_by) == ((), ())


def test_a_bound_under_which_one_could_be_told_is_refused() -> None:
    with pytest.raises(ValidationError):
        PublicationsPart(smallest=1)
