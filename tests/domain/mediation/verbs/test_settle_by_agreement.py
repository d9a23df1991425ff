"""The mediator is told that the agreement holds, and the party that its dispute is settled."""

import pytest

from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_mediator_is_told(cast: Cast) -> None:
    matter, *_rest = in_force(cast)
    react()
    matter.refresh_from_db()
    assert matter.resolved_at is not None
    told = Notice.objects.filter(code="mediation.settled")
    assert {notice.recipient for notice in told} == {f"post:{cast['mediator'].post.pk}"}
