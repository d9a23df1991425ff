"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "mediation.read_file": _("%(who)s read the file of %(what)s"),
    "audit.request_verification": _("%(who)s asked to verify the log"),
    "audit.verify": _("%(who)s verified the log"),
    "demo.sign_in": _("%(who)s signed in by the demonstration"),
    "desk.take_up_post": _("%(who)s began to work as %(what)s"),
    "exports.download": _("%(who)s downloaded %(what)s"),
    "imports.download": _("%(who)s downloaded the refused rows of %(what)s"),
    "jobs.retry": _("%(who)s had %(what)s tried again"),
    "matters.read_file": _("%(who)s read a file of %(what)s"),
    "mediation.read_bundle": _("%(who)s read the papers for the court of %(what)s"),
    "mediation.read_handover": _("%(who)s read the letter of the hand-over %(what)s"),
    "mediation.read_agreement": _("%(who)s read an agreement in %(what)s"),
    "mediation.read_room_file": _("%(who)s read a file in the online room of %(what)s"),
    "mediation.read_minutes": _("%(who)s read the minutes of a sitting in %(what)s"),
    "mediation.read_recording": _("%(who)s opened a recording or signed pages of a sitting in %(what)s"),
    "outbox.put_back": _("%(who)s had messages sent again"),
}

NOUNS: Mapping[str, StrPromise] = {
    "job": _("job %(key)s"),
}
