"""Check: the township looks at what a subject declared."""

from django.utils.translation import gettext_lazy

from sanling.domain.recognition.passing import Passes


class Check(Passes):
    """Hands it on with the township's word."""

    code = "check"
    over_lists = gettext_lazy("Check")
