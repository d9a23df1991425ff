"""What the acts that are recorded here are called in a sentence of the audit log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {"messages.send_again": _("%(who)s had messages that were given up sent again")}
