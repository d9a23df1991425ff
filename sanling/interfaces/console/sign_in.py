"""Whether those answer by whom staff sign in."""

from collections.abc import Iterator

from django.conf import settings

from sanling.foundation.accounts.models import User
from sanling.foundation.accounts.wecom_sign_in import is_offered
from sanling.foundation.delivery import wecom
from sanling.interfaces.console.finding import Finding, Severity


def wecom_sign_in() -> Iterator[Finding]:
    """Ask WeCom whether it takes our application, where staff sign in by it; tell how many accounts can."""
    if not is_offered():
        return
    try:
        wecom.try_application()
    except wecom.WeComError as error:
        fix = "correct SANLING_WECOM_…, or let this machine reach it and note its address there as trusted."
        yield Finding(Severity.WARNING, "sign-in", f"{settings.WECOM_URL}: {error}", fix)
        return
    joined = User.objects.filter(is_active=True, wecom_id__isnull=False).count()
    if joined:
        yield Finding(Severity.GOOD, "sign-in", f"WeCom takes our application; {joined} accounts are joined")
    else:
        text = "WeCom takes our application, but no account is joined to a member"
        fix = "take the members in with `sanling import posts`, or note them on the desk."
        yield Finding(Severity.WARNING, "sign-in", text, fix)
