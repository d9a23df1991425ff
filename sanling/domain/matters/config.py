"""The matters' part of a city's profile: kinds, categories, channels, confidentiality and rated steps."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from sanling.domain.matters.families import REPORTED
from sanling.foundation.labels import Label
from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]


class Named(Part):
    """A code with its label."""

    code: Code
    name: Label


# How much a resident who agreed to it is told by text message: each step, only that there is news, or nothing.
Told = Literal["steps", "news", "nothing"]


class Category(Named):
    """One category of a set; the example is what a resident would say.

    `messages` says less of its matters by text message than their kind does.
    """

    example: Label | None = None
    messages: Told = "steps"


class CategorySet(Part):
    """One version of a set of categories; the last one is used when nobody chose.

    `crosswalk` maps the codes of another version ("2019") to this one's, where they differ.
    """

    code: Code
    version: Annotated[int, Field(ge=1)]
    name: Label
    source: str | None = None
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    crosswalk: Mapping[str, Mapping[Code, Code]] = Field(default_factory=dict)

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes of the categories."""
        return frozenset(category.code for category in self.categories)


# What only kinds that residents bring have, beside their categories.
RESIDENTS = frozenset(
    {
        "line",
        "hint",
        "icon",
        "contact",
        "public",
        "published",
        "followed",
        "on_board",
        "link_by_message",
        "messages",
        "identity",
    }
)


class KindRules(Named):
    """A kind of matter: its family, how a matter of it begins and, of the family "reported", how residents bring it.

    Lists, counts and heaps are of one family. `line` says in one line what belongs to a kind. `identity`: "protected"
    hides the applicant from every unit that the matter may be about, whatever the role's own rule allows. `public`
    kinds are offered on the portal. Matters of `published` kinds are listed as open data, without words and names,
    unless a party objects; of others none is, for nobody was asked (个人信息保护法 25). `followed`: whoever reports the
    same nearby is shown as much of it, and may follow it instead. Those `on_board` hang on the wall of their community
    until they are done, without words and names; where they are and what of is told of published kinds alone.
    `link_by_message` sends the link of what staff registered to the mobile that was left; leave it out where a message
    on a phone that others see too could harm. `messages`: what a resident who agreed to it is told by text message of
    each step.
    """

    family: Code = REPORTED
    line: Label | None = None
    hint: Label | None = None
    icon: str = ""
    contact: Literal["required", "optional"] = "required"
    public: bool = Field(default_factory=lambda said: said.get("family") == REPORTED)
    published: bool = False
    followed: bool = False
    on_board: bool = False
    link_by_message: bool = False
    messages: Told = "news"
    workflow: Code
    category_set: Code | None = None
    confidentiality: Annotated[int, Field(ge=0, le=2)] = 0
    identity: Literal["usual", "protected"] = "usual"

    @property
    def is_reported(self) -> bool:
        """Tell whether residents bring it."""
        return self.family == REPORTED

    def mistakes(self) -> Iterator[str]:
        """Yield what it lacks or has beyond its family."""
        if self.is_reported:
            lacking = [name for name in ("line", "hint", "icon", "category_set") if not getattr(self, name)]
            if lacking:
                yield f"kind {self.code}: residents bring it, and it has no {', '.join(lacking)}"
            if self.followed and not (self.public and self.published and self.confidentiality == 0):
                yield f"kind {self.code}: only a public, published kind that is not confidential can be followed"
            if self.on_board and self.confidentiality:
                yield f"kind {self.code}: a confidential kind can't hang on a wall"
        elif strays := sorted(self.model_fields_set & RESIDENTS):
            yield f"kind {self.code}: only kinds of the family {REPORTED!r} have {', '.join(strays)}"


class Channel(Named):
    """A way in which matters come.

    `way`: residents send it themselves, by the code of a "poster" or by the "portal"; staff write it down at a "desk",
    or it is in a "file" of another system. `in_person`: somebody comes to an office, for which the law has rules of its
    own.
    """

    way: Literal["poster", "portal", "desk", "file"] = "desk"
    in_person: bool = False

    @property
    def is_residents(self) -> bool:
        """Tell whether residents send by it themselves."""
        return self.way in {"poster", "portal"}


class CityApp(Named):
    """An app of the city that sends residents by signed tokens; ``phones``: it hands over phones that it verified."""

    phones: bool = False


class Confidentiality(Part):
    """A level of confidentiality; who reads it is the role's clearance."""

    level: Annotated[int, Field(ge=0, le=2)]
    name: Label
    help: Label


class MattersPart(Part):
    """The file ``matters.toml``."""

    families: Annotated[tuple[Named, ...], Field(min_length=1)]
    kinds: Annotated[tuple[KindRules, ...], Field(min_length=1)]
    category_sets: tuple[CategorySet, ...]
    channels: tuple[Channel, ...]
    confidentiality: tuple[Confidentiality, ...]
    steps: tuple[Named, ...]
    outcomes: tuple[Named, ...]
    apps: tuple[CityApp, ...] = ()
    # What is told by text message of a report that its own unit must not learn of.
    concealed_messages: Told = "nothing"
    help_phone: Annotated[str, StringConstraints(pattern=r"^[0-9-]{3,20}$")] = "12345"
    longest_text: Annotated[int, Field(ge=200, le=20_000)] = 4_000

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        mistakes = [*self._twice(), *self._strays()]
        if mistakes:
            raise ValueError("; ".join(mistakes))
        return self

    def _twice(self) -> Iterator[str]:
        named = {
            "families": [family.code for family in self.families],
            "kinds": [kind.code for kind in self.kinds],
            "category_sets": [
                f"{category_set.code} {category_set.version}" for category_set in self.category_sets
            ],
            "channels": [channel.code for channel in self.channels],
            "steps": [step.code for step in self.steps],
            "outcomes": [outcome.code for outcome in self.outcomes],
            "apps": [app.code for app in self.apps],
        } | {
            f"the set {category_set.code}": [cat.code for cat in category_set.categories]
            for category_set in self.category_sets
        }
        for what, codes in named.items():
            for code in sorted({code for code in codes if codes.count(code) > 1}):
                yield f"{what} has {code!r} twice"

    def _strays(self) -> Iterator[str]:
        for way in ("poster", "portal"):
            if sum(channel.way == way for channel in self.channels) != 1:
                yield f"channels has not exactly one whose way is {way!r}"
        sets = {category_set.code for category_set in self.category_sets}
        families = {family.code for family in self.families}
        for kind in self.kinds:
            yield from kind.mistakes()
            if kind.category_set is not None and kind.category_set not in sets:
                yield f"kind {kind.code}: there is no category set {kind.category_set!r} ({', '.join(sorted(sets))})"
            if kind.family not in families:
                yield f"kind {kind.code}: there is no family {kind.family!r} ({', '.join(sorted(families))})"
        for category_set in self.category_sets:
            for version, mapping in category_set.crosswalk.items():
                for stray in sorted(set(mapping.values()) - category_set.codes):
                    leads = f"the crosswalk from {version} leads to {stray!r}, which it lacks"
                    yield f"category set {category_set.code}: {leads}"

    def kind(self, code: str) -> KindRules | None:
        """Return the rules of a kind, or None for one that the city does not have."""
        return next((kind for kind in self.kinds if kind.code == code), None)

    def app(self, code: str) -> CityApp | None:
        """Return an app that sends residents, or None for one that the city does not have."""
        return next((app for app in self.apps if app.code == code), None)

    def rules(self, kind: str) -> KindRules:
        """Return the rules of a kind that is known to exist; raises KeyError."""
        rules = self.kind(kind)
        if rules is None:
            raise KeyError(kind)
        return rules

    def category_set(self, kind: str) -> CategorySet | None:
        """Return the newest version of a kind's categories, if it has some; raises KeyError for an unknown kind."""
        rules = self.rules(kind)
        versions = [version for version in self.category_sets if version.code == rules.category_set]
        return max(versions, key=lambda version: version.version, default=None)

    def categories(self, kind: str) -> tuple[Category, ...]:
        """Return the categories that a matter of a kind may have; raises KeyError for an unknown kind."""
        newest = self.category_set(kind)
        return newest.categories if newest else ()

    def category(self, kind: str, code: str, version: int = 0) -> Category | None:
        """Return a category of a kind, in the given version of its set or in the newest that has it."""
        name = self.rules(kind).category_set
        versions = [known for known in self.category_sets if known.code == name]
        for known in sorted(versions, key=lambda known: (known.version != version, -known.version)):
            found = next((category for category in known.categories if category.code == code), None)
            if found is not None:
                return found
        return None

    def category_codes(self, kind: str) -> frozenset[str]:
        """Return the codes that a matter of a kind may have."""
        return frozenset(category.code for category in self.categories(kind))

    def category_version(self, kind: str) -> int:
        """Return which version of its categories a matter of a kind gets now; 0 without categories."""
        newest = self.category_set(kind)
        return newest.version if newest else 0

    def default_category(self, kind: str) -> str:
        """Return the category of a matter that nobody has classified yet: the set's last, or none."""
        return next((category.code for category in reversed(self.categories(kind))), "")

    def kinds_of(self, family: str) -> tuple[KindRules, ...]:
        """Return the kinds of a family."""
        return tuple(kind for kind in self.kinds if kind.family == family)

    def families_in_use(self) -> dict[str, str]:
        """Return the names of the families that the city has kinds of, by code."""
        used = {kind.family for kind in self.kinds}
        return {family.code: str(family.name) for family in self.families if family.code in used}

    def channel(self, code: str) -> Channel | None:
        """Return a channel, or None for one that the city does not have."""
        return next((channel for channel in self.channels if channel.code == code), None)

    def residents_channel(self, *, scanned: bool) -> str:
        """Return the code of the channel of residents who scanned a poster, or of those who didn't."""
        way = "poster" if scanned else "portal"
        return next(channel.code for channel in self.channels if channel.way == way)
