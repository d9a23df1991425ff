"""Sittings for the tests: planned, held, with minutes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.close_minutes import close_minutes
from sanling.domain.mediation.actions.confirm_minutes import confirm_minutes
from sanling.domain.mediation.actions.plan_sitting import plan_sitting
from sanling.domain.mediation.actions.record_sitting import record_sitting
from sanling.domain.mediation.actions.write_minutes import write_minutes
from sanling.domain.mediation.models import Minutes, Side, Sitting
from sanling.domain.mediation.planning import Plan
from sanling.domain.mediation.signing import Way
from sanling.foundation import clock
from sanling.foundation.files.models import StoredFile
from tests.domain.mediation.agreed import STROKES
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by, two_sides

PLACE, WORDS = "调解室三号", "甲方表示愿意清理，乙方认可。"


def a_plan(*sides: Side, days: float = 3, **said: Any) -> Plan:
    """Return a plan for some sides, who come in person."""
    usual = {"minutes": 60, "place": PLACE, "modes": {side.pk: "on_site" for side in sides}}
    begins_at = (clock.now() + timedelta(days=days)).replace(second=0, microsecond=0)
    return Plan(**{"begins_at": begins_at, **usual, **said})


def planned(cast: Cast, **said: Any) -> tuple[Matter, Side, Side, Sitting]:
    """Return a dispute whose two sides are expected at a sitting."""
    matter, first, other = two_sides(cast)
    plan = a_plan(first, other, **said)
    return matter, first, other, plan_sitting(actor=cast["mediator"].viewer, matter_id=matter.pk, plan=plan)


@contextmanager
def at_its_hour(sitting: Sitting) -> Iterator[None]:
    """Turn the clock to when a sitting begins."""
    with clock.turned(sitting.begins_at):
        yield


def held(cast: Cast, **said: Any) -> tuple[Matter, Side, Side, Sitting]:
    """Return the same, held with both; its hour has come only where the clock is turned back there."""
    matter, first, other, sitting = planned(cast, **said)
    with at_its_hour(sitting):
        came = {first.pk: "on_site", other.pk: "by_phone"}
        sitting = record_sitting(
            actor=cast["mediator"].viewer, sitting_id=sitting.pk, held=True, came=came, missed={}
        )
    return matter, first, other, sitting


def written(cast: Cast, sitting: Sitting, text: str = WORDS) -> Minutes:
    """Have the mediator write the minutes of a sitting and close them."""
    viewer = cast["mediator"].viewer
    with at_its_hour(sitting):
        minutes = write_minutes(actor=viewer, sitting_id=sitting.pk, version=0, text=text)
        return close_minutes(actor=viewer, sitting_id=sitting.pk, version=minutes.version)


def confirms(minutes: Minutes, side: Side, **how: Any) -> None:
    """Have a side confirm minutes on its own phone."""
    said = {"way": Way.GLASS, "strokes": STROKES, "digest": bytes(minutes.digest or b""), **how}
    confirm_minutes(actor=by(side), sitting_id=minutes.sitting_id, side_id=side.pk, **said)


def a_recording(media_type: str = "audio/mpeg") -> StoredFile:
    """Return a file as the store keeps it."""
    return StoredFile.objects.create(
        city="4101",
        sha256=uuid4().hex * 2,
        size=9,
        media_type=media_type,
        name="录音.mp3",
        created_at=clock.now(),
    )
