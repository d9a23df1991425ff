"""Whether the report on people's mediation has a row for each category and channel of a profile."""

from collections.abc import Iterator

from sanling.domain.matters.config import MattersPart
from sanling.domain.mediation.config import MediationPart
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Problem


def check_report(profile: Profile) -> Iterator[Problem]:
    """Yield what the report counts in no row of its own, and what it names that isn't there."""
    part: MediationPart = profile.part("mediation")
    matters: MattersPart = profile.part("matters")
    if part.report is None:
        return
    known = {
        "categories": {
            category.code
            for kind in part.mediated
            if matters.kind(kind)
            for category in matters.categories(kind)
        },
        "sources": {channel.code for channel in matters.channels}
        | {partner.code for partner in part.handovers.partners},
    }
    source = profile.source("mediation")
    for name, codes in known.items():
        rows = getattr(part.report, name)
        taken = {code for row in rows for code in row.takes}
        for code in sorted(codes - taken):
            yield source.problem(
                ("report", name), f"No row counts {code!r}.", allowed=[row.code for row in rows]
            )
        for nth, row in enumerate(rows):
            for place, code in enumerate(row.of):
                if code not in codes:
                    text = f"There is no {code!r} in matters.toml."
                    yield source.problem(("report", name, nth, "of", place), text, allowed=sorted(codes))
    outcomes = {outcome.code for outcome in matters.outcomes}
    for nth, code in enumerate(part.report.became_cases):
        if code not in outcomes:
            text = f"There is no outcome {code!r}."
            yield source.problem(("report", "became_cases", nth), text, allowed=sorted(outcomes))
