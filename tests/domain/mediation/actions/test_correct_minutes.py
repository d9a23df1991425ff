"""What is wrong in closed minutes stands beside them: the text, its digest and who confirmed stay as they are."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.matters.errors import ActError, Invalid, NotFound
from sanling.domain.mediation.actions.close_minutes import close_minutes
from sanling.domain.mediation.actions.correct_minutes import correct_minutes
from sanling.domain.mediation.actions.write_minutes import write_minutes
from sanling.domain.mediation.models import Correction, Minutes
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by
from tests.domain.mediation.sitting import confirms, held, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_side_and_the_mediator_put_theirs_beside(cast: Cast) -> None:
    _matter, first, other, sitting = held(cast)
    written(cast, sitting)
    correct_minutes(actor=by(other), sitting_id=sitting.pk, text="金额应为三百元")
    viewer = cast["mediator"].viewer
    correct_minutes(actor=viewer, sitting_id=sitting.pk, text="补充：双方均在场")
    correct_minutes(actor=viewer, sitting_id=sitting.pk, text="电话中说", side_id=first.pk)
    rows = Correction.objects.order_by("pk").values_list("side", "post")
    post = cast["mediator"].post.pk
    assert list(rows) == [(other.pk, None), (None, post), (first.pk, post)]
    for wrong in ("", "长" * 2001):
        with pytest.raises(Invalid):
            correct_minutes(actor=by(other), sitting_id=sitting.pk, text=wrong)
    sitting.attendances.filter(side=other).update(came_by="", missed_for="ill")
    for actor in (by(other), cast["county_leader"].viewer):
        with pytest.raises(NotFound):
            correct_minutes(actor=actor, sitting_id=sitting.pk, text="不在场")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(st.sampled_from(["write", "close", "confirm", "correct", "add"]), min_size=2, max_size=8)
)
def test_in_whatever_order_one_acts_a_closed_text_never_changes(cast: Cast, acts: list[str]) -> None:
    _matter, first, _other, sitting = held(cast)
    viewer = cast["mediator"].viewer
    closed: tuple[Any, ...] | None = None

    def kept() -> Minutes | None:
        return Minutes.objects.filter(sitting=sitting).first()

    for nth, act in enumerate(acts):
        minutes = kept()
        version = minutes.version if minutes else 0
        try:
            match act:
                case "write":
                    write_minutes(actor=viewer, sitting_id=sitting.pk, version=version, text=f"第{nth}次")
                case "close":
                    close_minutes(actor=viewer, sitting_id=sitting.pk, version=version)
                case "confirm" if minutes:
                    confirms(minutes, first)
                case "correct":
                    correct_minutes(actor=by(first), sitting_id=sitting.pk, text="有误")
                case _:
                    correct_minutes(actor=viewer, sitting_id=sitting.pk, text="补充")
        except ActError:
            pass
        minutes = kept()
        now = (minutes.content, bytes(minutes.digest), minutes.text) if minutes and minutes.digest else None
        assert closed in (None, now)
        closed = now
        # Nothing is confirmed or corrected that isn't closed.
        if minutes and closed is None:
            assert not minutes.signatures.exists()
            assert not minutes.corrections.exists()
