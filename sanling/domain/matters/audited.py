"""What the acts that are recorded here are called in a sentence of the audit log."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SENTENCES: Mapping[str, StrPromise] = {
    "import.entries": _("%(who)s brought in entries of an earlier system"),
    "import.matters": _("%(who)s brought in matters of an earlier system"),
    "matter.messages_agreed": _("%(who)s agreed to text messages of %(what)s"),
    "matter.messages_refused": _("%(who)s stopped the text messages of %(what)s"),
    "matter.subscribe": _("%(who)s left a phone for news of %(what)s"),
    "matters.accept": _("%(who)s accepted %(what)s"),
    "matters.archive": _("%(who)s archived %(what)s"),
    "matters.assign": _("%(who)s assigned %(what)s"),
    "matters.clock_late": _("A deadline of %(what)s passed"),
    "matters.clock_recomputed": _("A deadline of %(what)s was computed anew"),
    "matters.clock_warned": _("A deadline of %(what)s was near"),
    "matters.earlier": _("%(who)s brought in what an earlier system says of %(what)s"),
    "matters.ended_earlier": _("%(who)s brought in the end of %(what)s in an earlier system"),
    "matters.follow_succession": _("%(who)s moved matters to the new divisions"),
    "matters.migrated": _("%(who)s moved %(what)s to another version of its workflow"),
    "matters.rate": _("%(who)s rated %(what)s"),
    "matters.refuse": _("%(who)s refused %(what)s"),
    "matters.register": _("%(who)s registered %(what)s"),
    "matters.released": _("%(who)s gave %(what)s back to its unit"),
    "matters.resolve": _("%(who)s resolved %(what)s"),
    "matters.return": _("%(who)s sent %(what)s back"),
    "matters.sign_for": _("%(who)s signed for %(what)s"),
    "matters.supervise": _("%(who)s urged %(what)s on"),
    "matters.withdraw": _("%(who)s withdrew %(what)s"),
}

NOUNS: Mapping[str, StrPromise] = {
    "matter": _("matter %(key)s"),
    "party": _("party %(key)s"),
}
