"""What a side says stays as it was said; what it says to the mediator alone is in no log, timeline or notice."""

from datetime import timedelta
from typing import Any

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.mediation.actions.say import MOST, say
from sanling.domain.mediation.models import Saying
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from tests.city import TEST
from tests.domain.matters.helpers import in_mediation
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked, by, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
SECRET = "其实我愿意让三千元"


def test_what_is_said_alone_stands_nowhere_else(cast: Cast) -> None:
    matter, _first, other = two_sides(cast)
    saying = say(actor=by(other), side_id=other.pk, kind="private", text=SECRET)
    assert saying.with_post == cast["mediator"].post
    entry = Entry.objects.filter(matter=matter).latest("pk")
    assert (entry.params, entry.audience) == ({"heard": "private"}, "internal")
    assert SECRET not in str(list(AuditRow.objects.values("detail")))
    assert SECRET not in str(Matter.objects.values_list("search", flat=True).get(pk=matter.pk))


def test_a_time_that_is_proposed_is_to_come(cast: Cast) -> None:
    _matter, _first, other = two_sides(cast)
    at = clock.now() + timedelta(days=2)
    assert say(actor=by(other), side_id=other.pk, kind="time", proposed_at=at).proposed_at == at
    with pytest.raises(Invalid):
        say(actor=by(other), side_id=other.pk, kind="time", proposed_at=clock.now() - timedelta(hours=1))


@pytest.mark.parametrize(
    "said",
    [{"kind": "statement"}, {"kind": "rumour", "text": "好"}, {"kind": "time"}, {"text": "长" * 2001}],
)
def test_what_is_empty_too_long_or_of_no_kind_is_refused(cast: Cast, said: dict[str, Any]) -> None:
    _matter, _first, other = two_sides(cast)
    with pytest.raises(Invalid):
        say(**{"actor": by(other), "side_id": other.pk, "kind": "statement", **said})


def test_who_has_not_consented_says_nothing(cast: Cast) -> None:
    side = asked(in_mediation(cast))
    with pytest.raises(NotAllowed):
        say(actor=by(side), side_id=side.pk, kind="statement", text="好")


def test_only_the_mediator_in_charge_says_something_alone(cast: Cast) -> None:
    _matter, _first, other = two_sides(cast)
    said = say(actor=cast["mediator"].viewer, side_id=other.pk, kind="private", text="请考虑")
    assert (said.post, said.with_post) == (cast["mediator"].post, cast["mediator"].post)
    with pytest.raises(NotAllowed):
        say(actor=cast["intake_officer"].viewer, side_id=other.pk, kind="private", text="请考虑")


def test_nobody_writes_without_end(cast: Cast) -> None:
    _matter, _first, other = two_sides(cast)
    one_more = Saying(side=other, kind="statement", text="好", at=clock.now())
    Saying.objects.bulk_create(
        [Saying(side=other, kind="statement", text="好", at=one_more.at) for _nth in range(MOST)]
    )
    with pytest.raises(Invalid):
        say(actor=TEST, side_id=other.pk, kind="statement", text="好")
