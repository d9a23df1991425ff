"""A question with its last answer is read from its timeline; names are those of its parties."""

import pytest

from sanling.domain.consulting.questions import asked_of, names_in
from tests.domain.consulting.helpers import ANSWER, QUESTION, Cast, asked
from tests.domain.matters.helpers import PHONE, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_last_answer_counts(cast: Cast) -> None:
    viewer = cast["intake_officer"].viewer
    waiting = registered(kind="consultation", text=QUESTION).matter
    assert asked_of(viewer, waiting) is None
    matter = asked(cast)
    found = asked_of(viewer, matter)
    assert found is not None
    assert (found.question, found.answer) == (QUESTION, ANSWER)
    assert set(names_in(matter)) == {"王小明", f"+86{PHONE}"}
