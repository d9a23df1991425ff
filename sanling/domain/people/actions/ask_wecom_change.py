"""Ask that an account be joined to a member of WeCom; a second person decides."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import keeps_account
from sanling.domain.people.models import WeComChange
from sanling.foundation import clock
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.record import record


def ask_wecom_change(*, actor: Viewer, user_id: int, wecom_id: str) -> WeComChange:
    """Ask that a member of WeCom (`wecom_id_of`) come in by an account, in place of whoever waits already.

    Nothing changes until somebody else confirms it. Raises ``ValidationError`` under "wecom_id" for one who can be no
    member, is the account's already or another's; ``PermissionDenied`` unless the actor keeps the account;
    ``User.DoesNotExist``.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        if not keeps_account(actor, user):
            raise PermissionDenied
        if user.wecom_id == wecom_id:
            raise ValidationError({"wecom_id": _("The account has this WeCom account already.")})
        user.wecom_id = wecom_id
        user.full_clean()
        WeComChange.objects.filter(user=user, decided_at=None).delete()
        change = WeComChange.objects.create(user=user, wecom_id=wecom_id, by_id=actor.post_id, at=clock.now())
        record(actor=actor, act="account.ask_wecom_change", subject=user.key, city=actor.city)
    return change
