"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "file.refuse_infected": _("A file of %(who)s was refused for malware"),
    "file.store": _("%(who)s stored a file"),
}

NOUNS: Mapping[str, StrPromise] = {
    "file": _("file %(key)s"),
}
