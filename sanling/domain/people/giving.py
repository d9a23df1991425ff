"""Who gives posts, ends and lends them, and who confirms what another gave: by one's own post, never for oneself.

Whoever stands in for another works on matters, and gives nobody anything that would outlast the leave. Whoever belongs
to a unit doesn't read who complained about it, so nobody of the unit alone decides who belongs to it.
"""

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from sanling.domain.people.access import Viewer
from sanling.domain.people.config import PeoplePart, role_rules
from sanling.domain.people.models import Jurisdiction, Post, SectorLine, Substitution, Unit
from sanling.domain.people.queries import lasting_posts, persons_at
from sanling.domain.people.reach import Reach, lines_of
from sanling.domain.people.roles import Cell, RoleRules
from sanling.domain.people.routes import NOTHING
from sanling.domain.people.rules import Duty
from sanling.foundation.profile.registry import profile_for


def roles_given(viewer: Viewer | None, unit: Unit) -> frozenset[str]:
    """Return the roles whose posts a viewer gives and ends at a unit; none unless the profile says so."""
    if viewer is None or unit.city != viewer.city:
        return frozenset()
    reach = viewer.own
    if reach.unit_id == unit.pk:
        return frozenset(reach.role.appoints)
    return _given_elsewhere(viewer) if reach.covers(unit.division_id) else frozenset()


def _given_elsewhere(viewer: Viewer) -> frozenset[str]:
    """Return the roles that a viewer gives at other units than its own.

    What such a post sees of its unit, and of its place, its giver must see by place, in each room and kind; but what
    nobody in the city sees by place, as hand-overs, no giver could.
    """
    own = viewer.own.role
    if own.duty is not Duty.MATTERS:
        return frozenset(own.appoints)
    part: PeoplePart = profile_for(viewer.city).part("people")
    given = (role_rules(viewer.city, code) for code in own.appoints)
    return frozenset(role.code for role in given if _by_place(own, role, part.roles))


def _by_place(own: RoleRules, given: RoleRules, everybody: Sequence[RoleRules]) -> bool:
    def by_place(role: RoleRules, cell: Cell) -> bool:
        return role.rights(*cell).scope == "jurisdiction"

    return own.scope == "jurisdiction" and all(
        by_place(own, cell)
        or not given.rights(*cell).sees
        or not any(by_place(role, cell) for role in everybody)
        for cell in given.cells(own)
    )


def may_give(viewer: Viewer, unit: Unit, role: str, paths: Iterable[str], lines: Iterable[str]) -> bool:
    """Tell whether a viewer gives a post of a role at a unit, for divisions and lines that are all the viewer's own.

    Who answers for one village of a township gives nobody the township, at the township's own centre neither.
    """
    within = all(map(viewer.own.covers, paths)) and keeps_to_lines(viewer.own, unit, lines)
    return role in roles_given(viewer, unit) and within


def keeps_to_lines(reach: Reach, unit: Unit, lines: Iterable[str]) -> bool:
    """Tell whether a post at a unit, narrowed to lines or to none, has no line that a reach hasn't."""
    held = lines_of(unit, lines)
    return not reach.lines or (bool(held) and held <= set(reach.lines))


def may_change(viewer: Viewer, post: Post) -> bool:
    """Tell whether a viewer ends a post and arranges its leave: whoever may give it as it is, but never one's own."""
    if post.user_id == viewer.user_id:
        return False
    paths = [row.division_id for row in post.jurisdictions.all()]
    lines = [row.line for row in post.sector_lines.all()] if viewer.own.lines else ()
    return may_give(viewer, post.unit, post.role, paths, lines)


def brought_in(viewer: Viewer, unit_id: int, users: Collection[int]) -> frozenset[int]:
    """Return those people of other units alone whom a viewer would bring into a unit that is the viewer's own, too."""
    if unit_id not in viewer.partial_units:
        return frozenset()
    elsewhere = lasting_posts().filter(user__in=users).exclude(user__in=persons_at([unit_id]))
    return frozenset(elsewhere.exclude(unit=unit_id).values_list("user", flat=True))


def confirms(reach: Reach) -> bool:
    """Tell whether a reach confirms posts anywhere: that of the security administrators, and whoever gives posts."""
    return reach.role.duty is Duty.SECURITY or bool(reach.role.appoints)


def to_confirm(viewer: Viewer) -> QuerySet[Post]:
    """Return the waiting posts that a viewer may confirm as the second person.

    They are those that the viewer could give, or any within reach for a security administrator, but none that the
    viewer gave, holds, or made the account of: whoever made somebody up must not be believed twice. What somebody gave
    at a unit of their own, by whichever of their posts, is confirmed from outside it.
    """
    reach = viewer.own
    there = covered = NOTHING
    for path in reach.paths:
        there |= Q(unit__division__path__startswith=path)
        covered |= Q(division__path__startswith=path)
    beyond = Exists(Jurisdiction.objects.filter(~covered, post=OuterRef("pk")))
    if reach.role.duty is not Duty.SECURITY:
        at_own = Q(unit=reach.unit_id, role__in=reach.role.appoints)
        there = at_own | there & Q(role__in=_given_elsewhere(viewer))
    own = Q(user=viewer.user_id) | Q(user__made_by=viewer.user_id) | Q(appointment__by__user=viewer.user_id)
    own |= Q(_given_by_its_own(), unit__in=viewer.partial_units)
    waiting = Post.objects.filter(there, ~beyond, waiting=True, unit__city=viewer.city).exclude(own)
    return waiting.filter(_keeping_to_lines(reach)) if reach.lines else waiting


def _given_by_its_own() -> Q:
    """Return the condition that whoever gave a post belonged to its unit then, or stood in for somebody of it."""
    there = {"unit": OuterRef("unit"), "begins_at__lte": OuterRef("appointment__at"), "waiting": False}
    belonged = Post.objects.filter(user=OuterRef("appointment__by__user"), **there)
    stood_in = Substitution.objects.filter(
        substitute__user=OuterRef("appointment__by__user"),
        post__unit=OuterRef("unit"),
        begins_at__lte=OuterRef("appointment__at"),
        ends_at__gt=OuterRef("appointment__at"),
    )
    return Q(Exists(belonged)) | Q(Exists(stood_in))


def _keeping_to_lines(reach: Reach) -> Q:
    """Return `keeps_to_lines` as a condition on posts, for a reach that has lines."""
    lines = SectorLine.objects.filter(post=OuterRef("pk"))
    of_unit = ~Q(unit__lines=[]) & Q(unit__lines__contained_by=[*reach.lines])
    return Q(Exists(lines) | of_unit, ~Exists(lines.exclude(line__in=reach.lines)))
