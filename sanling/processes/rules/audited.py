"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "rules.delete": _("%(who)s deleted %(what)s"),
    "rules.make": _("%(who)s made %(what)s"),
    "rules.switch_off": _("%(who)s switched %(what)s off"),
    "rules.switch_on": _("%(who)s switched %(what)s on"),
    "rules.try": _("%(who)s tried %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "rule": _("rule %(key)s"),
}
