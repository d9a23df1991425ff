"""What a bulletin prints is read again as it was written, whatever its figures say later."""

import json

import pytest

from sanling.processes.figures.bulletins.contents import Contents
from tests.processes.figures.bulletins.helpers import Cast, contents
from tests.processes.figures.test_queries import counted

__all__ = ["counted"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]


def test_what_was_written_is_read_again(cast: Cast) -> None:
    made = contents(cast["city_peace_officer"].viewer)
    read = Contents.read(json.loads(json.dumps(made.written())))
    assert read.written() == made.written()
    assert read.whole == made.whole
    assert [found.figure for found in read.definitions] == [found.figure for found in made.definitions]
    assert read.whole["handling_time"].now.duration == made.whole["handling_time"].now.duration
