"""Mediation in the demonstration city: a body at each unit where such a body usually stands, with who mediates there.

Some are versed in a few kinds of disputes; at the county of the cast experts advise beside them, who don't work on the
platform. All of them are invented, and stand in the directory. One dispute went to the court with its agreement.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFont

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import is_mediated
from sanling.domain.mediation.actions.add_mediators import NewMediator, add_mediators
from sanling.domain.mediation.actions.choose_mediator import choose_mediator
from sanling.domain.mediation.choosing import may_choose, nearest_of
from sanling.domain.mediation.court_staging import stage_confirmation
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Body, Revisit, Seal
from sanling.domain.mediation.naming import specialities_of
from sanling.domain.mediation.revisiting import SETTLED, plan
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import centre_of, in_office
from sanling.domain.territory.rules import Level
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.days import today
from sanling.foundation.printing.font import FONT
from sanling.foundation.profile.loader import Profile

ACTOR = SystemActor("demo")
HOURS = ("08:30-12:00 14:30-17:30", "09:00-11:30", "14:30-17:30", "daily 09:00-20:00", "")
# In how many kinds of disputes somebody is versed; none is all.
VERSED = (0, 0, 1, 2, 3)
TRADE = "trade"
# In how many disputes a mediator was chosen.
CHOICES = 2
LOOKED_AT = 20
REVISITED = timedelta(days=95)
# Experts of the county's own trade committee, one of each other profession, and what each is versed in.
EXPERTS = (
    ("秦守信", ("expropriation", "forest_land")),
    ("宋明哲", ("contract", "damages", "labour")),
    ("田静", ("marriage_family",)),
    ("姚文启", ("marriage_family", "house_homestead")),
    ("熊立群", ("unpaid_wages", "labour")),
)


def stage(*, profile: Profile, posts: Mapping[str, int], village: str) -> None:
    """Lay them out; where the profile knows no bodies there are none."""
    part = part_of(profile.city)
    if not part.kinds:
        return
    usual = {unit: kind.code for kind in part.kinds for unit in kind.units}
    held = Post.objects.filter(in_office(clock.now()), unit__city=profile.city, role__in=part.roles).order_by(
        "pk"
    )
    by_unit: dict[int, list[int]] = defaultdict(list)
    for post, unit in held.values_list("pk", "unit"):
        by_unit[unit].append(post)
    units = Unit.objects.filter(pk__in=by_unit, ends_on=None, kind__in=usual).order_by("pk")
    bodies = [Body(unit=unit, kind=usual[unit.kind], name=_name(unit), begins_on=today()) for unit in units]
    insert_many(Body, bodies)
    _seal(bodies)
    random = Random(12)  # noqa: S311 -- invented mediators
    known = sorted(specialities_of(profile.city))
    usually, *others = [profession.code for profession in part.professions]
    tongues = [language.code for language in part.languages]
    new = [
        NewMediator(
            body_id=body.pk,
            post_id=post,
            profession=usually,
            specialities=sorted(random.sample(known, min(random.choice(VERSED), len(known)))),
            languages=[*tongues[:1], *(code for code in tongues[1:3] if random.random() < 0.3)],
            hours=random.choice(HOURS),
            listed=True,
        )
        for body in bodies
        for post in by_unit[body.unit_id]
    ]
    if part.kind(TRADE):
        new += _experts(village[: Level.COUNTY], others, tongues[:1], known)
    if new:
        _enter(new, village)
    _revisit(village[: Level.TOWNSHIP])
    stage_confirmation(city=profile.city, posts=posts, village=village)


def _enter(new: Sequence[NewMediator], village: str) -> None:
    """Enter them, and have who brought the last disputes of the village that nobody mediates yet choose by one key."""
    add_mediators(actor=ACTOR, new=new)
    waiting = Matter.objects.filter(division__path__startswith=village, open=True, resolved_at=None)
    chosen = 0
    for matter in waiting.select_related("unit").defer("search", "text").order_by("-pk")[:LOOKED_AT]:
        if chosen < CHOICES and is_mediated(matter) and may_choose(matter) and nearest_of(matter):
            choose_mediator(actor=ACTOR, matter_id=matter.pk)
            chosen += 1


def _revisit(township: str) -> None:
    """Have the parties of what was settled in the township lately been revisited, but for what came due in a week."""
    settled = Matter.objects.filter(
        township=township, outcome=SETTLED, resolved_at__gte=clock.now() - REVISITED
    )
    plan(settled.defer("search", "text"))
    due = Revisit.objects.filter(matter__township=township, due_on__lt=today() - timedelta(days=7))
    made = list(due.select_related("matter").defer("matter__search", "matter__text").order_by("pk"))
    for nth, revisit in enumerate(made):
        revisit.done_on, revisit.at = revisit.due_on, clock.now()
        revisit.way, revisit.by_post_id = Revisit.Way.CALL, revisit.matter.assignee_id
        revisit.result = Revisit.Result.PARTLY if nth % 9 == 8 else Revisit.Result.KEPT
        revisit.satisfied = nth % 11 != 10
    Revisit.objects.bulk_update(made, ["done_on", "at", "way", "by_post", "result", "satisfied"])


def _seal(bodies: Sequence[Body]) -> None:
    """Give bodies a seal each, so that what is agreed on at them can take effect: all the same, and marked as such."""
    picture, now = _drawn(), clock.now()
    insert_many(Seal, [Seal(body=body, picture=picture, begins_at=now) for body in bodies])


def _drawn() -> bytes:
    """Return a round red seal that no body has: it says that it is for demonstration."""
    side, red = 320, "#c8102e"
    seal = Image.new("RGBA", (side, side))
    drawing = ImageDraw.Draw(seal)
    drawing.ellipse((8, 8, side - 8, side - 8), outline=red, width=9)
    font = ImageFont.truetype(FONT, 44)
    for line, height in (("调解专用", 0.36), ("演 示", 0.6)):
        drawing.text((side / 2, side * height), line, fill=red, font=font, anchor="mm")
    kept = BytesIO()
    seal.save(kept, "PNG")
    return kept.getvalue()


def _name(unit: Unit) -> str:
    return unit.name if "调解" in unit.name else f"{unit.name}人民调解委员会"


def _experts(
    county: str, professions: Sequence[str], languages: Sequence[str], known: Sequence[str]
) -> Iterator[NewMediator]:
    unit = centre_of(county)
    if unit is None:
        return
    body = Body(unit=unit, kind=TRADE, name=f"{unit.division.name}专业性人民调解委员会", begins_on=today())
    insert_many(Body, [body])
    for profession, (name, versed) in zip(professions, EXPERTS, strict=False):
        yield NewMediator(
            body_id=body.pk,
            name=name,
            profession=profession,
            specialities=[code for code in versed if code in known],
            languages=languages,
            hours=HOURS[0],
            listed=True,
        )
