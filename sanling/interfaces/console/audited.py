"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "backup.make": _("%(who)s made a backup"),
    "backup.restore": _("%(who)s restored a backup"),
}
