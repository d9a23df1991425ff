"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "figures.download": _("%(who)s downloaded %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "figure": _("the figure %(key)s"),
}
