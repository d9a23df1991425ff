"""A standard in the words of a department: which facts of what kind break which zero, and by what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanling.domain.recognition.config import (
    Bounds,
    Colour,
    Conditions,
    Proviso,
    Rule,
    StandardPart,
    Window,
)
from sanling.domain.subjects.facts import FactSource, Holds, fact_sources
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.profile.source import Source
from sanling.foundation.profile.values import Said, values_of


@dataclass(frozen=True)
class RuleSaid:
    """A rule as it is read out."""

    rule: Rule
    zero: str
    facts: str
    conditions: tuple[str, ...]
    within: str
    takes: str
    provisos: tuple[str, ...]


def rules_said(part: StandardPart) -> list[RuleSaid]:
    """Return the rules of a standard in words, zero by zero."""
    return [_said(part, rule) for zero in part.zeros for rule in part.rules if rule.zero == zero.code]


def _said(part: StandardPart, rule: Rule) -> RuleSaid:
    source = fact_sources()[rule.fact]
    return RuleSaid(
        rule=rule,
        zero=str(part.by_zero[rule.zero].name),
        facts=str(source.name),
        conditions=tuple(conditions_said(source, rule.when)),
        within=_within(rule.window),
        takes=_takes(source, rule),
        provisos=tuple(_proviso(source, proviso) for proviso in rule.provisos),
    )


def conditions_said(source: FactSource, when: Conditions) -> Iterator[str]:
    """Yield what facts must be, a condition each: "Persons: at least 5"."""
    for code, wanted in when.items():
        asked = source.field(code)
        if asked is None:
            continue
        match wanted:
            case bool():
                value = _("yes") if wanted else _("no")
            case tuple():
                value = _(" or ").join(str(asked.choices.get(choice, choice)) for choice in wanted)
            case Bounds():
                value = _bounds(wanted)
        yield _("%(field)s: %(value)s") % {"field": asked.name, "value": value}


def _bounds(bounds: Bounds) -> str:
    if bounds.at_most is None:
        return _("at least %(amount)s") % {"amount": bounds.at_least}
    if bounds.at_least is None:
        return _("at most %(amount)s") % {"amount": bounds.at_most}
    return _("%(least)s to %(most)s") % {"least": bounds.at_least, "most": bounds.at_most}


def _within(window: Window) -> str:
    match window:
        case Window.MONTH:
            return _("in the month")
        case Window.YEAR:
            return _("since the year began")
        case Window.TWELVE_MONTHS:
            return _("in twelve months")


def _takes(source: FactSource, rule: Rule) -> str:
    if rule.total and (asked := source.field(rule.total)) and asked.holds is Holds.NUMBER:
        return _("%(field)s together: at least %(amount)s") % {"field": asked.name, "amount": rule.at_least}
    return ngettext("%(amount)s is enough", "%(amount)s are enough", rule.at_least) % {
        "amount": rule.at_least
    }


def _proviso(source: FactSource, proviso: Proviso) -> str:
    said = {
        "what": str(proviso.name),
        "when": _("; ").join(conditions_said(source, proviso.when)),
        "source": str(proviso.source),
    }
    if proviso.counts:
        return _("%(what)s counts all the same (%(when)s; %(source)s)") % said
    return _("%(what)s doesn't count (%(when)s; %(source)s)") % said


def colour_of(city: str, code: str) -> Colour | None:
    """Return a colour of the standard of a city's profile, None where it has it no more."""
    part: StandardPart = profile_for(city).part("standard")
    return part.by_colour.get(code)


def colour_said(part: StandardPart, colour: Colour) -> str:
    """Return when a subject has a colour."""
    if colour.is_last:
        return _("all zeros kept")
    asked = []
    if colour.broken is not None:
        asked.append(
            ngettext("%(count)s zero broken", "%(count)s zeros broken", colour.broken)
            % {"count": colour.broken}
        )
    asked += [_("%(zero)s broken") % {"zero": part.by_zero[zero].name} for zero in colour.zeros]
    if colour.veto:
        asked.append(_("a veto"))
    return _(" or ").join(asked)


def values_said(body: Mapping[str, Any]) -> dict[str, Said]:
    """Return each value of a published standard by name, such as ``rules.casualties.at_least``."""
    return values_of(Source(Path("standard"), dict(body), {}))
