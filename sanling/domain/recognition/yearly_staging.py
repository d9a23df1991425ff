"""What the demonstration city has of this year's recognitions: one at each step in the cast's village, some decided."""

from collections.abc import Iterator
from typing import Any

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.act import perform
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import viewer_for
from sanling.domain.people.models import Post
from sanling.domain.people.queries import in_office
from sanling.domain.recognition.actions.open_year import open_year, to_open
from sanling.domain.recognition.models import Judged, Recognition
from sanling.domain.recognition.situations import recognition_part
from sanling.domain.subjects.rules import Group
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import Action, ActorRelation
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor, SystemActor
from sanling.foundation.days import today
from sanling.foundation.profile.loader import Profile

ACTOR = SystemActor("demo")
MOST = 24
DECLARED = {
    "statement": "全年开展安全生产培训四次，排查隐患十二处，均已整改；矛盾纠纷在本单位化解。",
    "true_and_complete": True,
}
# By the state: what is done next, and what is said.
STEPS: dict[str, tuple[str, dict[str, Any]]] = {
    "declaring": ("declare", DECLARED),
    "checking": ("check", {"checked": "true_so"}),
    "sector": ("give_opinion", {"opinion": "agree"}),
    "comparing": ("propose", {}),
    "published": ("record", {}),
    "recording": ("grant", {}),
}
SAID = {"finding": "kept", "note": "经核查台账，当月无登记事项。"}


def stage_year(profile: Profile, village: str) -> None:
    """Open the year for institutions of the village, and bring each as far as its turn says."""
    part = recognition_part(profile.city)
    if part.kind is None:
        return
    year = part.last_over(today().replace(day=1))
    subjects = to_open(profile.city, year).filter(division=village).exclude(group=Group.PLACES)
    broken = Judged.objects.exclude(broken=[]).filter(month__in=part.months(year)).values("subject")
    for nth, subject in enumerate(subjects.exclude(sector="").exclude(pk__in=broken)[:MOST]):
        open_year(actor=ACTOR, city=profile.city, year=year, subjects=[subject.pk])
        _bring(Recognition.objects.get(subject=subject, year=year).matter, nth % (len(STEPS) + 1))


def _bring(matter: Matter, steps: int) -> None:
    """Do so many steps of a matter's, as far as there is somebody to do them."""
    definition = definition_of(matter.definition_id)
    for _nth in range(steps):
        code, fields = STEPS[matter.state]
        actor = _somebody(matter, definition.action(code))
        if actor is None:
            return
        if code == "propose":
            _answer_open(matter, actor)
        perform(actor=actor, matter_id=matter.pk, action=code, version=matter.version, fields=fields)
        matter.refresh_from_db()


def _answer_open(matter: Matter, office: Actor) -> None:
    """Have what isn't established yet answered."""
    if matter.recognition.comparisons.filter(finding="").exists():
        perform(actor=office, matter_id=matter.pk, action="compare", version=matter.version, fields=SAID)
        matter.refresh_from_db()


def _somebody(matter: Matter, action: Action) -> Actor | None:
    """Return the subject, the system, or somebody of the unit that has it, as the action wants."""
    if action.by(ActorRelation.PARTY):
        return LinkActor(matter.pk)
    if action.by(ActorRelation.SYSTEM):
        return ACTOR
    roles = [role for who in action.who if who.relation is ActorRelation.HOLDER for role in who.roles]
    held = Post.objects.filter(in_office(clock.now()), unit=matter.unit_id, role__in=roles)
    viewers: Iterator[Actor | None] = (viewer_for(post) for post in held.order_by("pk"))
    return next((viewer for viewer in viewers if viewer), None)
