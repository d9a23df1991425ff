"""Give opinion: the department of the subject's sector says what it thinks."""

from django.utils.translation import gettext_lazy

from sanling.domain.recognition.passing import Passes


class GiveOpinion(Passes):
    """Hands it to the comparison, with the opinion."""

    code = "give_opinion"
    over_lists = gettext_lazy("Give opinion")
