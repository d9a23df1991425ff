"""Minutes are saved as often as they are written, each time from the version that was on the page."""

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound, Stale
from sanling.domain.mediation.actions.write_minutes import LONGEST, write_minutes
from sanling.domain.mediation.models import Minutes
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sitting import WORDS, at_its_hour, held, planned, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_stale_page_is_told_so_and_nothing_is_lost(cast: Cast) -> None:
    *_rest, sitting = planned(cast)
    viewer = cast["mediator"].viewer
    with pytest.raises(NotAllowed):
        write_minutes(actor=viewer, sitting_id=sitting.pk, version=0, text=WORDS)
    with at_its_hour(sitting):
        assert write_minutes(actor=viewer, sitting_id=sitting.pk, version=0, text="一").version == 1
        assert write_minutes(actor=viewer, sitting_id=sitting.pk, version=1, text=WORDS).version == 2
        for version in (0, 1, 3):
            with pytest.raises(Stale):
                write_minutes(actor=viewer, sitting_id=sitting.pk, version=version, text="另一页")
        with pytest.raises(Invalid):
            write_minutes(actor=viewer, sitting_id=sitting.pk, version=2, text="长" * (LONGEST + 1))
        for other in ("county_leader", "sibling_village_mediator"):
            with pytest.raises((NotFound, NotAllowed)):
                write_minutes(actor=cast[other].viewer, sitting_id=sitting.pk, version=2, text="")
    assert Minutes.objects.get().text == WORDS


def test_closed_minutes_are_never_written_again(cast: Cast) -> None:
    *_rest, sitting = held(cast)
    minutes = written(cast, sitting)
    with pytest.raises(NotAllowed, match="已定稿"):
        write_minutes(
            actor=cast["mediator"].viewer, sitting_id=sitting.pk, version=minutes.version, text="改"
        )
