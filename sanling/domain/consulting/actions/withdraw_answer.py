"""Withdraw: take back from everybody what was published with a fault in it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.consulting.access import keeps, visible_answers
from sanling.domain.consulting.models import Answer
from sanling.domain.consulting.withdrawing import withdrawn
from sanling.domain.matters.errors import Invalid
from sanling.domain.people.access import Viewer
from sanling.foundation.cleaning import read_line

LONGEST = 200


def withdraw_answer(*, actor: Viewer, answer_id: int, remark: str) -> None:
    """Withdraw what stands, and keep why. Raises Answer.DoesNotExist, PermissionDenied, Invalid without a reason."""
    try:
        reason = read_line(remark, longest=LONGEST, required=True)
    except ValueError as error:
        raise Invalid({"remark": str(error) or _("Please fill this in.")}) from error
    with transaction.atomic():
        standing = visible_answers(actor).filter(published_at__isnull=False, withdrawn_at=None)
        answer = standing.select_for_update(of=("self",)).get(pk=answer_id)
        if not keeps(actor, answer):
            raise PermissionDenied
        withdrawn(actor, answer, Answer.Withdrawn.FAULT, reason)
