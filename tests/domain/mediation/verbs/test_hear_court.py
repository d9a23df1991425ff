"""The timeline of the dispute tells each step of the court, and names what the definition of confirmations has."""

import pytest

from sanling.domain.matters.models import Entry
from sanling.domain.mediation.verbs.hear_court import HearCourt
from sanling.domain.workflow.queries import current, definition_of
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from tests.city import CITY
from tests.domain.mediation.confirmed import at_court, does
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_told_what_the_court_decided_and_the_mediator_gets_a_notice(cast: Cast) -> None:
    confirmation, *_sides = at_court(cast)
    does(cast["judge"], confirmation, "not_take", ground="title", reason="涉及宅基地确权")
    react()
    react()
    told = Entry.objects.filter(matter=confirmation.agreement.matter_id, code="court_told").latest("pk")
    assert told.params["stage"] == "not_take"
    mediator = f"post:{cast['mediator'].post.pk}"
    assert Notice.objects.filter(code="mediation.court", recipient=mediator).exists()


@pytest.mark.usefixtures("cast")
def test_each_stage_is_an_action_that_both_sides_are_told_of() -> None:
    definition = definition_of(current(city=CITY, code="confirmation").pk)
    told = {action.code for action in definition.actions if action.audience == "party" and action.public}
    assert HearCourt.options["stage"] <= told
