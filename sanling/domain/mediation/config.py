"""The mediation's part of a city's profile: which kinds of bodies there are, what holds there, and who mediates."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from sanling.domain.mediation.handovers_config import HandoversPart
from sanling.domain.mediation.parts import Code, Named, Pattern
from sanling.domain.mediation.report_config import ReportPart
from sanling.domain.mediation.rules import EFFECTS, Effect, Form
from sanling.domain.mediation.signals_config import SignalsPart
from sanling.domain.mediation.sitting import Settled
from sanling.domain.mediation.terms import Sort
from sanling.foundation.labels import Label
from sanling.foundation.profile.source import Part


class Choosing(Part):
    """How the sides choose at a kind of body, in working days.

    Where each side chooses, whoever it chose is asked at once. ``together``, it is the first whom all name within so
    many days; else the body names somebody within ``name``. Who is asked accepts within ``accept``, else the next.
    """

    together: Annotated[int, Field(ge=1, le=10)] | None = None
    accept: Annotated[int, Field(ge=1, le=10)] = 1
    source: str = ""


class SittingMode(Named):
    """How a side takes part in a sitting; ``at_place`` where it comes to the place that is told."""

    at_place: bool = False


class Use(StrEnum):
    """Of what a coded reason is one: a side says so itself, a sitting is moved or called off, a side didn't come."""

    SIDE = "side"
    MOVED = "moved"
    MISSED = "missed"


class SittingReason(Named):
    """Why a sitting was moved or called off, or a side can't or didn't come."""

    uses: Annotated[tuple[Use, ...], Field(min_length=1)]


class SittingsPart(Part):
    """How sittings are planned: by which modes sides take part, and how whoever stands on one is identified.

    Sides and mediator are reminded so many hours before. A sitting usually takes so many ``minutes``.
    """

    modes: tuple[SittingMode, ...] = ()
    means: tuple[Named, ...] = ()
    reasons: tuple[SittingReason, ...] = ()
    remind_hours: tuple[Annotated[int, Field(ge=1, le=240)], ...] = (24, 2)
    minutes: Annotated[int, Field(ge=10, le=480)] = 60

    def reasons_for(self, use: Use) -> Mapping[str, Label]:
        """Return the reasons of a use with what they are called."""
        return {reason.code: reason.name for reason in self.reasons if use in reason.uses}

    def mode(self, code: str) -> SittingMode | None:
        """Return a mode, if the city has it."""
        return next((mode for mode in self.modes if mode.code == code), None)


class BodyKind(Named):
    """A kind of mediation body: whether it is free, and which forms its agreements have and when each takes effect.

    ``source`` is the law that says so, ``units`` the kinds of units where such a body usually stands. ``before`` is
    what must be settled before its sittings.
    """

    free: bool
    agreements: Annotated[Mapping[Form, Effect], Field(min_length=1)]
    source: str
    choosing: Choosing = Choosing()
    units: tuple[Code, ...] = ()
    # The court that invited it confirms what is agreed on there (民诉法 205).
    invited_by_court: bool = False
    before: tuple[Settled, ...] = ()
    # How cases are numbered: the year, what the body is called without its sort, and the serial number of the year.
    number: Annotated[str, StringConstraints(pattern=r"\{year\}.*\{mark\}.*\{serial\}")] = (
        "（{year}）{mark}人调字第{serial}号"
    )

    @model_validator(mode="after")
    def effects_fit(self) -> Self:
        """Refuse an effect that no agreement in such a form can have."""
        for form, effect in self.agreements.items():
            if effect not in EFFECTS[form]:
                fitting = ", ".join(sorted(EFFECTS[form]))
                raise ValueError(f"{self.code}: an agreement in the form {form.value!r} is {fitting}")
        return self


class TemplateClause(Part):
    """A clause to begin with: its words, and what it lays on a side."""

    text: str
    sort: Sort = Sort.STATES


class Template(Named):
    """What agreements of some categories usually say, to begin with; without categories, those of any."""

    categories: tuple[Code, ...] = ()
    clauses: tuple[TemplateClause, ...]


class CautionRules(Named):
    """Words in agreements that a person is to look at, as a regular expression, and the rule that asks for it."""

    words: Pattern
    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, ready to be looked for."""
        return re.compile(self.words)


class Ground(Named):
    """Something for which a court doesn't take an application, or refuses to confirm: a question to a person.

    ``words`` are looked for in an agreement, save where ``unless`` stands in the same sentence; ``categories`` are
    those of disputes in which to look twice. Where it ``stops``, somebody who says that it is so can't apply.
    """

    heading: Literal["not_taken", "refused"]
    question: Label
    source: str
    stops: bool = False
    words: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    categories: tuple[Code, ...] = ()


class Confirmation(Part):
    """How agreements are confirmed by courts, which are units of the kind ``courts``.

    How long there is to apply, and when both sides are warned, says the clock ``apply`` of its workflow.
    """

    courts: Code
    grounds: Annotated[tuple[Ground, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def named_once(self) -> Self:
        """Refuse a ground that is said twice."""
        codes = [ground.code for ground in self.grounds]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise ValueError(f"grounds has {twice[0]!r} twice")
        return self


class MediationPart(Part):
    """The file ``mediation.toml``; a city without it, or without kinds, has no directory of mediators.

    ``mediated`` are the kinds of matters that are mediated: the categories of the first are what somebody can be
    versed in; ``roles`` those of the posts that mediate, of which mediators are rather chosen. What each settled is
    told of so many days.
    """

    mediated: tuple[Code, ...] = ()
    roles: tuple[Code, ...] = ()
    told_days: Annotated[int, Field(ge=30, le=1830)] = 365
    # How many mediators a side names at once, and how often.
    most_picks: Annotated[int, Field(ge=1, le=10)] = 3
    most_choices: Annotated[int, Field(ge=1, le=20)] = 5
    most_representatives: Annotated[int, Field(ge=1, le=50)] = 5
    # The notice of rights and duties, by the number of its wording, and the routes that stay open where mediation ends.
    notice_version: Annotated[int, Field(ge=1)] = 1
    notice: tuple[Label, ...] = ()
    routes: tuple[Label, ...] = ()
    kinds: tuple[BodyKind, ...] = ()
    # What somebody is, the first of whoever is nothing else.
    professions: tuple[Named, ...] = ()
    languages: tuple[Named, ...] = ()
    # The roles whose posts use a body's seal, at its unit.
    sealers: tuple[Code, ...] = ()
    templates: tuple[Template, ...] = ()
    cautions: tuple[CautionRules, ...] = ()
    # So many days before an obligation is due its sides and the mediator are reminded.
    remind_days: Annotated[int, Field(ge=0, le=60)] = 3
    # So many days after a dispute was settled its parties are revisited.
    revisit_days: tuple[Annotated[int, Field(ge=1, le=365)], ...] = ()
    # The channel by which what flared up again is registered.
    relapse_channel: str = ""
    # Without it agreements are confirmed elsewhere.
    confirmation: Confirmation | None = None
    sittings: SittingsPart = SittingsPart()
    handovers: HandoversPart = HandoversPart()
    signals: SignalsPart = SignalsPart()
    # Without it there is no report on people's mediation.
    report: ReportPart | None = None

    @model_validator(mode="after")
    def names_are_known(self) -> Self:
        """Refuse what is named twice, and bodies without anybody who could work there."""
        mistakes = [*self._twice()]
        if list(self.revisit_days) != sorted(set(self.revisit_days)):
            mistakes.append("revisit_days rise")
        if self.kinds and not (self.professions and self.mediated):
            mistakes.append("kinds need professions, and mediated")
        if mistakes:
            raise ValueError("; ".join(mistakes))
        return self

    def _twice(self) -> Iterator[str]:
        named: Mapping[str, tuple[Named, ...]] = {
            "kinds": self.kinds,
            "professions": self.professions,
            "languages": self.languages,
            "templates": self.templates,
            "cautions": self.cautions,
            "sittings.modes": self.sittings.modes,
            "sittings.means": self.sittings.means,
            "sittings.reasons": self.sittings.reasons,
            "handovers.signs": self.handovers.signs,
            "handovers.partners": self.handovers.partners,
            "signals": self.signals.known(),
        }
        for what, rows in named.items():
            codes = [row.code for row in rows]
            for code in sorted({code for code in codes if codes.count(code) > 1}):
                yield f"{what} has {code!r} twice"

    def kind(self, code: str) -> BodyKind | None:
        """Return a kind of body, if the city has it."""
        return next((kind for kind in self.kinds if kind.code == code), None)
