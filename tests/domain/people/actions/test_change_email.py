"""Whoever keeps an account notes where its notices go by mail."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.people.actions.change_email import change_email
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


def test_an_address_is_noted_and_taken_away_again_and_both_are_audited(cast: Cast) -> None:
    administrator, mediator = cast["administrator"].viewer, cast["mediator"].user
    for email in ("wang@city.test", ""):
        change_email(actor=administrator, user_id=mediator.pk, email=email)
        mediator.refresh_from_db()
        assert mediator.email == email
    assert AuditRow.objects.filter(act="account.change_email", subject=mediator.key).count() == 2


def test_an_address_is_read_in_any_width(cast: Cast) -> None:
    mediator = cast["mediator"].user
    wide = "Ｗang\u200b＠city．test"
    change_email(actor=cast["administrator"].viewer, user_id=mediator.pk, email=wide)
    mediator.refresh_from_db()
    assert mediator.email == "Wang@city.test"


@pytest.mark.parametrize("email", ["wang", "a@b.test\nBcc: c@d.test", f"{'a' * 250}@b.test"])
def test_what_is_no_address_is_refused(cast: Cast, email: str) -> None:
    with pytest.raises(ValidationError) as refused:
        change_email(actor=cast["administrator"].viewer, user_id=cast["mediator"].user.pk, email=email)
    assert set(refused.value.message_dict) == {"email"}


def test_nobody_else_notes_it(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        change_email(actor=cast["auditor"].viewer, user_id=cast["mediator"].user.pk, email="a@b.test")
