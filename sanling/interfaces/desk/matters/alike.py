"""What may be the same as a matter, with the reason, and the acts by which one says so, filled in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.alike import Likeness, Why, alike
from sanling.domain.matters.models import Matter, Relation
from sanling.domain.matters.numbering import parse
from sanling.domain.matters.queries import find_matter
from sanling.domain.matters.verbs.merge import Merge
from sanling.domain.matters.verbs.relate import Relate
from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.seek_person import SeekingRefused
from sanling.domain.workflow.schema import Action
from sanling.foundation import clock
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.matters.listing import ListedMatter, rows_for
from sanling.interfaces.desk.pages import sees_matters

TYING = frozenset({Merge.code, Relate.code})


@dataclass(frozen=True)
class AlikeRow:
    """A row of a matter that may be the same, why it may, and where the acts stand that say so."""

    row: ListedMatter
    why: Why
    acts: tuple[tuple[str, str], ...] = ()


def alike_rows(viewer: Viewer, found: Iterable[Likeness]) -> list[AlikeRow]:
    """Return the rows of matters that may be the same: one query."""
    found = list(found)
    listed = rows_for(viewer, [likeness.matter for likeness in found])
    return [AlikeRow(row, likeness.why) for row, likeness in zip(listed, found, strict=True)]


def named_in(request: HttpRequest) -> dict[str, str]:
    """Return what an act's form begins with because the address that led to it says so."""
    number, relation = parse(request.GET.get("number", "")), request.GET.get("relation", "")
    key = request.GET.get("value", "")[:20]
    said = {
        "number": number or "",
        "relation": relation if relation in Relation.Kind.values else "",
        # What is no category of the kind the box doesn't show.
        "category": request.GET.get("category", "")[:40],
        # A place or a post by its key; what is no choice of the form's own its box doesn't show either.
        request.GET.get("field", "")[:40]: key if key.isascii() and key.isdigit() else "",
    }
    return {name: value for name, value in said.items() if value}


@require_safe
@door(sees_matters)
def alike_page(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show what may be the same as a matter, to who may merge or relate it."""
    matter = find_matter(viewer, parse(number) or "")
    if matter is None:
        raise Http404
    acts = {action.verb: action for action in allowed_actions(viewer, matter) if action.verb in TYING}
    if not acts:
        raise PermissionDenied
    now, unsought = clock.now(), ""
    try:
        likenesses = alike(viewer, matter, now)
    except SeekingRefused as refused:
        likenesses, unsought = alike(viewer, matter, now, by_person=False), str(refused)
    found = alike_rows(viewer, likenesses)
    shown = [AlikeRow(row.row, row.why, tuple(_links(matter, acts, row))) for row in found]
    is_part = request.headers.get("HX-Request")
    template = "desk/matters/alike_rows.html" if is_part else "desk/matters/alike_page.html"
    return render(request, template, {"matter": matter, "alike": shown, "unsought": unsought})


def _links(matter: Matter, acts: Mapping[str, Action], row: AlikeRow) -> Iterable[tuple[str, str]]:
    """Yield the name and address of each act that the other one fits."""
    other = row.row.matter
    merge, relate = acts.get(Merge.code), acts.get(Relate.code)
    hidden_alike = (matter.confidentiality, matter.concealed) == (other.confidentiality, other.concealed)
    if merge and other.open and hidden_alike:
        yield str(merge.name), _act_url(matter, merge, number=other.number)
    if relate:
        again = {"relation": Relation.Kind.REPEAT_OF} if row.why is not Why.WORDS else {}
        yield str(relate.name), _act_url(matter, relate, number=other.number, **again)


def _act_url(matter: Matter, action: Action, **values: str) -> str:
    query = urlencode({"act": action.code, **values})
    return f"{reverse('desk:matter', args=[matter.number])}?{query}#acts"
