"""The mediation's part of a city's profile: which kinds of bodies there are, what holds there, and who mediates."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from sanling.domain.mediation.rules import EFFECTS, Effect, Form
from sanling.domain.mediation.terms import Sort
from sanling.foundation.labels import Label
from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]


class Named(Part):
    """A code with its label."""

    code: Code
    name: Label


class Choosing(Part):
    """How the sides choose at a kind of body, in working days.

    Where each side chooses, whoever it chose is asked at once. ``together``, it is the first whom all name within so
    many days; else the body names somebody within ``name``. Who is asked accepts within ``accept``, else the next.
    """

    together: Annotated[int, Field(ge=1, le=10)] | None = None
    accept: Annotated[int, Field(ge=1, le=10)] = 1
    source: str = ""


class BodyKind(Named):
    """A kind of mediation body: whether it is free, and which forms its agreements have and when each takes effect.

    ``source`` is the law that says so, ``units`` the kinds of units where such a body usually stands.
    """

    free: bool
    agreements: Annotated[Mapping[Form, Effect], Field(min_length=1)]
    source: str
    choosing: Choosing = Choosing()
    units: tuple[Code, ...] = ()
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

    words: str
    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, ready to be looked for."""
        return re.compile(self.words)

    @field_validator("words")
    @classmethod
    def can_be_matched(cls, words: str) -> str:
        """Refuse what is no regular expression."""
        try:
            re.compile(words)
        except re.error as error:
            raise ValueError(f"{words!r} is no regular expression: {error}") from error
        return words


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

    @model_validator(mode="after")
    def names_are_known(self) -> Self:
        """Refuse what is named twice, and bodies without anybody who could work there."""
        mistakes = [*self._twice()]
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
        }
        for what, rows in named.items():
            codes = [row.code for row in rows]
            for code in sorted({code for code in codes if codes.count(code) > 1}):
                yield f"{what} has {code!r} twice"

    def kind(self, code: str) -> BodyKind | None:
        """Return a kind of body, if the city has it."""
        return next((kind for kind in self.kinds if kind.code == code), None)
