"""A matter as it is brought: what, where, by whom and how, and then its life."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from stdnum.cn import ric

from sanling.domain.matters.access import VisitorActor
from sanling.domain.matters.config import KindRules, MattersPart
from sanling.domain.matters.identity import PersonDetails, identity_columns
from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.registering import registrar
from sanling.domain.matters.reports import title_of
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.queries import definition_of
from sanling.foundation.audit.actor import Actor
from sanling.foundation.files.models import StoredFile
from sanling.processes.simulation.config import SimulationPart
from sanling.processes.simulation.echo import echo
from sanling.processes.simulation.forms import Forms
from sanling.processes.simulation.keys import Keys, twin
from sanling.processes.simulation.life import Life
from sanling.processes.simulation.odds import Odds
from sanling.processes.simulation.policy import Policy
from sanling.processes.simulation.town import Spot, Town
from sanling.processes.simulation.words import Words, community_of

# The commonest categories come first in words.toml.
FALLS_BY = 0.78
NAMELESS = 0.45
WITH_PICTURE = 0.4
IN_GROUPS = 0.06
LOCATED = 0.6
REPEATED = 0.06
INFORMED = 0.12
# No operator has been given 154, so these numbers ring nowhere; 999999 is no area's code.
PHONES, AREA = "154", "999999"
OLDEST, YOUNGEST = date(1936, 1, 1), date(2006, 1, 1)
NUMBERED = 0.15
AT_ADDRESS = 0.5
DIGEST_BYTES = 32


@dataclass
class Recent:
    """Matters of the last while by township and kind: now and then one is brought again."""

    keys: Keys = field(default_factory=Keys)
    last: dict[tuple[str, str], Life] = field(default_factory=dict)


@dataclass
class Inventor:
    """Makes up one matter after another for a city; the same seed makes the same matters.

    ``definitions`` has the keys of the published workflows by code. `dataclasses.replace` gives it other inclinations.
    """

    town: Town
    part: MattersPart
    words: Words
    definitions: Mapping[str, int]
    habits: SimulationPart
    pictures: Sequence[StoredFile]
    # How much more often than usual acts are done, which kinds alone come, to whom matters go if they may, and when
    # nobody deals with them any more.
    likely: Mapping[str, float] = field(default_factory=dict)
    only: Sequence[str] = ()
    prefers: Viewer | None = None
    rests: Callable[[Life], bool] = lambda _life: False
    forms: Forms = field(init=False)
    policies: dict[str, Policy] = field(init=False)
    _kinds: Odds[KindRules] = field(init=False)
    _channels: Mapping[str, Odds[str]] = field(init=False)
    _categories: Mapping[str, Odds[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Prepare what does not change from matter to matter."""
        self.forms = Forms(self.part, self.words, self.habits, self.pictures, self.prefers)
        self.policies = {
            code: Policy(definition_of(pk), self.forms, self.habits, self.likely, self.rests)
            for code, pk in self.definitions.items()
        }
        kinds = [kind for kind in self.part.kinds if kind.code in (self.only or self.habits.kinds)]
        self._kinds = Odds({kind: self.habits.kinds[kind.code] for kind in kinds})
        self._channels = {kind.code: Odds(self.habits.channels[kind.code]) for kind in kinds}
        self._categories = {
            kind.code: Odds({code: FALLS_BY**n for n, code in enumerate(self.words.categories(kind.code))})
            for kind in kinds
        }

    def matter(
        self, *, number: str, at: datetime, until: datetime, village: str, random: Random, earlier: Recent
    ) -> Life:
        """Return a matter that was registered at an instant, as it stands at another."""
        kind = self._kinds.draw(random)
        channel, spot = self._place(self._channels[kind.code].draw(random), village, random)
        category = self._categories[kind.code].draw(random)
        accused = self._accused(spot.path, category, random)
        place = (spot.path[: Level.TOWNSHIP], kind.code)
        again = earlier.last.get(place) if random.random() < REPEATED and not accused else None
        if again is not None and (again.matter.concealed or not again.rows[Party]):
            # Nobody else brings what is concealed, and nobody brought what has no party.
            again = None
        matter = Matter(
            pk=earlier.keys.next(Matter),
            definition_id=self.definitions[kind.workflow],
            kind=kind.code,
            category=again.matter.category if again else category,
            category_version=self.part.category_version(kind.code),
            state=self.policies[kind.workflow].definition.initial,
            channel=channel,
            confidentiality=kind.confidentiality,
            concealed=accused is not None,
            unit=self.town.centre_for(spot.path),
            registered_at=at,
            **self._told(kind.code, category, spot, village, random),
        )
        matter.number = number
        life = Life(matter, town=self.town, keys=earlier.keys, other=again)
        parties = self._parties(kind, matter, accused, random)
        if again is not None:
            matter.title, matter.text = again.matter.title, again.matter.text
            parties = [twin(party, id=None, matter_id=matter.pk) for party in again.rows[Party]]
        actor: Actor = VisitorActor() if self._is_residents(channel) else self._registrar(life, random)
        matter.registered_by_id = getattr(actor, "post_id", None)
        earlier.last[place] = life
        pictures = self.forms.some(self._pictures(channel, random), random)
        life.begin(actor, parties, pictures)
        self.policies[kind.workflow].live(life, random, until)
        return life

    def echo(self, first: Life, *, number: str, village: str, random: Random) -> Life | None:
        """Return another matter that lived like the first one, in another village; none where it can't."""
        matter = first.matter
        channel, spot = self._place(matter.channel, village, random)
        if channel != matter.channel:
            return None
        told = self._told(matter.kind, matter.category, spot, village, random)
        elsewhere = twin(matter, id=first.keys.next(Matter), number=number, **told)
        accused = next((party.unit_id for party in first.rows[Party] if party.unit_id), None)
        parties = self._parties(self.part.rules(matter.kind), elsewhere, accused, random)
        return echo(first, elsewhere, parties)

    def _place(self, channel: str, village: str, random: Random) -> tuple[str, Spot]:
        """Return where a matter lies, and how it comes: nobody can scan a poster where none hangs."""
        there = self.town.villages[village]
        if channel != self.part.residents_channel(scanned=True):
            return channel, random.choice(there.spots)
        if there.posters:
            return channel, random.choice(there.posters)
        return self.part.residents_channel(scanned=False), random.choice(there.spots)

    def _told(self, kind: str, category: str, spot: Spot, village: str, random: Random) -> dict[str, Any]:
        """Return the columns that say what is reported, and where."""
        community = community_of(self.town.villages[village].name)
        text = self.words.text(kind, category, community, random)
        located = bool(spot.code) or random.random() < LOCATED
        headcount = random.randint(2, 45) if random.random() < IN_GROUPS else 1
        return {
            "division_id": spot.path,
            "title": title_of(text),
            "text": text,
            "place": spot.place or self.words.place(community, random),
            "lon": spot.lon if located else None,
            "lat": spot.lat if located else None,
            "scanned_code": spot.code,
            "headcount": headcount,
            # Individual, group or large group, as GB/T 31000 counts heads.
            "scale": 1 if headcount < 5 else 2 if headcount < 30 else 3,
            # Nobody was given these links, so that nobody can open them.
            "link_digest": os.urandom(DIGEST_BYTES),
        }

    def _is_residents(self, channel: str) -> bool:
        return channel in {self.part.residents_channel(scanned=scanned) for scanned in (True, False)}

    def _registrar(self, life: Life, random: Random) -> Viewer:
        """Choose who took it down: at the centre, or out in the village."""
        matter = life.matter
        rounds = matter.division_id[: Level.VILLAGE] if matter.channel in self.habits.rounds else ""
        for unit in (*self.town.at(rounds), matter.unit):
            staff = self.town.staff(unit.pk)
            able = [post for post in staff if registrar(post, life.definition, matter.division_id)]
            if able:
                return random.choice(able)
        raise LookupError(f"Nobody can register a report at {matter.division_id}.")

    def _accused(self, path: str, category: str, random: Random) -> int | None:
        """Choose whom a report against a unit is about; it must not learn of it."""
        if category not in self.habits.accusing or random.random() < NAMELESS:
            return None
        around = [unit.pk for unit in self.town.at(path[: Level.COUNTY]) if unit.kind in self.habits.accused]
        return random.choice(around) if around else None

    def _parties(self, kind: KindRules, matter: Matter, accused: int | None, random: Random) -> list[Party]:
        found = matter.channel in self.habits.rounds
        if found or (kind.contact == "optional" and random.random() < NAMELESS):
            return []
        informs = kind.code in self.habits.informed and random.random() < INFORMED
        applicant = Party(
            matter=matter,
            role=Party.Role.INFORMANT if informs else Party.Role.APPLICANT,
            headcount=matter.headcount,
            **identity_columns(self._person(random, matter.place)),
        )
        words = "" if accused else self.words.respondent(kind.code, random)
        if not accused and not words:
            return [applicant]
        other = Party(matter=matter, role=Party.Role.RESPONDENT, unit_id=accused, description=words)
        return [applicant, other]

    def _person(self, random: Random, place: str) -> PersonDetails:
        """Return a resident who belongs to nobody."""
        born = OLDEST + timedelta(days=random.randrange((YOUNGEST - OLDEST).days))
        body = f"{AREA}{born:%Y%m%d}{random.randrange(1000):03d}"
        return PersonDetails(
            name=self.words.person(random),
            phone=f"+86{PHONES}{random.randrange(10**8):08d}",
            citizen_number=body + ric.calc_check_digit(f"{body}0") if random.random() < NUMBERED else "",
            address=place if random.random() < AT_ADDRESS else "",
        )

    def _pictures(self, channel: str, random: Random) -> int:
        shows = self._is_residents(channel) or channel in self.habits.rounds
        return random.randint(1, 3) if shows and random.random() < WITH_PICTURE else 0
