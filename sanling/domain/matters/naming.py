"""What the codes of a matter are called, in the reader's language: from the city's profile and the definition."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.models import Matter, Party, Relation
from sanling.domain.people.guarded import Called
from sanling.domain.people.models import Unit
from sanling.domain.people.rules import FieldAccess
from sanling.domain.territory.rules import city_of
from sanling.domain.workflow.queries import definition_of
from sanling.foundation.privacy.mask import mask_address, mask_citizen_number, mask_name, mask_phone
from sanling.foundation.profile.registry import profile_for, profiles_within

PARTY_ROLES: Mapping[str, StrPromise] = {
    Party.Role.APPLICANT: _("Applicant"),
    Party.Role.RESPONDENT: _("Respondent"),
    Party.Role.RATED: _("Rated"),
    Party.Role.ADDRESSEE: _("Addressee"),
    Party.Role.INFORMANT: _("Informant"),
    Party.Role.WITNESS: _("Witness"),
    Party.Role.REPRESENTATIVE: _("Representative"),
    Party.Role.GUARDIAN: _("Guardian"),
}
# How this matter stands to the other, and how the other stands to this one.
RELATIONS: Mapping[str, tuple[StrPromise, StrPromise]] = {
    Relation.Kind.MERGED_INTO: (_("Merged into"), _("Took in")),
    Relation.Kind.REPEAT_OF: (_("Repeats"), _("Repeated by")),
    Relation.Kind.REVIEW_OF: (_("Reviews"), _("Reviewed by")),
    Relation.Kind.BORN_FROM: (_("Born from"), _("Gave rise to")),
    Relation.Kind.JOINED_IN: (_("Handled with"), _("Handled with")),
}
SCALES: Mapping[int, StrPromise] = {1: _("Individual"), 2: _("Group"), 3: _("Large group")}


class Names:
    """Names of one city's kinds, categories, channels and states; an unknown code stands for itself.

    They are of the language that was active when it was made, and looked up once however many rows show them.
    """

    def __init__(self, city: str) -> None:
        """Take the names from the city's profile."""
        self.city = city
        self._others: dict[str, Names] = {}
        self.part: MattersPart = profile_for(city).part("matters")
        self._kinds = {kind.code: str(kind.name) for kind in self.part.kinds}
        self._categories: dict[str, dict[str, str]] = {}
        self._states: dict[tuple[int, str], str] = {}
        self.channels = {channel.code: str(channel.name) for channel in self.part.channels}
        self.outcomes = {outcome.code: str(outcome.name) for outcome in self.part.outcomes}
        self.confidentiality = {level.level: str(level.name) for level in self.part.confidentiality}

    def of(self, matter: Matter) -> "Names":
        """Return the names of a matter's own city, which a province's post sees beside others."""
        city = city_of(matter.division_id)
        if city == self.city:
            return self
        if city not in self._others:
            self._others[city] = Names(city)
        return self._others[city]

    def kind(self, code: str) -> str:
        """Name a kind of matter."""
        return self._kinds.get(code, code)

    def category(self, kind: str, code: str) -> str:
        """Name a category of a kind."""
        return self.categories(kind).get(code, code)

    def categories(self, kind: str) -> dict[str, str]:
        """Return the categories of a kind by code, none for an unknown kind."""
        if kind not in self._kinds:
            return {}
        if kind not in self._categories:
            found = self.part.categories(kind)
            self._categories[kind] = {category.code: str(category.name) for category in found}
        return self._categories[kind]

    def channel(self, code: str) -> str:
        """Name the way in which a matter came."""
        return self.channels.get(code, code)

    def state(self, matter: Matter) -> str:
        """Name the state that a matter has reached."""
        key = (matter.definition_id, matter.state)
        if key not in self._states:
            self._states[key] = str(definition_of(matter.definition_id).state(matter.state).name)
        return self._states[key]

    def outcome(self, code: str) -> str:
        """Name how a matter ended."""
        return self.outcomes.get(code, code)


def called(city: str) -> Called:
    """Return what a city calls what its matters are divided into."""
    names = Names(city)
    kinds = {kind.code: str(kind.name) for kind in names.part.kinds}
    return Called(
        families=names.part.families_in_use(),
        kinds=kinds,
        categories={code: name for kind in kinds for code, name in names.categories(kind).items()},
        confidentiality=names.confidentiality,
    )


def column_names(city: str, column: str, kind: str) -> Mapping[str, str]:
    """Return the names of a city's kinds that residents bring, of its channels, or of a kind's categories, by code."""
    names = Names(city)
    match column:
        case "kind":
            return {rules.code: str(rules.name) for rules in names.part.kinds if rules.is_reported}
        case "channel":
            return names.channels
        case _:
            return names.categories(kind)


def sensitive_kinds(city: str) -> frozenset[str]:
    """Return a city's kinds of which few tell who they are: those that are confidential from the first."""
    part: MattersPart = profile_for(city).part("matters")
    return frozenset(kind.code for kind in part.kinds if kind.confidentiality)


def confidential_kinds(city: str) -> Mapping[str, int]:
    """Return how confidential matters of a city's kinds are when they are registered."""
    part: MattersPart = profile_for(city).part("matters")
    return {kind.code: kind.confidentiality for kind in part.kinds}


def families_within(city: str) -> dict[str, str]:
    """Return the names of the families of kinds that a city or, for a province, one of its cities has, by code."""
    parts: list[MattersPart] = [profile.part("matters") for profile in profiles_within(city)]
    return {code: name for part in parts for code, name in part.families_in_use().items()}


class Identity:
    """A party's identity as a viewer may read it: masked, or not at all. Unmasking is an act of its own."""

    def __init__(self, party: Party, access: FieldAccess) -> None:
        """Keep the party behind its mask."""
        self._person = None if access is FieldAccess.HIDDEN else party
        # A unit and words name somebody too; only whom a matter is about is always said.
        kept_back = access is FieldAccess.HIDDEN and party.role not in Party.ABOUT
        self.hidden = kept_back or (access is FieldAccess.HIDDEN and party.is_person)
        self._unit_of = None if kept_back else party
        self.description = "" if kept_back else party.description

    @property
    def name(self) -> str:
        """Return the name behind its mask."""
        return mask_name(self._person.name) if self._person else ""

    @property
    def phone(self) -> str:
        """Return the phone behind its mask."""
        return mask_phone(self._person.phone) if self._person else ""

    @property
    def citizen_number(self) -> str:
        """Return the citizen number behind its mask."""
        return mask_citizen_number(self._person.citizen_number) if self._person else ""

    @property
    def address(self) -> str:
        """Return the address behind its mask."""
        return mask_address(self._person.address) if self._person else ""

    @property
    def unit(self) -> Unit | None:
        """Return the unit that is the party, read only when it is asked for."""
        return self._unit_of.unit if self._unit_of else None
