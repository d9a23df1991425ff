"""What is new in an online room, asked by its open pages every two seconds."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from sanling.domain.mediation.actions.take_seat import take_seat
from sanling.domain.mediation.models import Seat
from sanling.domain.mediation.naming import side_name
from sanling.domain.mediation.room import NOTED, Glance, is_seat_of, note_seen, present, signals_to
from sanling.foundation import clock
from sanling.interfaces.components.room import Room, lines


@dataclass(frozen=True)
class Asking:
    """Which page asks what is new, after which saying and which signal."""

    seat: UUID
    after: int
    heard: int


def asking(request: HttpRequest) -> Asking:
    """Read it; raises Http404 for what no page asks."""
    try:
        after, heard = (min(int(request.GET.get(name, "0")), 2**63 - 1) for name in ("after", "heard"))
        return Asking(UUID(request.GET.get("seat", "")), after, heard)
    except ValueError:
        raise Http404 from None


def etag_of(glance: Glance, who: str, language: str) -> str:
    """Return what stands for all that a page shows to somebody, which nobody else could guess."""
    return f'"{salted_hmac("mediation.room", repr((glance.mark, who, language))).hexdigest()[:32]}"'


def unchanged(request: HttpRequest, glance: Glance, etag: str, key: UUID) -> HttpResponse | None:
    """Answer in a word that nothing is new (304), which costs one statement; the page is noted to be open still."""
    if request.headers.get("If-None-Match") != etag or glance.noted is None:
        return None
    if glance.noted < clock.now() - NOTED:
        note_seen(key)
    answer = HttpResponse(status=304)
    answer.headers["ETag"], answer.headers["Cache-Control"] = etag, "private, no-store"
    return answer


def answered(
    request: HttpRequest, asked: Asking, glance: Glance, who: str, enter: Callable[[], Room]
) -> HttpResponse:
    """Answer what is new since a page asked last."""
    etag = etag_of(glance, who, get_language() or "")
    same = unchanged(request, glance, etag, asked.seat)
    if same is not None:
        return same
    room = enter()
    answer = JsonResponse(_news(room, asked))
    take_seat(actor=room.actor, matter_id=room.matter.pk, key=asked.seat)
    answer.headers["ETag"], answer.headers["Cache-Control"] = etag, "private, no-store"
    return answer


def _news(room: Room, asked: Asking) -> dict[str, Any]:
    said = lines(room, after=asked.after)
    return {
        "html": render_to_string("components/room_lines.html", {"said": said, "room": room}),
        "last": said[-1].saying.pk if said else asked.after,
        "seats": [_seat(room, seat) for seat in present(room.matter)],
        "signals": [
            {"id": signal.pk, "from": str(signal.sender.key), "body": json.loads(signal.body)}
            for signal in signals_to(room.actor, room.matter, asked.seat, asked.heard)
        ],
    }


def _seat(room: Room, seat: Seat) -> dict[str, Any]:
    name = seat.post.name if seat.post else side_name(seat.side) if seat.side else ""
    return {"key": str(seat.key), "name": name, "own": is_seat_of(room.actor, seat), "call": seat.call}
