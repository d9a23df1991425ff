"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "mediation.add_body": _("%(who)s added %(what)s"),
    "mediation.change_body": _("%(who)s changed %(what)s"),
    "mediation.end_body": _("%(who)s ended %(what)s"),
    "mediation.add_mediator": _("%(who)s added %(what)s"),
    "mediation.change_mediator": _("%(who)s changed %(what)s"),
    "mediation.end_mediator": _("%(who)s ended %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "mediation_body": _("mediation body %(key)s"),
    "mediation_person": _("mediator %(key)s"),
}
