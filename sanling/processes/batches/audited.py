"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "batches.finish": _("%(who)s finished %(what)s"),
    "batches.order": _("%(who)s ordered %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "batch": _("batch %(key)s"),
}
