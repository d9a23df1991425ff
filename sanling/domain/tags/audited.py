"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "tags.tag": _("%(who)s tagged %(what)s"),
    "tags.untag": _("%(who)s took a tag off %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {}
