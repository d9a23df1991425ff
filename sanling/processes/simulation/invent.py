"""A matter as it is brought: what, where, by whom and how, and then its life."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from sanling.domain.matters.config import KindRules, MattersPart
from sanling.domain.matters.models import Party
from sanling.domain.matters.reports import title_of
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.schema import Definition
from sanling.processes.simulation.config import SimulationPart
from sanling.processes.simulation.course import Course
from sanling.processes.simulation.echo import echo
from sanling.processes.simulation.forms import Forms
from sanling.processes.simulation.history import History
from sanling.processes.simulation.odds import Odds
from sanling.processes.simulation.persons import SimPerson, invent_person
from sanling.processes.simulation.policy import Policy
from sanling.processes.simulation.records import By
from sanling.processes.simulation.standing import is_registrar
from sanling.processes.simulation.town import Spot, Town, Village
from sanling.processes.simulation.words import Words, community_of

# The commonest categories come first in words.toml.
FALLS_BY = 0.78
NAMELESS = 0.45
WITH_PICTURE = 0.4
IN_GROUPS = 0.06
LOCATED = 0.6
REPEATED = 0.06
INFORMED = 0.12


@dataclass(frozen=True, slots=True)
class SimParty:
    """Somebody in a role: a person, a unit, or words."""

    role: str
    person: SimPerson | None = None
    unit: int | None = None
    description: str = ""
    headcount: int = 1


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought, and how."""

    number: str
    kind: KindRules
    category: str
    channel: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where it is: in words, and on the map if it was pointed out; with the code of the poster scanned there."""

    community: str
    spot: Spot
    located: bool
    place: str
    code: str = ""


@dataclass(slots=True)
class Invented:
    """A matter to be written: the report, and the history that followed."""

    brought: Brought
    where: Where
    history: History
    text: str
    title: str
    headcount: int
    parties: Sequence[SimParty] = ()
    repeats: "Invented | None" = None

    @property
    def scale(self) -> int:
        """Individual, group or large group, as GB/T 31000 counts heads."""
        return 1 if self.headcount < 5 else 2 if self.headcount < 30 else 3


@dataclass
class Inventor:
    """Makes up one matter after another for a city; the same seed makes the same matters."""

    town: Town
    part: MattersPart
    words: Words
    definitions: Mapping[str, Definition]
    habits: SimulationPart
    # How much more often than usual acts are done, which kinds alone come, and to which unit matters go if they may.
    likely: Mapping[str, float] = field(default_factory=dict)
    only: Sequence[str] = ()
    prefers: int | None = None
    policies: dict[str, Policy] = field(init=False)
    _of_code: Mapping[str, KindRules] = field(init=False)
    _kinds: Odds[str] = field(init=False)
    _channels: Mapping[str, Odds[str]] = field(init=False)
    _categories: Mapping[str, Odds[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Prepare what does not change from matter to matter."""
        forms = Forms(self.part, self.words, self.habits, self.prefers)
        self.policies = {
            code: Policy(Course(one), forms, self.habits, self.likely)
            for code, one in self.definitions.items()
        }
        kinds = [one for one in self.part.kinds if one.code in (self.only or self.habits.kinds)]
        self._of_code = {one.code: one for one in kinds}
        self._kinds = Odds({one.code: self.habits.kinds[one.code] for one in kinds})
        self._channels = {one.code: Odds(self.habits.channels[one.code]) for one in kinds}
        self._categories = {
            one.code: Odds({code: FALLS_BY**nth for nth, code in enumerate(self.words.categories(one.code))})
            for one in kinds
        }

    def inclined(
        self, likely: Mapping[str, float], *, kinds: Sequence[str], prefers: int | None
    ) -> "Inventor":
        """Return the same inventor with inclinations."""
        return replace(self, likely=likely, only=kinds, prefers=prefers)

    def matter(
        self, *, number: str, at: datetime, until: datetime, village: str, random: Random, earlier: "Recent"
    ) -> Invented:
        """Return a matter that was registered at an instant, as it stands at another."""
        kind = self._of_code[self._kinds.draw(random)]
        channel = self._channels[kind.code].draw(random)
        category = self._categories[kind.code].draw(random)
        where = self._where(channel, self.town.villages[village], random)
        if self._is_scanned(channel) and not where.code:
            channel = self.part.residents_channel(scanned=False)
        history = History(
            self.town,
            self.policies[kind.workflow].course,
            where.spot.path,
            self.town.centre_for(where.spot.path).id,
            at,
            category,
            confidentiality=kind.confidentiality,
            accused=self._accused(where.spot.path, category, random),
        )
        if not self._is_residents(channel):
            history.registrar = self._registrar(history, channel, random)
        invented = self._report(Brought(number, kind, category, channel), where, history, random)
        earlier.look_back(invented, random)
        history.begin(
            by=By.POST if history.registrar else By.VISITOR,
            channel=channel,
            files=self._pictures(channel, random),
        )
        self.policies[kind.workflow].live(history, random, until)
        return invented

    def echo(self, first: Invented, *, number: str, village: str, random: Random) -> Invented | None:
        """Return another matter that lived like the first one, in another village; none where it can't."""
        where = self._where(first.brought.channel, self.town.villages[village], random)
        if self._is_scanned(first.brought.channel) and not where.code:
            return None
        history = echo(first.history, where.spot.path)
        if history is None:
            return None
        return self._report(replace(first.brought, number=number), where, history, random)

    def _is_scanned(self, channel: str) -> bool:
        return channel == self.part.residents_channel(scanned=True)

    def _is_residents(self, channel: str) -> bool:
        return self._is_scanned(channel) or channel == self.part.residents_channel(scanned=False)

    def _where(self, channel: str, village: Village, random: Random) -> Where:
        community = community_of(village.name)
        if self._is_scanned(channel) and village.posters:
            poster = random.choice(village.posters)
            spot = Spot(poster.path, poster.lon, poster.lat)
            return Where(community, spot, located=True, place=poster.place, code=poster.code)
        spot = random.choice(village.spots)
        located = random.random() < LOCATED
        return Where(community, spot, located=located, place=self.words.place(community, random))

    def _report(self, brought: Brought, where: Where, history: History, random: Random) -> Invented:
        text = self.words.text(brought.kind.code, brought.category, where.community, random)
        headcount = random.randint(2, 45) if random.random() < IN_GROUPS else 1
        invented = Invented(brought, where, history, text, title_of(text), headcount)
        invented.parties = self._parties(invented, random)
        return invented

    def _registrar(self, history: History, channel: str, random: Random) -> int:
        """Choose who took it down: at the centre, or out in the village."""
        rounds = history.path[: Level.VILLAGE] if channel in self.habits.rounds else ""
        offices = [*self.town.at(rounds), self.town.offices[history.unit]]
        for office in offices:
            able = [one for one in self.town.staff(office.id) if is_registrar(history, one)]
            if able:
                return random.choice(able).id
        raise LookupError(f"Nobody can register a report at {history.path}.")

    def _accused(self, path: str, category: str, random: Random) -> int | None:
        """Choose whom a report against an office is about; it must not learn of it."""
        if category not in self.habits.accusing or random.random() < NAMELESS:
            return None
        kinds = self.habits.accused
        departments = [one for one in self.town.at(path[: Level.COUNTY]) if one.kind in kinds]
        return random.choice(departments).id if departments else None

    def _parties(self, one: Invented, random: Random) -> list[SimParty]:
        kind, accused = one.brought.kind, one.history.accused
        found = one.brought.channel in self.habits.rounds
        if found or (kind.contact == "optional" and random.random() < NAMELESS):
            return []
        informs = kind.code in self.habits.informed and random.random() < INFORMED
        role = Party.Role.INFORMANT if informs else Party.Role.APPLICANT
        person = invent_person(random, one.where.place)
        parties = [SimParty(role.value, person, headcount=one.headcount)]
        words = self.words.respondent(kind.code, random)
        if accused is not None:
            parties.append(SimParty(Party.Role.RESPONDENT.value, unit=accused))
        elif words:
            parties.append(SimParty(Party.Role.RESPONDENT.value, description=words))
        return parties

    def _pictures(self, channel: str, random: Random) -> int:
        shows = self._is_residents(channel) or channel in self.habits.rounds
        seen = shows and random.random() < WITH_PICTURE
        return random.randint(1, 3) if seen else 0


@dataclass
class Recent:
    """Matters of the last while by township and kind: now and then one is brought again."""

    _kept: dict[tuple[str, str], Invented] = field(default_factory=dict)

    def look_back(self, invented: Invented, random: Random) -> None:
        """Let a matter be the last one of its kind in the township, brought again; remember it."""
        key = (invented.history.path[: Level.TOWNSHIP], invented.brought.kind.code)
        earlier = self._kept.get(key)
        concealed = invented.history.accused or (earlier and earlier.history.accused)
        if earlier and not concealed and random.random() < REPEATED:
            invented.repeats = earlier
            invented.brought = replace(invented.brought, category=earlier.brought.category)
            invented.text, invented.title, invented.parties = earlier.text, earlier.title, earlier.parties
            invented.history.category = earlier.brought.category
            invented.history.other = earlier.brought.number
            invented.history.leader = earlier.history
        self._kept[key] = invented
