"""Hand back: the square is everybody's again."""

from django.utils.translation import gettext_lazy

from sanling.domain.workflow.verbs import Verb


class HandBack(Verb):
    """Nothing changes but the state; of a whole list at once, on the evening of a feast."""

    code = "hand_back"
    over_lists = gettext_lazy("Hand back")
