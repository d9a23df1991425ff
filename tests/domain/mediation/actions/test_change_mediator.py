"""What is told of a mediator is changed by who keeps the body's unit; each change is recorded, and none twice."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.mediation.actions.change_mediator import change_mediator
from sanling.foundation.audit.models import AuditRow
from tests.city import TEST
from tests.domain.mediation.helpers import Cast, a_body, somebody

pytestmark = pytest.mark.django_db


def test_a_change_is_recorded_with_what_was_before(cast: Cast) -> None:
    person, administrator = somebody(a_body()), cast["administrator"].viewer
    said = {"listed": False, "languages": ["sign"]}
    for _time in range(2):
        change_mediator(actor=administrator, mediator_id=person.pk, said=said)
    assert AuditRow.objects.get(act="mediation.change_mediator").detail == {
        "listed": [True, False],
        "languages": [[], ["sign"]],
    }
    person.refresh_from_db()
    assert (person.listed, person.languages) == (False, ["sign"])


def test_what_the_city_does_not_know_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        change_mediator(actor=TEST, mediator_id=somebody(a_body()).pk, said={"languages": ["latin"]})


def test_who_does_not_keep_the_unit_changes_nothing(cast: Cast) -> None:
    person = somebody(a_body())
    with pytest.raises(PermissionDenied):
        change_mediator(actor=cast["mediator"].viewer, mediator_id=person.pk, said={"listed": False})
