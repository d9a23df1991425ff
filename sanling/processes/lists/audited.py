"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "lists.forget_view": _("%(who)s removed %(what)s"),
    "lists.rename_view": _("%(who)s renamed %(what)s"),
    "lists.save_view": _("%(who)s saved %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "view": _("view %(key)s"),
}
