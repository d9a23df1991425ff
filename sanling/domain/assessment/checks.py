"""What is wrong with an assessment that only the whole profile can tell, with the line that says it."""

from collections.abc import Iterator

from sanling.domain.assessment.config import AssessmentPart, When, read_bound
from sanling.domain.matters.config import MattersPart
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Problem


def check_assessment(profile: Profile) -> Iterator[Problem]:
    """Yield ways, scales, bounds, kinds and categories that are named and that aren't there."""
    part: AssessmentPart = profile.part("assessment")
    matters: MattersPart = profile.part("matters")
    source = profile.source("assessment")
    kinds = sorted(kind.code for kind in matters.kinds if kind.public)
    scales = sorted(scale.code for scale in part.fees)
    for nth, route in enumerate(part.routes):
        if route.fee and route.fee not in scales:
            yield source.problem(("routes", nth, "fee"), f"There is no scale {route.fee!r}.", allowed=scales)
        if route.report and route.report not in kinds:
            text = f"Residents can't bring a matter of the kind {route.report!r}."
            yield source.problem(("routes", nth, "report"), text, allowed=kinds)
    routes = sorted(route.code for route in part.routes)
    known = sorted(matters.category_codes(part.disputes)) if matters.kind(part.disputes) else []
    for nth, topic in enumerate(part.topics):
        for place, code in enumerate(topic.categories):
            if code not in known:
                text = f"There is no category {code!r} of {part.disputes!r}."
                yield source.problem(("topics", nth, "categories", place), text, allowed=known)
        for place, rule in enumerate(topic.rules):
            at = ("topics", nth, "rules", place)
            if rule.route not in routes:
                yield source.problem((*at, "route"), f"There is no way {rule.route!r}.", allowed=routes)
            yield from _bounds(profile, part, rule.when, at)
        for place, limit in enumerate(topic.limits):
            yield from _bounds(profile, part, limit.when, ("topics", nth, "limits", place))


def _bounds(
    profile: Profile, part: AssessmentPart, when: When, at: tuple[str | int, ...]
) -> Iterator[Problem]:
    for code, wanted in when.items():
        named = read_bound(wanted)[1] if isinstance(wanted, str) else ""
        if named and not named.isdigit() and named not in part.bounds:
            text = f"There is no bound {named!r}."
            yield profile.source("assessment").problem((*at, "when", code), text, allowed=sorted(part.bounds))
