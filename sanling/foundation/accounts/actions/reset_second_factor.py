"""Taking away second factors that their holder has lost, and the single sign-on of somebody made anew there."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from sanling.foundation.accounts.models import User, username_of
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def reset_second_factor(*, actor: Actor, username: str) -> int:
    """Remove an account's authenticator app, passkeys and recovery codes, and end its sessions; return how many.

    It is untied from the single sign-on, too: the next who comes from there by its name is tied to it.
    Whoever needs a factor is asked to set one up at the next sign-in. Raises User.DoesNotExist.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(username=username_of(username))
        factors = list(Authenticator.objects.filter(user=user))
        for factor in factors:
            factor.delete()
        untied, _rows = SocialAccount.objects.filter(user=user).delete()
        user.session_epoch += 1
        user.save(update_fields=["session_epoch"])
        detail = {"factors": sorted(factor.type for factor in factors), "sign_ons": untied}
        record(actor=actor, act="account.reset_second_factor", subject=user.key, detail=detail)
    return len(factors)
