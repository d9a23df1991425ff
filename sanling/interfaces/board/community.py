"""The information board of a community (信息板): its hazards and disputes, each until done, and who is there for it.

It hangs where everybody passes, and never says anything personal: no words, no names but those that the public
directory tells, no numbers of matters, and of figures none that would tell of few.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from sanling.domain.matters.on_board import Board, board_of
from sanling.domain.people.access import Viewer
from sanling.domain.people.directory import Office, PersonInCharge, offices_in_charge, persons_in_charge
from sanling.domain.people.on_duty import OnDuty, on_duty
from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import place_names
from sanling.domain.territory.rules import Level, city_of
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from sanling.foundation.days import today
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.board.hidden import cards_told
from sanling.interfaces.board.kept import Kept, answered, framed, renewed
from sanling.interfaces.components.door import door
from sanling.interfaces.components.figures.addresses import asked_by, tells_figures
from sanling.interfaces.components.figures.cards import Card, key_figures
from sanling.processes.figures.breakdown import breakdowns
from sanling.processes.figures.circulation import tellable
from sanling.processes.figures.indicators import Asked
from sanling.processes.figures.queries import By
from sanling.processes.figures.words import period_in_words

# So many problems, offices and figures stand there; what is beyond is told by its number.
PROBLEMS, OFFICES, FIGURES = 14, 5, 4


@dataclass(frozen=True)
class Screen:
    """All that the board shows."""

    place: str
    above: str
    day: datetime
    board: Board
    more: int
    offices: Sequence[Office]
    persons: Sequence[PersonInCharge]
    on_duty: Sequence[OnDuty]
    help_phone: str
    period: str
    cards: Sequence[Card]


@require_GET
@door(tells_figures)
def community(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show the board; what it shows is asked for by itself every few seconds."""
    return framed(request, "board/community.html", _part(viewer, asked_by(request, viewer)))


@require_GET
@door(tells_figures)
def community_part(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Answer what the board shows now."""
    return answered(request, _part(viewer, asked_by(request, viewer)))


def _part(viewer: Viewer, asked: Asked) -> Kept:
    return renewed("board/community_part.html", viewer, asked, lambda: screen(viewer, asked))


def screen(viewer: Viewer, asked: Asked) -> Screen:
    """Return the board of a place as a viewer sees it."""
    now = clock.now()
    morning = datetime.combine(today(), datetime.min.time(), tzinfo=CHINA)
    board = board_of(viewer, asked.place, morning, now, PROBLEMS)
    name = Division.objects.get(path=asked.place).name
    above = place_names({asked.place}).get(asked.place, "").removesuffix(name)
    in_charge = offices_in_charge(asked.place) if len(asked.place) >= Level.TOWNSHIP else []
    return Screen(
        place=name,
        above=above,
        day=now,
        board=board,
        more=board.open + board.done - len(board.problems),
        offices=in_charge[:OFFICES],
        persons=persons_in_charge(asked.place),
        on_duty=on_duty(asked.place),
        help_phone=profile_for(city_of(asked.place)).part("matters").help_phone,
        period=period_in_words(asked.period),
        cards=_cards(viewer, asked),
    )


def _cards(viewer: Viewer, asked: Asked) -> Sequence[Card]:
    """Return the first key figures, of those that may be told to everybody."""
    figures = list(key_figures(viewer))[:FIGURES]
    told = breakdowns(viewer, replace(asked, by=By.KIND), figures, today())
    may = tellable(viewer, asked, figures, next(iter(told.values())).compared)
    return cards_told(viewer, asked, told, may)
