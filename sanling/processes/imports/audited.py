"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "imports.upload": _("%(who)s sent a file, %(what)s"),
    "imports.apply": _("%(who)s had a file taken in, %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "upload": _("upload %(key)s"),
}
