"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "import.subjects": _("%(who)s brought in subjects"),
    "subject.add": _("%(who)s added %(what)s"),
    "subject.change": _("%(who)s changed %(what)s"),
    "subjects.follow_succession": _("%(who)s moved subjects to the new divisions"),
    "subjects.take_stock": _("%(who)s confirmed the subjects of %(what)s for a month"),
    "subject.charge": _("%(who)s changed who is in charge of %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "subject": _("subject %(key)s"),
}
