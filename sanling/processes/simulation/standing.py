"""Who may do what on an invented matter, by the same rules as on any other."""

from datetime import datetime

from sanling.domain.matters.act import facts_of
from sanling.domain.people import sight
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import ancestors_of, level_of
from sanling.domain.workflow.rules import refusal
from sanling.domain.workflow.schema import Action, ActorRelation, Who
from sanling.foundation.audit.actor import Actor
from sanling.processes.simulation.life import Life


def candidates(life: Life, who: Who) -> list[Viewer]:
    """Return the posts that stand in a relation to the matter, in one of its roles; some may not see it."""
    town, matter = life.town, life.matter
    match who.relation:
        case ActorRelation.HOLDER:
            found = town.staff(matter.unit_id, who.roles)
        case ActorRelation.ASSIGNEE:
            assignee = town.posts[matter.assignee_id] if matter.assignee_id else None
            found = [assignee] if assignee and {"*", assignee.own.role.code} & {*who.roles} else []
        case ActorRelation.JOINT:
            found = [
                post for joint in life.joints[matter.pk] for post in town.staff(joint.unit_id, who.roles)
            ]
        case ActorRelation.ABOVE:
            below = len(matter.unit.division_id)
            above = [path for path in ancestors_of(matter.division_id) if len(path) < below]
            found = [post for path in above for post in town.staff_at(path, who.roles)]
        case _:
            found = []
    if who.levels is None:
        return list(found)
    return [post for post in found if level_of(post.own.unit_division).name.lower() in who.levels]


def sees(life: Life, post: Viewer) -> bool:
    """Tell whether a post sees the matter."""
    return sight.sees(post, life.standpoint())


def would_see(life: Life, post: Viewer) -> bool:
    """Tell whether a post would see the matter if its unit took part and it were charged itself."""
    return sight.sees(post, life.standpoint(units=(post.own.unit_id,), posts=(post.post_id,)))


def may(life: Life, action: Action, actor: Actor, at: datetime) -> bool:
    """Tell whether an actor who sees it may do an action at an instant."""
    every = facts_of(actor, life.of(life.matter), [action])
    return any(refusal(action, facts, at) is None for facts in every)
