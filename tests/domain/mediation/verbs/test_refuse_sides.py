"""Where all refuse, the dispute has its result at that instant, and the mediator is told."""

import pytest

from sanling.domain.mediation.actions.answer_side import answer_side
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.domain.matters.helpers import in_mediation
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked, by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_mediator_is_told_that_it_ended(cast: Cast) -> None:
    matter = in_mediation(cast)
    side = asked(matter)
    answer_side(actor=by(side), side_id=side.pk, answer="refuses")
    react()
    matter.refresh_from_db()
    assert matter.resolved_at is not None
    told = Notice.objects.filter(code="mediation.heard")
    assert {notice.recipient for notice in told} == {f"post:{cast['mediator'].post.pk}"}
