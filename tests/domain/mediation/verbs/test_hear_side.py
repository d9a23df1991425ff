"""The mediator is told that a side responded, and nothing of its words."""

import pytest

from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.domain.matters.helpers import in_mediation
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked, consenting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_mediator_is_told(cast: Cast) -> None:
    consenting(asked(in_mediation(cast)))
    react()
    told = Notice.objects.filter(code="mediation.heard")
    assert {notice.recipient for notice in told} == {f"post:{cast['mediator'].post.pk}"}
