"""Send link: whoever is in charge at an institution gets the link of its own page by text message."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.matters.errors import NotAllowed
from sanling.domain.recognition.reaching import phone_of
from sanling.domain.recognition.situations import recognition_of
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class SendLink(Verb):
    """Changes nothing itself: the worker sends what was recorded, to the mobile of the duty that is named."""

    code = "send_link"
    over_lists = gettext_lazy("Send the link")
    at_an_end = True
    asks = {"to": "choice"}

    def apply(self, act: Act) -> None:
        """See that there is a phone to send it to; raises `NotAllowed`."""
        if not phone_of(act.situation, act.fields["to"]):
            subject = recognition_of(act.situation).subject
            reason = _("%(subject)s has no mobile number of whoever has this duty: enter it on its card.")
            raise NotAllowed(action=act.action.code, reason=reason % {"subject": subject.name}, allowed=())
