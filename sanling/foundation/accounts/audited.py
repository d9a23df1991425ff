"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "account.accept_invitation": _("%(who)s accepted an invitation"),
    "account.change_phone": _("%(who)s changed the phone of %(what)s"),
    "account.connected": _("%(who)s tied a single sign-on to the account"),
    "account.create": _("%(who)s made the account of %(what)s"),
    "account.deactivate": _("%(who)s ended the account of %(what)s"),
    "account.disconnected": _("%(who)s untied a single sign-on from the account"),
    "account.email_changed": _("%(who)s changed the email address"),
    "account.email_confirm": _("%(who)s confirmed the email address"),
    "account.email_deleted": _("%(who)s removed the email address"),
    "account.end_sessions": _("%(who)s ended the sessions of %(what)s"),
    "account.invite": _("%(who)s invited %(what)s"),
    "account.join_wecom": _("%(who)s joined the account of %(what)s to WeCom"),
    "account.password_changed": _("%(who)s changed their password"),
    "account.password_reset": _("%(who)s set their password anew"),
    "account.password_set": _("%(who)s set a password"),
    "account.reactivate": _("%(who)s took up the account of %(what)s again"),
    "account.recovery_codes_generated": _("%(who)s made new recovery codes"),
    "account.reset_second_factor": _("%(who)s reset the second factor of %(what)s"),
    "account.rotate_secrets": _("%(who)s encrypted all accounts' secrets anew"),
    "account.sign_in": _("%(who)s signed in"),
    "account.sign_in_failed": _("A sign-in of %(what)s failed"),
    "account.sign_out": _("%(who)s signed out"),
    "account.totp_activated": _("%(who)s took up an authenticator app"),
    "account.totp_deactivated": _("%(who)s gave up an authenticator app"),
    "account.webauthn_added": _("%(who)s took up a passkey"),
    "account.webauthn_removed": _("%(who)s gave up a passkey"),
}

NOUNS: Mapping[str, StrPromise] = {
    "user": _("account %(key)s"),
    "user:unknown": _("an unknown account"),
}
