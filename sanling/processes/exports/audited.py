"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "exports.request": _("%(who)s asked for %(what)s"),
    "exports.write": _("%(who)s wrote %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "export": _("export %(key)s"),
}
