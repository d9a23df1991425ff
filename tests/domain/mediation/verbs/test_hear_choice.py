"""The office is told that somebody without an account is wished for."""

import pytest

from sanling.domain.mediation.actions.choose_mediator import choose_mediator
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.domain.matters.helpers import registered
from tests.domain.mediation.chosen import four, own
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_the_office_is_told(cast: Cast) -> None:
    some = four(cast)
    matter = registered().matter
    choose_mediator(actor=own(matter), matter_id=matter.pk, mediators=[some.wished.pk])
    react()
    told = {*Notice.objects.filter(code="mediation.choosing").values_list("recipient", flat=True)}
    assert f"post:{cast['intake_officer'].post.pk}" in told
