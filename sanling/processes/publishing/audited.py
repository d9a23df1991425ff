"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "publishing.carry_out": _("%(who)s carried out %(what)s"),
    "publishing.confirm": _("%(who)s confirmed %(what)s"),
    "publishing.propose": _("%(who)s proposed %(what)s"),
    "publishing.reject": _("%(who)s rejected %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "proposal": _("change %(key)s of the profile"),
}
