"""How subjects map to the axes of access: where each lies, its sector and type, and who is in charge there."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer, reach_at, visible_to
from sanling.domain.people.guarded import Called, Guarded
from sanling.domain.people.reach import Reach
from sanling.domain.people.routes import NOTHING
from sanling.domain.subjects.config import SubjectsPart, SubjectType
from sanling.domain.subjects.models import Charge, Period, Subject
from sanling.domain.subjects.rules import Group
from sanling.foundation.cleaning import fold_code
from sanling.foundation.profile.registry import profile_for


def _called(city: str) -> Called:
    part: SubjectsPart = profile_for(city).part("subjects")
    return Called(
        kinds={kind.code: str(kind.name) for kind in part.types},
        categories={
            **{group.value: str(name) for group, name in part.groups.items()},
            **{sector.code: str(sector.name) for sector in part.sectors},
        },
    )


GUARDED = Guarded(
    room="subjects",
    name=gettext_lazy("Subjects"),
    model=Subject,
    division="division",
    levels={},
    # No unit takes part in a subject: departments see those of their lines.
    units=lambda _unit: NOTHING,
    posts=lambda post: Q(pk__in=Charge.objects.filter(post=post, ends_on=None).values("subject")),
    lines=("group", "sector", "type"),
    kind="type",
    kinds=lambda profile: {"": [kind.code for kind in profile.part("subjects").types]},
    called=_called,
)


def visible_subjects(viewer: Viewer | None) -> QuerySet[Subject]:
    """Return the subjects that a viewer may see; whatever shows subjects starts here."""
    return Subject.objects.filter(visible_to(viewer, GUARDED))


def seen_by_code(viewer: Viewer | None, code: str, *, city: str = "") -> Subject | None:
    """Return the subject of a code, however it is typed, if the viewer may see it; of any city or of one."""
    of_city = Q(city=city) if city else Q()
    return visible_subjects(viewer).filter(of_city, code=fold_code(code)[:32]).order_by("pk").first()


def into_of(viewer: Viewer | None, subject: Subject) -> Subject | None:
    """Return what a subject became part of, if it did and the viewer may see that one."""
    return visible_subjects(viewer).filter(pk=subject.into_id).first() if subject.into_id else None


def periods_of(viewer: Viewer | None, subject: Subject) -> QuerySet[Period]:
    """Return what was known of a subject that a viewer may see, the latest first."""
    seen = visible_subjects(viewer).filter(pk=subject.pk)
    return Period.objects.filter(subject__in=seen).select_related("division").order_by("-begins_on", "-pk")


def charges_of(viewer: Viewer | None, subject: Subject) -> QuerySet[Charge]:
    """Return who was ever in charge at a subject that a viewer may see, the latest first."""
    seen = visible_subjects(viewer).filter(pk=subject.pk)
    found = Charge.objects.filter(subject__in=seen).select_related("post__unit")
    return found.order_by("-begins_on", "-pk")


def may_unmask(viewer: Viewer, subject: Subject) -> bool:
    """Tell whether a viewer may read the phones of those in charge at a subject in full, after saying why."""
    return Subject.objects.filter(visible_to(viewer, GUARDED, unmasked=True), pk=subject.pk).exists()


def keeps_some(viewer: Viewer) -> bool:
    """Tell whether a viewer keeps subjects anywhere."""
    return any(map(_keeps, viewer.reaches))


def keeps(viewer: Viewer, division: str, lines: Collection[str]) -> bool:
    """Tell whether a viewer adds and changes subjects of these lines (sector, type) at a division."""
    return reach_at(viewer, division, lambda reach: _keeps(reach) and _is_of(reach, lines)) is not None


def takes_stock(viewer: Viewer, county: str, line: str) -> bool:
    """Tell whether a viewer confirms the subjects of a line (a sector, or the group of places) in all of a county."""
    return keeps(viewer, county, (line,))


def sees_whole_line(viewer: Viewer, county: str, line: str) -> bool:
    """Tell whether a viewer sees all subjects of such a line in a county: its sum is told to nobody who sees a part."""

    def may(reach: Reach) -> bool:
        scopes = {rights.scope for rights in reach.role.somewhere(GUARDED.room)}
        return scopes == {"jurisdiction"} and _is_of(reach, (line,))

    return reach_at(viewer, county, may) is not None


def types_kept(viewer: Viewer) -> list[SubjectType]:
    """Return the types of subjects that a viewer keeps somewhere, in one sector at least."""
    part: SubjectsPart = profile_for(viewer.city).part("subjects")
    sectors = {sector.code for sector in part.sectors}

    def may(kind: SubjectType) -> bool:
        is_open = kind.sector is None and kind.group is not Group.PLACES
        lines = {kind.code} | (sectors if is_open else {kind.sector or ""})
        return any(_keeps(reach) and _is_of(reach, lines) for reach in viewer.reaches)

    return [kind for kind in part.types if may(kind)]


def _keeps(reach: Reach) -> bool:
    part: SubjectsPart = profile_for(reach.unit_division).part("subjects")
    return reach.role.code in part.kept_by


def _is_of(reach: Reach, lines: Collection[str]) -> bool:
    """Tell whether lines are a reach's; who is in charge of a whole group sees it, and keeps none of it."""
    return all(
        not narrowed or not set(lines).isdisjoint(narrowed) for narrowed in (reach.unit_lines, reach.lines)
    )
