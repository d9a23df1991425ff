"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "privacy.rotate": _("%(who)s encrypted personal data anew under %(what)s"),
    "privacy.unmask": _("%(who)s read who is in %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "key": _("key %(key)s"),
}
