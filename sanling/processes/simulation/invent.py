"""A matter as it is brought: what, where, by whom and how, and then its life."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from sanling.domain.matters.actions.register import title_of
from sanling.domain.matters.config import KindRules, MattersPart
from sanling.domain.matters.models import Party
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.schema import Definition
from sanling.processes.simulation.forms import Forms
from sanling.processes.simulation.history import Course, History
from sanling.processes.simulation.persons import SimPerson, invent_person
from sanling.processes.simulation.policy import POLICY, Policy
from sanling.processes.simulation.records import By
from sanling.processes.simulation.standing import is_registrar
from sanling.processes.simulation.town import Spot, Town, Village
from sanling.processes.simulation.words import Words, community_of

BY_POST = {"phone", "visit", "letter", "found", "handed_over"}
# The commonest categories come first in words.toml.
FALLS_BY = 0.78
NAMELESS = 0.45
WITH_PICTURE = 0.4
IN_GROUPS = 0.06
LOCATED = 0.6
REPEATED = 0.06
INFORMED = 0.12
ACCUSING = "discipline"


@dataclass(frozen=True, slots=True)
class SimParty:
    """Somebody in a role: a person, a unit, or words."""

    role: str
    person: SimPerson | None = None
    unit: int | None = None
    description: str = ""
    headcount: int = 1


@dataclass(slots=True)
class Invented:
    """A matter to be written: the report, and the history that followed."""

    number: str
    kind: KindRules
    category: str
    text: str
    title: str
    village: Village
    spot: Spot
    located: bool
    place: str
    channel: str
    scanned_code: str
    headcount: int
    concealed: bool
    parties: Sequence[SimParty]
    history: History
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
    # How much more often than usual acts are done, which kinds alone come, and to which unit matters go if they may.
    likely: Mapping[str, float] = field(default_factory=dict)
    only: Sequence[str] = ()
    prefers: int | None = None
    policies: dict[str, Policy] = field(init=False)
    _kinds: Sequence[KindRules] = field(init=False)

    def __post_init__(self) -> None:
        """Prepare what does not change from matter to matter."""
        forms = Forms(self.part, self.words, POLICY["handlers"], self.prefers)
        self.policies = {
            code: Policy(Course(one), forms, self.likely) for code, one in self.definitions.items()
        }
        wanted = self.only or POLICY["kinds"]
        self._kinds = [one for one in self.part.kinds if one.code in wanted]

    def inclined(
        self, likely: Mapping[str, float], *, kinds: Sequence[str], prefers: int | None
    ) -> "Inventor":
        """Return the same inventor with inclinations."""
        return replace(self, likely=likely, only=kinds, prefers=prefers)

    def matter(
        self, *, number: str, at: datetime, until: datetime, village: str, random: Random, earlier: "Recent"
    ) -> Invented:
        """Return a matter that was registered at an instant, as it stands at another."""
        weights = [POLICY["kinds"][one.code] for one in self._kinds]
        kind = random.choices(self._kinds, weights)[0]
        invented = self._report(kind, number, at, self.town.villages[village], random)
        earlier.look_back(invented, random)
        invented.history.begin(
            by=By.POST if invented.history.registrar else By.VISITOR,
            channel=invented.channel,
            files=self._pictures(invented.channel, random),
        )
        self.policies[kind.workflow].live(invented.history, random, until)
        return invented

    def _report(
        self, kind: KindRules, number: str, at: datetime, village: Village, random: Random
    ) -> Invented:
        channels = POLICY["channels"][kind.code]
        channel = random.choices(list(channels), list(channels.values()))[0]
        poster = random.choice(village.posters) if channel == "scan" and village.posters else None
        if channel == "scan" and not poster:
            channel = "web"
        community = community_of(village.name)
        categories = self.words.categories(kind.code)
        category = random.choices(categories, [FALLS_BY**nth for nth in range(len(categories))])[0]
        spot = random.choice(village.spots)
        text = self.words.text(kind.code, category, community, random)
        place = poster.place if poster else self.words.place(community, random)
        path = poster.path if poster else spot.path
        concealed = category == ACCUSING and random.random() < 0.5
        accused = self._accused(path, random) if concealed else None
        history = History(
            self.town,
            self.policies[kind.workflow].course,
            path,
            self.town.centre_for(path).id,
            at,
            category,
            confidentiality=kind.confidentiality,
            accused=accused,
        )
        if channel in BY_POST:
            history.registrar = self._registrar(history, channel, random)
        headcount = random.randint(2, 45) if random.random() < IN_GROUPS else 1
        invented = Invented(
            number=number,
            kind=kind,
            category=category,
            text=text,
            title=title_of(text),
            village=village,
            spot=Spot(path, poster.lon, poster.lat) if poster else spot,
            located=bool(poster) or random.random() < LOCATED,
            place=place,
            channel=channel,
            scanned_code=poster.code if poster else "",
            headcount=headcount,
            concealed=accused is not None,
            parties=[],
            history=history,
        )
        invented.parties = self._parties(invented, random)
        return invented

    def _registrar(self, history: History, channel: str, random: Random) -> int:
        """Choose who took it down: at the centre, or out in the village."""
        rounds = history.path[: Level.VILLAGE] if channel == "found" else ""
        offices = [*self.town.at(rounds), self.town.offices[history.unit]]
        for office in offices:
            able = [one for one in self.town.staff(office.id) if is_registrar(history, one)]
            if able:
                return random.choice(able).id
        raise LookupError(f"Nobody can register a report at {history.path}.")

    def _accused(self, path: str, random: Random) -> int | None:
        departments = [
            one for one in self.town.departments_at(path[: Level.COUNTY]) if one.kind == "sector_department"
        ]
        return random.choice(departments).id if departments else None

    def _parties(self, one: Invented, random: Random) -> list[SimParty]:
        kind, accused = one.kind, one.history.accused
        if one.channel == "found" or (kind.contact == "optional" and random.random() < NAMELESS):
            return []
        informs = kind.identity == "protected" and kind.code != "petition" and random.random() < INFORMED
        role = Party.Role.INFORMANT if informs else Party.Role.APPLICANT
        person = invent_person(random, one.place)
        parties = [SimParty(role.value, person, headcount=one.headcount)]
        words = self.words.respondent(kind.code, random)
        if accused is not None:
            parties.append(SimParty(Party.Role.RESPONDENT.value, unit=accused))
        elif words:
            parties.append(SimParty(Party.Role.RESPONDENT.value, description=words))
        return parties

    @staticmethod
    def _pictures(channel: str, random: Random) -> int:
        seen = channel in {"scan", "web", "found"} and random.random() < WITH_PICTURE
        return random.randint(1, 3) if seen else 0


@dataclass
class Recent:
    """Matters of the last while by township and kind: now and then one is brought again."""

    _kept: dict[tuple[str, str], Invented] = field(default_factory=dict)

    def look_back(self, invented: Invented, random: Random) -> None:
        """Let a matter be the last one of its kind in the township, brought again; remember it."""
        key = (invented.history.path[: Level.TOWNSHIP], invented.kind.code)
        earlier = self._kept.get(key)
        if earlier and random.random() < REPEATED and not earlier.concealed and not invented.concealed:
            invented.repeats = earlier
            invented.text, invented.title, invented.category = earlier.text, earlier.title, earlier.category
            invented.parties = earlier.parties
            invented.history.category = earlier.category
            invented.history.other = earlier.number
        self._kept[key] = invented
