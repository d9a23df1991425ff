"""Random casts and matters, laid down as rows, with the plain facts that the oracle judges by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.identity import PersonDetails, identity_columns
from sanling.domain.matters.models import Assignment, Attachment, Entry, Matter, Participation, Party
from sanling.domain.matters.numbering import compose
from sanling.domain.matters.searching import search_tokens
from sanling.domain.people.models import Jurisdiction, Post, SectorLine, Substitution, Unit
from sanling.domain.workflow.queries import current, definition_of
from sanling.foundation.accounts.models import User
from sanling.foundation.files.models import StoredFile
from sanling.foundation.profile.registry import profile_for
from tests.city import COUNTY, SIBLING_TOWNSHIP, SIBLING_VILLAGE, TOWNSHIP, VILLAGE, City
from tests.domain.matters.oracle import MatterFacts, Oracle, PostFacts

PHONE = "+8613800000000"
ERRAND = "errand"
UNITS = (
    "governance_centre-4101",
    "governance_centre-410105",
    "governance_centre-410104",
    "governance_centre-410105002",
    "governance_centre-410105001",
    "government-410105002",
    "peace_office-410105",
    "petitions-410105",
    "housing-410105",
    "education-410105",
    "police_station-410105002",
    "village_committee-410105002012",
    "village_committee-410105002001",
)
GRIDS = (f"{VILLAGE}001", f"{VILLAGE}002")
PLACES = (COUNTY, TOWNSHIP, VILLAGE, SIBLING_VILLAGE, "410105001003", "410104003001", *GRIDS)
PATHS = ("41", "4101", COUNTY, "410104", TOWNSHIP, SIBLING_TOWNSHIP, VILLAGE, SIBLING_VILLAGE, *GRIDS)
LINES = ("petition", "hazard", "property_management", "school", "unpaid_wages")
KINDS = {
    "dispute": ("property_management", "unpaid_wages", "neighbours"),
    "hazard": ("fire", "special_equipment"),
    "petition": ("school", "other"),
    # No resident brings it: of a family of its own.
    ERRAND: ("",),
}
FAMILIES = (REPORTED, ERRAND)
PARTY_ROLES = ("applicant", "informant", "respondent", "witness")


@dataclass(frozen=True)
class Told:
    """A matter as laid down: its row, its facts, and the roles in which the one person of this world stands in it."""

    row: Matter
    facts: MatterFacts
    person_in: frozenset[str]
    entries: Mapping[int, str]


@dataclass(frozen=True)
class World:
    """One random city at work."""

    oracle: Oracle
    matters: list[Told]


@dataclass(frozen=True)
class Ground:
    """What matters are made of."""

    city: City
    random: Random
    now: datetime
    posts: list[PostFacts]
    units: list[Unit]


def make_world(city: City, random: Random, now: datetime) -> World:
    """Lay down a few posts, substitutions and matters; whoever calls rolls them back."""
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=UNITS)}
    assert len(units) == len(UNITS)
    posts = _posts(city, random, now, list(units.values()))
    oracle = Oracle({post.pk: post for post in posts})
    for away, substitute in _pairs(random, posts):
        under_way = random.random() < 0.7
        begins = now - timedelta(days=3)
        Substitution.objects.create(
            post_id=away.pk,
            substitute_id=substitute.pk,
            begins_at=begins,
            ends_at=now + timedelta(days=1) if under_way else now,
        )
        if under_way:
            oracle.standing_in.append((away.pk, substitute.pk))
    ground = Ground(city, random, now, posts, list(units.values()))
    return World(oracle, [_matter(ground, n) for n in range(random.randint(2, 4))])


def _posts(city: City, random: Random, now: datetime, units: list[Unit]) -> list[PostFacts]:
    # Those who see no matters at all teach little: one of them in four is enough.
    roles = [
        role
        for role in profile_for(city.code).part("people").roles
        if role.scope != "none" or random.random() < 0.25
    ]
    users = [
        User.objects.create(username=f"someone_{n}", display_name="某人", is_active=random.random() < 0.9)
        for n in range(4)
    ]
    found: dict[tuple[int, int, str], PostFacts] = {}
    for _n in range(random.randint(4, 6)):
        user, unit, role = random.choice(users), random.choice(units), random.choice(roles)
        if (user.pk, unit.pk, role.code) in found:
            continue
        when = random.choices(["held", "ended", "to_come"], [10, 3, 1])[0]
        post = Post.objects.create(
            user=user,
            unit=unit,
            role=role.code,
            name="某人",
            begins_at=now + timedelta(days=1) if when == "to_come" else now - timedelta(days=9),
            ends_at=now if when == "ended" else None,
        )
        paths = random.sample(PATHS, random.choice([0, 1, 1, 2, 2]))
        lines = random.sample(LINES, random.choice([0, 0, 1, 2]))
        Jurisdiction.objects.bulk_create(Jurisdiction(post=post, division_id=path) for path in paths)
        SectorLine.objects.bulk_create(SectorLine(post=post, line=line) for line in lines)
        found[user.pk, unit.pk, role.code] = PostFacts(
            pk=post.pk,
            user=user.pk,
            unit=unit.pk,
            role=role,
            paths=frozenset(paths),
            lines=frozenset(lines),
            unit_lines=frozenset(unit.lines),
            everywhere=any(unit.division_id[: len(path)] == path for path in paths),
            held=when == "held" and user.is_active,
            begun=when != "to_come",
        )
    return list(found.values())


def _pairs(random: Random, posts: list[PostFacts]) -> list[tuple[PostFacts, PostFacts]]:
    if len(posts) < 2:
        return []
    drawn = [(*random.sample(posts, 2),) for _n in range(random.randint(1, 3))]
    return list({(away.pk, other.pk): (away, other) for away, other in drawn}.values())


def _matter(ground: Ground, sequence: int) -> Told:
    random, now = ground.random, ground.now
    registrar = random.choice([None, None, *ground.posts])
    row = _row(ground, sequence, registrar)
    taking_part = {row.unit_id, *(unit.pk for unit in random.sample(ground.units, random.randint(0, 2)))}
    Participation.objects.bulk_create(
        Participation(matter=row, unit_id=unit, registered_at=row.registered_at) for unit in taking_part
    )
    charged = {registrar.pk} if registrar else set()
    charged |= _charges(random, now, row, ground.posts)
    respondents, person_in = _parties(random, row, ground.units)
    facts = MatterFacts(
        pk=row.pk,
        division=row.division_id,
        family=row.family,
        kind=row.kind,
        category=row.category,
        confidentiality=row.confidentiality,
        concealed=row.concealed,
        taking_part=frozenset(taking_part),
        charged=frozenset(charged),
        respondents=frozenset(respondents),
        protected_kind=row.kind in ("hazard", "petition"),
    )
    return Told(row, facts, person_in, _entries(random, now, row))


def _row(ground: Ground, sequence: int, registrar: PostFacts | None) -> Matter:
    random, city = ground.random, ground.city
    kind = random.choice(sorted(KINDS))
    definition = current(city=city.code, code=profile_for(city.code).part("matters").rules(kind).workflow)
    reported = kind != ERRAND
    row = Matter(
        number=compose(city.profile.letters, ground.now.date(), sequence + 1),
        division_id=random.choice(PLACES),
        definition=definition,
        family=REPORTED if reported else ERRAND,
        kind=kind,
        category=random.choice(KINDS[kind]),
        state=definition_of(definition.pk).initial,
        title="楼道堆物",
        text="楼道里堆满了垃圾。",
        channel="scan" if reported else "",
        confidentiality=random.choice([0, 0, 1, 2]),
        concealed=random.random() < 0.4,
        unit=random.choice(ground.units),
        registered_by_id=registrar.pk if registrar else None,
        registered_at=ground.now - timedelta(hours=sequence),
        link_digest=bytes(31) + bytes([sequence]) if reported else None,
    )
    row.search = search_tokens(row)
    row.save()
    return row


def _charges(random: Random, now: datetime, row: Matter, posts: list[PostFacts]) -> set[int]:
    """Charge posts one after another, as re-routings do; who gave it back has no more to do with it."""
    charged = set()
    drawn = random.sample(posts, random.randint(0, min(3, len(posts))))
    for place, post in enumerate(drawn):
        how = "under_way" if place == len(drawn) - 1 else random.choice(["return", "assign", "ended"])
        begun = now - timedelta(days=5 - place)
        Assignment.objects.create(
            matter=row,
            kind=Assignment.Kind.MAIN,
            unit_id=post.unit,
            post_id=post.pk,
            begun_at=begun,
            ended_at=None if how == "under_way" else begun + timedelta(days=1),
            ended_how="" if how == "under_way" else how,
        )
        if how == "under_way":
            Matter.objects.filter(pk=row.pk).update(assignee=post.pk)
        if how in ("under_way", "ended"):
            charged.add(post.pk)
    return charged


def _parties(random: Random, row: Matter, units: list[Unit]) -> tuple[set[int], frozenset[str]]:
    respondents = {unit.pk for unit in random.sample(units, random.choice([0, 1, 1, 2]))}
    person_in = frozenset(random.sample(PARTY_ROLES, random.randint(0, 2)))
    Party.objects.bulk_create(
        [
            *(Party(matter=row, unit_id=unit, role=Party.Role.RESPONDENT) for unit in respondents),
            *(
                Party(matter=row, role=role, **identity_columns(PersonDetails("王小明", PHONE)))
                for role in person_in
            ),
        ]
    )
    return respondents, person_in


def _entries(random: Random, now: datetime, row: Matter) -> dict[int, str]:
    written = {}
    for audience in random.sample(["party", "internal", "restricted"], random.randint(1, 3)):
        entry = Entry.objects.create(
            matter=row,
            at=now,
            code="note",
            audience=audience,
            actor_kind="system",
            actor_key="system:test",
            version=1,
        )
        file = StoredFile.objects.create(
            city="4101",
            sha256="0" * 64,
            size=1,
            media_type="image/png",
            name="a.png",
            created_at=now,
            created_by="x",
        )
        Attachment.objects.create(entry=entry, file=file, name="a.png")
        written[entry.pk] = audience
    return written
