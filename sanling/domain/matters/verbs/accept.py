"""Accept: the office takes a matter up."""

from django.utils.translation import gettext_lazy

from sanling.domain.workflow.verbs import Verb


class Accept(Verb):
    """Nothing changes but the state."""

    code = "accept"
    over_lists = gettext_lazy("Accept")
