"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "workflow.publish": _("%(who)s published %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "definition": _("version %(key)s of a workflow"),
}
