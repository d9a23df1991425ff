"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "import.incidents": _("%(who)s brought in incidents"),
    "incident.correct": _("%(who)s corrected %(what)s"),
    "incident.report": _("%(who)s recorded that a level was told of %(what)s"),
    "incident.record": _("%(who)s recorded %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "incident": _("incident %(key)s"),
}
