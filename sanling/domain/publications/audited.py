"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "publications.discard": _("%(who)s threw away %(what)s, a draft"),
    "publications.download": _("%(who)s downloaded %(what)s"),
    "publications.draft": _("%(who)s drafted %(what)s"),
    "publications.publish": _("%(who)s published %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "publication": _("figures no. %(key)s"),
}
