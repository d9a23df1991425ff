"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "consulting.agree": _("%(who)s agreed that the question and answer of %(what)s be published"),
    "consulting.disagree": _(
        "%(who)s no longer agreed that the question and answer of %(what)s be published"
    ),
    "consulting.draft": _("%(who)s drafted %(what)s"),
    "consulting.publish": _("%(who)s published %(what)s"),
    "consulting.discard": _("%(who)s threw away %(what)s, a draft"),
    "consulting.withdraw": _("%(who)s withdrew %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "answer": _("answer no. %(key)s"),
}
