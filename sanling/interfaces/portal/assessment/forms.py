"""The questions of a topic as a form; each may be left out, for nobody knows everything of his case."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sanling.domain.assessment.config import Question, Topic
from sanling.domain.assessment.rules import Answers
from sanling.domain.assessment.wording import YES_NO
from sanling.interfaces.components.days import PastDayField
from sanling.interfaces.components.texts import OneOf, WholeField
from sanling.interfaces.portal.matters.forms import KindField

MOST_YUAN = 10**11


class QuestionsForm(forms.Form):
    """What is asked of a topic."""

    use_required_attribute = False

    def __init__(self, topic: Topic, sent: Mapping[str, str] | None = None, *, judge: bool = True) -> None:
        """Ask; ``judge`` what was sent, or only show it."""
        super().__init__(
            data=sent if judge else None,
            initial={name.removeprefix("a-"): said for name, said in (sent or {}).items()},
            prefix="a",
        )
        self.topic = topic
        for asked in topic.questions:
            self.fields[asked.code] = _field(asked)

    def answers(self) -> Answers:
        """Return what was answered, of a form that is valid."""
        return {code: given for code, given in self.cleaned_data.items() if given not in ("", None)}

    def typed(self) -> list[tuple[str, str]]:
        """Return what a form that is valid must be sent again with."""
        return [(self.add_prefix(code), str(given)) for code, given in self.answers().items()]


def _field(asked: Question) -> forms.Field:
    said: dict[str, Any] = {"label": str(asked.name), "help_text": str(asked.help or ""), "required": False}
    if asked.type == "amount":
        return WholeField(
            min_value=0, max_value=MOST_YUAN, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **said
        )
    if asked.type == "date":
        return PastDayField(**said)
    unknown = ("", _("I don’t know"))
    if asked.type == "yes_no":
        return KindField(choices=[*YES_NO.items(), unknown], widget=forms.RadioSelect, initial="", **said)
    names = [(choice.code, str(choice.name)) for choice in asked.choices]
    return OneOf(choices=[*names, unknown], widget=forms.RadioSelect, initial="", **said)
