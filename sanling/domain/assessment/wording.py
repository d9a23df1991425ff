"""What was answered, what ways cost and when periods end, in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_stubs_ext import StrPromise

from sanling.domain.assessment.config import Question, Topic
from sanling.domain.assessment.rules import Answer, Answers, Assessed, Period, Reason

YES_NO: Mapping[str, StrPromise] = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")}


def not_a_decision() -> str:
    """Say what an assessment is not."""
    return _(
        "This is no decision and no legal advice. It follows from your answers alone, by the rules that are named; "
        "nobody has looked at your case, and nothing of it is kept."
    )


def answer_words(asked: Question, given: Answer) -> str:
    """Return an answer as it is read."""
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, int):
        return yuan(Decimal(given))
    if asked.type == "yes_no":
        return str(YES_NO[given])
    return next((str(choice.name) for choice in asked.choices if choice.code == given), given)


def answered(topic: Topic, answers: Answers) -> list[tuple[str, str]]:
    """Return each question that was answered, with the answer."""
    return [
        (str(asked.name), answer_words(asked, answers[asked.code]))
        for asked in topic.questions
        if asked.code in answers
    ]


def because(reason: Reason, answers: Answers) -> list[tuple[str, str]]:
    """Return the questions that a rule went by, with what was answered; nothing of one that holds for any answers."""
    return [
        (str(asked.name), answer_words(asked, answers[asked.code]))
        for asked in reason.because
        if asked.code in answers
    ]


def yuan(amount: Decimal) -> str:
    """Return an amount of money: "1,250 yuan"."""
    said = f"{amount:,.2f}".removesuffix(".00")
    return _("%(amount)s yuan") % {"amount": said}


def period_words(period: Period) -> str:
    """Say until when a period runs; "" where the day isn't known that it runs from."""
    if period.last is None or period.days_left is None:
        return ""
    if period.is_over:
        text = _("It seems to be over since %(day)s. Ask 12348 whether it was interrupted or suspended.")
        return text % {"day": period.last.isoformat()}
    left = ngettext("%(n)d day left", "%(n)d days left", period.days_left) % {"n": period.days_left}
    said = _("Until %(day)s, %(left)s.") % {"day": period.last.isoformat(), "left": left}
    if period.provisional:
        said += _(
            " The holidays of that year are not published yet; a day off moves it to the next working day."
        )
    return said


def told(assessed: Assessed) -> str:
    """Return the topic and the answers as the beginning of a report, so that nobody types them again."""
    return "\n".join(_lines(assessed.topic, answered(assessed.topic, assessed.answers)))


def _lines(topic: Topic, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield _("About: %(topic)s") % {"topic": topic.name}
    for name, said in rows:
        yield _("%(question)s: %(answer)s") % {"question": name, "answer": said}
    yield ""
    yield _("What happened, in my own words:")
