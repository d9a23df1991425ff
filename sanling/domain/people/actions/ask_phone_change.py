"""Ask for another phone of an account; a second person decides."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import keeps_account
from sanling.domain.people.models import PhoneChange
from sanling.foundation import clock
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.record import record
from sanling.foundation.privacy.phone import is_mobile


def ask_phone_change(*, actor: Viewer, user_id: int, phone: str) -> PhoneChange:
    """Ask that an account get another mobile phone ("+86…"); what was asked for before and waits is replaced.

    Nothing changes until somebody else confirms it: who has the phone comes in as its holder. Raises
    ``ValidationError`` under "phone" for one that is no mobile, is the account's already or another's;
    ``PermissionDenied`` unless the actor keeps the account; ``User.DoesNotExist``.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        if not keeps_account(actor, user):
            raise PermissionDenied
        if not is_mobile(phone):
            raise ValidationError({"phone": _("Enter a mobile phone number of mainland China.")})
        if user.phone == phone:
            raise ValidationError({"phone": _("The account has this phone already.")})
        if User.objects.filter(phone=phone).exists():
            raise ValidationError({"phone": _("There is an account with this phone number already.")})
        PhoneChange.objects.filter(user=user, decided_at=None).delete()
        change = PhoneChange.objects.create(user=user, phone=phone, by_id=actor.post_id, at=clock.now())
        record(actor=actor, act="account.ask_phone_change", subject=user.key, city=actor.city)
    return change
