"""Nothing that was written in a matter is taken for something else by moving it, whichever version asked for it."""

from functools import partial

import pytest

from sanling.domain.matters.timeline import timeline
from sanling.domain.people.cast import Player
from tests.domain.matters.actions.test_migrate import Body, changed, move
from tests.domain.matters.helpers import act, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_stays_where_words_of_a_version_before_the_last_would_be_taken_for_something_else(
    cast: dict[str, Player],
) -> None:
    """The field was gone in the version between: whoever opened the matter then got its words as the key of a unit."""

    def asking(kind: str | None, body: Body) -> Body:
        note = next(action for action in body["actions"] if action["code"] == "note")
        name = {"zh": "备注", "en": "Note"}
        note["fields"] = [{"code": "note", "type": kind, "name": name}] if kind else []
        return body

    viewer, matter = cast["intake_officer"].viewer, registered().matter
    act(viewer, matter, "note", {"note": "王某说是三号楼的"})
    other = registered().matter
    move(matter, changed(matter, partial(asking, None)))
    other.refresh_from_db()
    act(viewer, other, "note")
    found = move(matter, changed(matter, partial(asking, "unit")))
    assert [moved.pk for moved, _move in found.moves] == [other.pk]
    assert ["'note' of its act 'note' was 'long_text'" in why for _matter, why in found.staying] == [True]
    assert "王某说是三号楼的" in str(timeline(viewer, matter))
