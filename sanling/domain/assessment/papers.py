"""An assessment on paper, to be taken along: the answers, the ways with their articles, and the periods."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanling.domain.assessment.rules import Assessed, Period, Way
from sanling.domain.assessment.wording import answered, because, not_a_decision, period_words, yuan
from sanling.foundation.days import today
from sanling.foundation.printing.press import Press


def assessment_pdf(assessed: Assessed, *, city: str, outcomes: str) -> bytes:
    """Return an assessment as PDF, in the language of the page; ``outcomes`` is how others like it ended, in words."""
    data = {
        "language": "en" if (get_language() or "").startswith("en") else "zh",
        "title": _("Which ways lead out of a dispute"),
        "topic": f"{city} · {assessed.topic.name} · {today().isoformat()}",
        "caution": not_a_decision(),
        "answers_said": _("What you answered"),
        "answers": answered(assessed.topic, assessed.answers),
        "ways_said": _("Ways"),
        "ways": [_way(way, assessed) for way in assessed.ways],
        "periods_said": _("Time limits"),
        "periods": [_period(period) for period in assessed.periods],
        "outcomes": outcomes,
        "page": _("Page {n} of {m}"),
    }
    return _press().pdf(data)


def _way(way: Way, assessed: Assessed) -> Mapping[str, Any]:
    reasons = [
        {
            "why": str(reason.rule.why),
            "source": reason.rule.source,
            "because": [f"{name} — {said}" for name, said in because(reason, assessed.answers)],
        }
        for reason in way.reasons
    ]
    facts = [
        (_("Cost"), str(way.route.cost)),
        *([(_("By your amount"), yuan(way.fee))] if way.fee is not None else []),
        (_("How long it takes"), str(way.route.takes)),
        *([(_("Phone"), way.route.phone)] if way.route.phone else []),
        *([(_("Page"), way.route.url)] if way.route.url else []),
        (_("Source"), way.route.source),
    ]
    return {
        "name": str(way.route.name),
        "reasons": reasons,
        "facts": facts,
        "papers_said": _("Papers to bring"),
        "papers": [str(paper) for paper in way.papers],
    }


def _period(period: Period) -> Mapping[str, str]:
    said = [period_words(period), str(period.limit.note or "")]
    return {
        "name": str(period.limit.name),
        "said": " ".join(filter(None, said)),
        "source": period.limit.source,
    }


@cache
def _press() -> Press:
    return Press(Path(__file__).with_name("assessment.typ"))
