"""Ledgers: the mediation bodies of a city and who mediates there, which all staff read, and revisits."""

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sanling.domain.mediation.models import Body, Mediator
from sanling.domain.mediation.naming import FOUND_AGAIN, names_of, specialities_of
from sanling.domain.mediation.revisiting import visible_revisits
from sanling.domain.people.access import Viewer, sees_some
from sanling.domain.people.ledgers import Column, Filter, RoomLedger
from sanling.domain.people.queries import in_city
from sanling.foundation.days import today
from sanling.foundation.opening import Opening


def _bodies(viewer: Viewer) -> QuerySet[Body]:
    working = Count("mediators", filter=Q(mediators__ends_on=None))
    found = Body.objects.filter(in_city(viewer.city, "unit__city"), ends_on=None)
    return found.select_related("unit__division").annotate(working=working)


def _mediators(viewer: Viewer) -> QuerySet[Mediator]:
    found = Mediator.objects.filter(in_city(viewer.city), ends_on=None)
    return found.select_related("body__unit__division")


def _kind(body: Body, _viewer: Viewer) -> str:
    return names_of(body.unit.city)[0].get(body.kind, body.kind)


def _profession(mediator: Mediator, _viewer: Viewer) -> str:
    return names_of(mediator.city)[1].get(mediator.profession, mediator.profession)


def speciality_names(mediator: Mediator) -> str:
    """Return what somebody is versed in, in words."""
    names = specialities_of(mediator.city)
    comma = pgettext("between the items of a list", ", ")
    return comma.join(names.get(code, code) for code in mediator.specialities) or _("All kinds of disputes")


def language_names(mediator: Mediator) -> str:
    """Return the languages of somebody, in words."""
    names = names_of(mediator.city)[2]
    return pgettext("between the items of a list", ", ").join(
        names.get(code, code) for code in mediator.languages
    )


def _listed(_city: str) -> Mapping[str, str]:
    return {"yes": _("Stands in the directory"), "no": _("Doesn't stand there")}


def _stages(_city: str) -> Mapping[str, str]:
    return {"due": _("Due"), "later": _("Later"), "made": _("Made")}


def _of_stage(stage: str) -> Q:
    match stage:
        case "due":
            return Q(done_on=None, due_on__lte=today())
        case "later":
            return Q(done_on=None, due_on__gt=today())
        case _:
            return Q(done_on__isnull=False)


LEDGERS = (
    RoomLedger(
        code="revisits",
        name=gettext_lazy("Revisits"),
        may=lambda viewer: sees_some(viewer, "matters"),
        rows=lambda viewer: visible_revisits(viewer).select_related("matter__assignee", "by_post"),
        of_rows=(
            Column("number", gettext_lazy("Number"), lambda revisit, _viewer: revisit.matter.number, 20),
            Column("due_on", gettext_lazy("To be made by"), lambda revisit, _viewer: revisit.due_on, 14),
            Column("done_on", gettext_lazy("Made on"), lambda revisit, _viewer: revisit.done_on, 14),
            Column(
                "result",
                gettext_lazy("How it is now"),
                lambda revisit, _viewer: str(FOUND_AGAIN.get(revisit.result, "")),
                30,
            ),
            Column(
                "mediator",
                gettext_lazy("Mediator"),
                lambda revisit, _viewer: revisit.matter.assignee.name if revisit.matter.assignee else "",
                14,
            ),
        ),
        filters=(
            Filter("stage", gettext_lazy("Standing"), choices=_stages, narrow=_of_stage),
            Filter(
                "result",
                gettext_lazy("How it is now"),
                choices=lambda _city: {code: str(name) for code, name in FOUND_AGAIN.items()},
                narrow=lambda code: Q(result=code),
            ),
        ),
        place="matter__division",
    ),
    RoomLedger(
        code="mediation_bodies",
        name=gettext_lazy("Mediation bodies"),
        may=lambda viewer: bool(viewer.post_id),
        rows=_bodies,
        of_rows=(
            Column("name", gettext_lazy("Name of the body"), lambda body, _viewer: body.label, 40),
            Column("kind", gettext_lazy("Kind"), _kind, 30),
            Column("unit", gettext_lazy("Unit that keeps it"), lambda body, _viewer: body.unit.label, 30),
            Column("at", gettext_lazy("Place"), lambda body, _viewer: body.unit.division.name, 20),
            Column("people", gettext_lazy("People"), lambda body, _viewer: body.working, 10),
        ),
        filters=(
            Filter(
                "kind",
                gettext_lazy("Kind"),
                choices=lambda city: names_of(city)[0],
                narrow=lambda kind: Q(kind=kind),
            ),
        ),
        place="unit__division",
        found_by="found_by",
    ),
    RoomLedger(
        code="mediators",
        name=gettext_lazy("Mediators"),
        may=lambda viewer: bool(viewer.post_id),
        rows=_mediators,
        of_rows=(
            Column("name", gettext_lazy("Name"), lambda mediator, _viewer: mediator.name, 14),
            Column("profession", gettext_lazy("Profession"), _profession, 14),
            Column("body", gettext_lazy("Mediation body"), lambda mediator, _viewer: mediator.body.label, 40),
            Column(
                "specialities",
                gettext_lazy("Versed in"),
                lambda mediator, _viewer: speciality_names(mediator),
                40,
            ),
            Column(
                "languages", gettext_lazy("Languages"), lambda mediator, _viewer: language_names(mediator), 20
            ),
            Column(
                "hours",
                gettext_lazy("When free"),
                lambda mediator, _viewer: str(Opening.spelt(mediator.hours) or ""),
                30,
                usual=False,
            ),
            Column(
                "listed",
                gettext_lazy("Directory"),
                lambda mediator, _viewer: _listed("")["yes" if mediator.listed else "no"],
                16,
                usual=False,
            ),
        ),
        filters=(
            Filter(
                "speciality",
                gettext_lazy("Versed in"),
                choices=specialities_of,
                narrow=lambda code: Q(specialities__contains=[code]) | Q(specialities=[]),
            ),
            Filter(
                "language",
                gettext_lazy("Languages"),
                choices=lambda city: names_of(city)[2],
                narrow=lambda code: Q(languages__contains=[code]),
            ),
            Filter(
                "profession",
                gettext_lazy("Profession"),
                choices=lambda city: names_of(city)[1],
                narrow=lambda code: Q(profession=code),
            ),
            Filter(
                "listed",
                gettext_lazy("Directory"),
                choices=_listed,
                narrow=lambda code: Q(listed=code == "yes"),
            ),
        ),
        place="body__unit__division",
        found_by="found_by",
    ),
)
