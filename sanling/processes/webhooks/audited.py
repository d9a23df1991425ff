"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "webhook.replay": _("%(who)s had messages of %(what)s sent again"),
    "webhook.subscribe": _("%(who)s subscribed %(what)s"),
    "webhook.unsubscribe": _("%(who)s unsubscribed %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "webhook": _("webhook %(key)s"),
}
