"""A topic's questions, and what the answers lead to: shown, printed, or gone on with as a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sanling.domain.assessment.config import AssessmentPart, Topic
from sanling.domain.assessment.papers import assessment_pdf
from sanling.domain.assessment.rules import Assessed, Period, Reason, Way, assess
from sanling.domain.assessment.wording import (
    answered,
    because,
    not_a_decision,
    period_words,
    told,
    yuan,
)
from sanling.foundation.cleaning import clean_line
from sanling.foundation.days import today
from sanling.foundation.holidays.schedules import workdays_at
from sanling.foundation.privacy.tokens import new_token
from sanling.foundation.profile.loader import Profile
from sanling.interfaces.portal.assessment.forms import QuestionsForm
from sanling.interfaces.portal.city import city_profile, in_a_city, page
from sanling.interfaces.portal.limited import limited
from sanling.interfaces.portal.matters.draft import Draft
from sanling.interfaces.portal.matters.report import begin_filled
from sanling.interfaces.portal.matters.scanning import Scan
from sanling.processes.figures.outcomes import Outcomes, outcomes

AN_HOUR = 300
LONGEST_ANSWER = 40


@dataclass(frozen=True)
class Card:
    """A way in words, with what led to it."""

    way: Way
    reasons: Sequence[tuple[Reason, Sequence[tuple[str, str]]]]
    fee: str


# Nothing is done for whoever sends this, so there is nothing for a forged request to misuse; and it needs no cookie.
@in_a_city
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("portal.assess", AN_HOUR)
def assess_topic(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the questions of a topic, and answer with the ways that lead on."""
    profile = city_profile(request)
    part: AssessmentPart = profile.part("assessment")
    topic = part.topic(code)
    if topic is None:
        raise Http404
    if request.method != "POST":
        return _ask(request, QuestionsForm(topic), profile)
    sent = _sent(request, topic)
    go = request.POST.get("go", "")
    if go == "edit":
        return _ask(request, QuestionsForm(topic, sent, judge=False), profile)
    form = QuestionsForm(topic, sent)
    if not form.is_valid():
        return _ask(request, form, profile, status=422)
    days = workdays_at(profile.city)
    assessed = assess(part, topic, form.answers(), today=today(), days=days)
    if go == "paper":
        return _print(assessed, profile)
    kind = next((way.route.report for way in assessed.ways if way.route.code == go), None)
    if kind is not None:
        return _go_on(request, assessed, kind, profile)
    return _show(request, assessed, form, profile)


def _sent(request: HttpRequest, topic: Topic) -> Mapping[str, str]:
    """Return what was sent of the topic's questions, and nothing else."""
    names = [f"a-{asked.code}" for asked in topic.questions]
    return {name: clean_line(str(request.POST.get(name, "")))[:LONGEST_ANSWER] for name in names}


def _ask(request: HttpRequest, form: QuestionsForm, profile: Profile, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "topic": form.topic, "caution": not_a_decision()}
    return page(request, "portal/assessment/questions.html", context, profile=profile, status=status)


def _go_on(request: HttpRequest, assessed: Assessed, kind: str, profile: Profile) -> HttpResponse:
    """Begin a report with what was answered; from here on it is kept in the form of the report, as any other."""
    draft = Draft(key=new_token(), values={"kind": kind, "text": told(assessed)})
    return begin_filled(request, draft, Scan("", None, profile))


def _print(assessed: Assessed, profile: Profile) -> HttpResponse:
    made = assessment_pdf(
        assessed, city=str(profile.name), outcomes=outcome_words(_outcomes(assessed, profile))
    )
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="assessment-{assessed.topic.code}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _show(request: HttpRequest, assessed: Assessed, form: QuestionsForm, profile: Profile) -> HttpResponse:
    cards = [
        Card(
            way,
            [(reason, because(reason, assessed.answers)) for reason in way.reasons],
            yuan(way.fee) if way.fee is not None else "",
        )
        for way in assessed.ways
    ]
    periods: list[tuple[Period, str]] = [(period, period_words(period)) for period in assessed.periods]
    context = {
        "topic": assessed.topic,
        "answers": answered(assessed.topic, assessed.answers),
        "cards": cards,
        "periods": periods,
        "outcomes": outcome_words(_outcomes(assessed, profile)),
        "typed": form.typed(),
        "caution": not_a_decision(),
    }
    return page(request, "portal/assessment/result.html", context, profile=profile)


def _outcomes(assessed: Assessed, profile: Profile) -> Outcomes | None:
    part: AssessmentPart = profile.part("assessment")
    if not assessed.topic.categories:
        return None
    return outcomes(
        profile.city,
        part.disputes,
        assessed.topic.categories,
        months=part.told_months,
        smallest=part.smallest,
        today=today(),
    )


def outcome_words(found: Outcomes | None) -> str:
    """Say how others' disputes of the kind ended; "" where too few did."""
    if found is None:
        return ""
    text = _(
        "In this city, from %(first)s to %(last)s, %(ended)d disputes of this kind ended; %(settled)d of them were "
        "settled by mediation."
    )
    said = text % {
        "first": f"{found.first:%Y-%m}",
        "last": f"{found.last:%Y-%m}",
        "ended": found.ended,
        "settled": found.settled,
    }
    if found.days is not None:
        half = ngettext(
            " Half of them took no longer than %(n)d day.",
            " Half of them took no longer than %(n)d days.",
            found.days,
        )
        said += half % {"n": found.days}
    return said
