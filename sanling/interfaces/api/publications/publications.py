"""Published figures as they were printed, beside what they are now."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.people.access import Viewer
from sanling.domain.publications.access import visible_publications
from sanling.domain.publications.actions.download import download
from sanling.domain.publications.bulletin import BrokenTemplate
from sanling.domain.publications.models import Publication
from sanling.domain.publications.queries import Told, reading
from sanling.domain.publications.rules import Row
from sanling.domain.publications.wording import in_language
from sanling.foundation.files.kinds import DOCX
from sanling.interfaces.api.auth import caller_of, reads
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.figures.figures import LineOut as FigureLine
from sanling.interfaces.api.indicators.rates import RateOut
from sanling.interfaces.api.inputs import LARGEST_ID, Code, Cursor, Limit, Path, id_cursor, write_cursor
from sanling.interfaces.api.problems import Problem, not_found
from sanling.interfaces.api.shapes import Named
from sanling.processes.figures.bulletins.contents import MONTHLY, Contents, Part

router = Router(tags=["publications"])


class PublicationOut(BaseModel):
    """Figures that were published, or are drafted; nothing changes them. A correction is another publication."""

    id: int
    sort: str = Field(
        description="`rates`: a ranking or table of an indicator; `monthly`: a bulletin of figures."
    )
    number: int | None = Field(
        description="The how manieth of the city's in the year that it was published in; null of a draft."
    )
    title: str
    indicator: Named
    version: int = Field(description="Of the indicator's wording in this city.")
    period: str
    place: str = Field(description="A division's path.")
    ranked: bool
    as_of: datetime
    published_at: datetime | None = Field(description="Null of a draft.")
    replaces: int | None
    replaced_by: int | None

    @classmethod
    def of(cls, publication: Publication) -> "PublicationOut":
        """Say a publication."""
        replacement = publication.replacement
        return cls(
            id=publication.pk,
            sort=publication.sort,
            number=publication.number,
            title=publication.title,
            indicator=Named(code=publication.indicator, name=in_language(publication.words["indicator"])),
            version=publication.version,
            period=publication.words["period"],
            place=publication.place_id,
            ranked=publication.ranked,
            as_of=publication.as_of,
            published_at=publication.published_at,
            replaces=publication.replaces_id,
            replaced_by=replacement.pk if replacement else None,
        )


class FiguresOut(BaseModel):
    """The figures of a unit: its rank, its rate, that of each group, and how many are not established."""

    rank: int | None
    rate: RateOut
    groups: dict[str, RateOut]
    open: int
    before: RateOut = Field(description="The same in the period before.")
    last_year: RateOut = Field(description="The same a year before.")

    @classmethod
    def of(cls, row: Row) -> "FiguresOut":
        """Say a row."""
        return cls(
            rank=row.rank,
            rate=RateOut.of(row.rate),
            groups={group: RateOut.of(rate) for group, rate in row.groups.items()},
            open=row.open,
            before=RateOut.of(row.before),
            last_year=RateOut.of(row.last_year),
        )


class LineOut(BaseModel):
    """A line as it was printed, and what it is now where the post sees all that is counted."""

    unit: str = Field(
        description="A division's path, or the code of a sector or type; of all together nothing."
    )
    name: str
    whole: bool = Field(description="All units together.")
    printed: FiguresOut
    now: FiguresOut | None

    @classmethod
    def of(cls, told: Told) -> "LineOut":
        """Say a line."""
        return cls(
            unit=told.printed.unit,
            name=told.name,
            whole=told.printed.whole,
            printed=FiguresOut.of(told.printed),
            now=FiguresOut.of(told.now) if told.now else None,
        )


class PrintedFigure(BaseModel):
    """A figure of a monthly bulletin as it was printed: of all together, of a place or of a kind."""

    figure: Code
    by: Literal["", "place", "kind"]
    name: str = Field(description="Of the place or kind; of all together, of the figure.")
    line: FigureLine


class PublicationWhole(PublicationOut):
    """A publication with its lines and everything that says how they came about."""

    definition: str
    method: str
    remarks: str
    reason: str = Field(description="Why it replaces another.")
    shown: str = Field(
        description="The SHA-256 of all that is printed: whoever publishes a draft sends it back."
    )
    hidden: bool = Field(description="Lines that count few persons or petitions are left out.")
    lines: list[LineOut]
    figures: list[PrintedFigure] = Field(description="Of a monthly bulletin; of rates there are lines.")


class PublicationPage(BaseModel):
    """A page of publications, the newest first."""

    items: list[PublicationOut]
    next: str | None


class PublicationFilters(BaseModel):
    """What publications are narrowed to."""

    indicator: Code | None = None
    place: Path | None = Field(None, description="Of this division itself.")
    drafts: Annotated[
        bool, Field(description="Those that wait to be published, instead of those that are.")
    ] = False
    limit: Limit = 50
    cursor: Cursor = ""


@router.get("/publications", auth=reads, response=answers(PublicationPage), operation_id="list_publications")
def list_publications(request: HttpRequest, filters: Query[PublicationFilters]) -> PublicationPage:
    """List the figures that were published, or the drafts that the post has a hand in, the newest first."""
    viewer = caller_of(request).viewer
    found = visible_publications(viewer).filter(published_at__isnull=filters.drafts)
    if filters.cursor:
        found = found.filter(pk__lt=id_cursor(filters.cursor))
    if filters.indicator:
        found = found.filter(indicator=filters.indicator)
    if filters.place:
        found = found.filter(place=filters.place)
    rows = list(found.prefetch_related("replaced_by").order_by("-pk")[: filters.limit + 1])
    more = len(rows) > filters.limit
    return PublicationPage(
        items=[PublicationOut.of(row) for row in rows[: filters.limit]],
        next=write_cursor(rows[filters.limit - 1].pk) if more else None,
    )


@router.get(
    "/publications/{int:publication_id}",
    auth=reads,
    response=answers(PublicationWhole, 404),
    operation_id="read_publication",
)
def read_publication(request: HttpRequest, publication_id: int) -> PublicationWhole:
    """Read one as it was printed, and what its figures are now."""
    viewer = caller_of(request).viewer
    return whole(viewer, found_or_404(viewer, publication_id))


@router.get(
    "/publications/{int:publication_id}/bulletin",
    auth=reads,
    response=answers(None, 404, 409),
    operation_id="read_bulletin",
)
def read_bulletin(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Read one as a Word document, by the city's template."""
    viewer = caller_of(request).viewer
    publication = found_or_404(viewer, publication_id)
    try:
        made = download(actor=viewer, publication=publication)
    except BrokenTemplate as error:
        said = _("The city’s template of bulletins can’t be used: %(why)s") % {"why": error}
        raise Problem(409, "broken_template", said) from error
    return HttpResponse(made, content_type=DOCX.media_type)


def found_or_404(viewer: Viewer, publication_id: int) -> Publication:
    """Return a publication or draft that a viewer may read; raises the problem of any other."""
    found = visible_publications(viewer).filter(pk=min(max(publication_id, 0), LARGEST_ID))
    rows = found.select_related("drafted_by", "published_by", "replaces")
    publication = rows.prefetch_related("replaced_by", "lines").first()
    if publication is None:
        raise not_found()
    return publication


def whole(viewer: Viewer, publication: Publication) -> PublicationWhole:
    """Return one as it was printed, and what its figures are now."""
    told = reading(viewer, publication)
    return PublicationWhole(
        **PublicationOut.of(publication).model_dump(),
        definition=in_language(publication.words["definition"]),
        method=in_language(publication.words["method"]),
        remarks=publication.remarks,
        reason=publication.reason,
        shown=publication.shown,
        hidden=told.hidden,
        lines=[LineOut.of(line) for line in told.lines],
        figures=list(_figures(publication)),
    )


def _figures(publication: Publication) -> Iterator[PrintedFigure]:
    if publication.contents is None or publication.sort != MONTHLY:
        return
    printed = Contents.read(publication.contents)
    for code, line in printed.whole.items():
        name = str(printed.figures[code].name)
        yield PrintedFigure(figure=code, by="", name=name, line=FigureLine.of(line))
    cuts: tuple[tuple[Literal["place", "kind"], Sequence[Part]], ...] = (
        ("place", printed.places),
        ("kind", printed.kinds),
    )
    for by, parts in cuts:
        for part in parts:
            for code, line in part.lines.items():
                name = in_language(part.name)
                yield PrintedFigure(figure=code, by=by, name=name, line=FigureLine.of(line))
