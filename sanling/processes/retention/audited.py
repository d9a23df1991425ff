"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "retention.forget": _("%(who)s forgot who was in %(what)s"),
    "retention.hold": _("%(who)s had %(what)s kept"),
    "retention.release": _("%(who)s ended the keeping of %(what)s"),
}
