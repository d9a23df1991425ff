"""A person confirms or dismisses a signal, with a reason; it is recorded, and nothing follows of itself."""

from typing import Any

import pytest

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.decide_signal import decide_signal
from sanling.domain.mediation.actions.say import say
from sanling.domain.mediation.models import Handover, SignalDecision
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def threatened(cast: Cast) -> Matter:
    """Return a dispute in which a weapon is spoken of."""
    matter, _first, other = two_sides(cast)
    say(actor=by(other), side_id=other.pk, kind="statement", text="他拿菜刀上门")
    return matter


def decides(cast: Cast, matter: Matter, who: str = "mediator", **said: Any) -> SignalDecision:
    usual = {"signal": "weapons", "confirmed": True, "reason": "", **said}
    return decide_signal(actor=cast[who].viewer, dispute_id=matter.pk, **usual)


def test_it_is_recorded_without_the_words_and_tells_nobody(cast: Cast) -> None:
    matter = threatened(cast)
    react()
    told = Notice.objects.count()
    decision = decides(cast, matter)
    assert "菜刀" not in str(decision.seen)
    logged = AuditRow.objects.get(act="mediation.decide_signal").detail
    assert logged == {"signal": "weapons", "confirmed": True}
    react()
    assert Notice.objects.count() == told
    assert not Handover.objects.exists()


def test_a_dismissal_needs_its_reason(cast: Cast) -> None:
    matter = threatened(cast)
    with pytest.raises(Invalid):
        decides(cast, matter, confirmed=False)
    with pytest.raises(Invalid):
        decides(cast, matter, reason="长" * 501)
    decides(cast, matter, confirmed=False, reason="菜刀是送来还的")


def test_what_is_not_there_and_what_is_not_theirs_is_absent(cast: Cast) -> None:
    matter = threatened(cast)
    for said in (
        {"signal": "violence"},
        {"signal": "nothing"},
        {"who": "city_leader"},
        {"who": "station_officer"},
    ):
        with pytest.raises(NotFound):
            decides(cast, matter, **said)
