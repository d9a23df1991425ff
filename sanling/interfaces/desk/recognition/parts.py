"""What of months stands on the inbox: what the one that is over still needs."""

from django.utils.translation import gettext_lazy

from sanling.interfaces.desk.matters.inbox_parts import InboxPart
from sanling.interfaces.desk.recognition.needs import needs_some

PARTS = (
    InboxPart("desk:month_needs", "desk:months", gettext_lazy("What the last month still needs"), needs_some),
)
