"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "import.titles": _("%(who)s brought in recognitions of earlier years"),
    "titles.take_over": _("%(who)s took over titles of an earlier year for %(what)s"),
    "month.confirm": _("%(who)s confirmed a month of a zero for %(what)s"),
    "month.reopen": _("%(who)s took back the confirmation of a month for %(what)s"),
    "recognition.open": _("%(who)s opened a year's recognitions in %(what)s"),
    "recognition.object": _("%(who)s objected to the recognition %(what)s"),
    "recognition.draw": _("%(who)s drew spot checks in %(what)s"),
    "standard.publish": _("%(who)s published %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "standard": _("standard %(key)s"),
}
