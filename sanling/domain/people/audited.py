"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "account.ask_phone_change": _("%(who)s asked for another phone for %(what)s"),
    "account.ask_wecom_change": _("%(who)s asked that %(what)s sign in by another WeCom account"),
    "account.change_email": _("%(who)s changed the mail address of %(what)s"),
    "account.confirm_phone": _("%(who)s confirmed another phone for %(what)s"),
    "account.confirm_wecom": _("%(who)s confirmed the WeCom account of %(what)s"),
    "account.invite_again": _("%(who)s invited %(what)s again"),
    "account.reject_phone": _("%(who)s rejected another phone for %(what)s"),
    "account.reject_wecom": _("%(who)s rejected the WeCom account of %(what)s"),
    "import.posts": _("%(who)s brought in staff"),
    "import.units": _("%(who)s brought in units"),
    "post.appoint": _("%(who)s appointed %(what)s"),
    "post.change": _("%(who)s changed the post of %(what)s"),
    "post.confirm": _("%(who)s confirmed the post of %(what)s"),
    "post.end": _("%(who)s ended the post of %(what)s"),
    "post.end_substitution": _("%(who)s ended the substitution for %(what)s"),
    "post.follow_succession": _("%(who)s moved the post of %(what)s to the new division"),
    "post.reject": _("%(who)s rejected the post of %(what)s"),
    "post.substitute": _("%(who)s named a substitute for %(what)s"),
    "post.take_back": _("%(who)s took back the appointment of %(what)s"),
    "privacy.seek": _("%(who)s looked for a party by phone or name"),
    "token.accept": _("%(who)s took on %(what)s"),
    "token.issue": _("%(who)s issued %(what)s"),
    "token.revoke": _("%(who)s revoked %(what)s"),
    "unit.add": _("%(who)s added %(what)s"),
    "unit.arrange_duty": _("%(who)s arranged the duty of %(what)s"),
    "unit.change": _("%(who)s changed %(what)s"),
    "unit.end": _("%(who)s ended %(what)s"),
    "unit.follow_succession": _("%(who)s moved %(what)s to the new division"),
    "unit.set_up": _("%(who)s set up the city's units"),
}

NOUNS: Mapping[str, StrPromise] = {
    "post": _("post %(key)s"),
    "token": _("token %(key)s"),
    "unit": _("unit %(key)s"),
    "unit:all": _("all units"),
}
