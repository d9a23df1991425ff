"""The online room of a dispute as each audience shows it: what was said, what is new, what is sent."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import talks_privately
from sanling.domain.mediation.actions.join_call import join_call
from sanling.domain.mediation.actions.say import LONGEST
from sanling.domain.mediation.actions.say_in_room import say_in_room
from sanling.domain.mediation.actions.send_signals import send_signals
from sanling.domain.mediation.models import Saying
from sanling.domain.mediation.naming import side_name
from sanling.domain.mediation.relays import relays_for
from sanling.domain.mediation.room import is_own, said_in_room, sides_in_room
from sanling.foundation.audit.actor import Actor
from sanling.foundation.delivery.idempotency import KeyReused, fingerprint, once
from sanling.foundation.files.store import Refused, response, store
from sanling.interfaces.components.ranges import ranged
from sanling.interfaces.components.refusals import put_errors
from sanling.interfaces.components.texts import OneOf, PlainText, WholeField

# Of what was said the last is shown, and the rest when it is asked for.
SHOWN = 200
TO_ALL = "all"
DEVICES = "camera=(self), microphone=(self)"


@dataclass(frozen=True)
class Room:
    """A room that somebody has entered: who, where its addresses begin, and in which city files are kept."""

    actor: Actor
    matter: Matter
    base: str

    @property
    def own_side(self) -> int | None:
        """The side that it is, or none for staff."""
        return getattr(self.actor, "side_id", None)


@dataclass(frozen=True)
class Line:
    """Something that was said, as it is shown to a reader."""

    saying: Saying
    who: str
    own: bool
    to: str
    url: str
    sort: str
    may_correct: bool


class RoomForm(forms.Form):
    """What is said, and to whom; a file comes beside it."""

    to = OneOf(label=gettext_lazy("Who reads it"), widget=forms.RadioSelect)
    text = PlainText(lines=3, required=False, max_length=LONGEST, label=gettext_lazy("Message"))
    corrects = WholeField(required=False, widget=forms.HiddenInput, min_value=1)

    def __init__(self, room: Room, data: Any = None, **options: Any) -> None:
        """Offer to whom somebody may speak."""
        super().__init__(data, auto_id="room_%s", **options)
        to = self.fields["to"]
        if isinstance(to, forms.ChoiceField):
            to.choices = [(TO_ALL, _("All who take part")), *_alone(room)]


def _alone(room: Room) -> list[tuple[str, str]]:
    if not talks_privately(room.actor, room.matter):
        return []
    if room.own_side is not None:
        return [(str(room.own_side), _("The mediator alone"))]
    return [
        (str(side.pk), _("%(side)s alone") % {"side": side_name(side)}) for side in sides_in_room(room.matter)
    ]


def lines(room: Room, *, after: int = 0, most: int | None = None) -> list[Line]:
    """Return what was said and is read by whoever entered, in its order; of much the last."""
    found = (
        said_in_room(room.actor, room.matter)
        .filter(pk__gt=after)
        .select_related("side", "post", "file", "corrects")
    )
    said = list(found) if most is None else list(found.reverse()[:most])[::-1]
    return [_line(room, saying) for saying in said]


def _line(room: Room, saying: Saying) -> Line:
    own, media = is_own(room.actor, saying), saying.file.media_type if saying.file else ""
    who = saying.post.name if saying.post else side_name(saying.side) if saying.side else ""
    to = ""
    if saying.kind == Saying.Kind.PRIVATE and saying.side:
        to = (
            _("mediator alone")
            if room.own_side is not None
            else _("alone with %(side)s") % {"side": side_name(saying.side)}
        )
    sort = (
        "picture"
        if saying.file and saying.file.thumbnail
        else "voice"
        if media.startswith("audio/")
        else "file"
    )
    return Line(saying, who, own, to, f"{room.base}files/{saying.pk}/", sort if media else "", own)


def context(room: Room, form: RoomForm | None, asked: HttpRequest) -> dict[str, Any]:
    """Return what the page of a room shows; without a form nothing more is said there."""
    said = lines(room, most=None if "all" in asked.GET else SHOWN + 1)
    earlier = "all" not in asked.GET and len(said) > SHOWN
    said = said[1:] if earlier else said
    return {
        "room": room,
        "said": said,
        "earlier": earlier,
        "last": said[-1].saying.pk if said else 0,
        "room_form": form,
        "corrected": _asked_to_correct(room, form),
        "key": uuid4().hex,
        "seat": uuid4(),
    }


def _asked_to_correct(room: Room, form: RoomForm | None) -> Line | None:
    known = form["corrects"].value() if form else None
    if not known or not str(known).isdecimal():
        return None
    found = said_in_room(room.actor, room.matter).filter(pk=min(int(known), 2**63 - 1)).first()
    return _line(room, found) if found and is_own(room.actor, found) else None


def form_of(room: Room, asked: HttpRequest) -> RoomForm:
    """Return the form as it begins: to all, or to correct what the address names, before those who read it."""
    known = asked.GET.get("corrects", "")
    found = None
    if known.isascii() and known.isdigit() and len(known) < 19:
        found = said_in_room(room.actor, room.matter).filter(pk=int(known)).first()
    if found is None or not is_own(room.actor, found):
        return RoomForm(room, initial={"to": TO_ALL})
    to = str(found.side_id) if found.kind == Saying.Kind.PRIVATE else TO_ALL
    return RoomForm(room, initial={"to": to, "text": found.text, "corrects": found.pk})


def send(request: HttpRequest, room: Room) -> RoomForm | None:
    """Say what was sent, once however often it is sent; return the form where something is wrong with it."""
    form = RoomForm(room, request.POST)
    upload = request.FILES.get("file")
    if not form.is_valid():
        return form
    said = form.cleaned_data
    try:
        file = (
            store(stream=upload, name=upload.name or "file", actor=room.actor, city=room.matter.city)
            if upload
            else None
        )
    except Refused as refused:
        form.add_error(None, refused.message)
        return form
    content = [said["to"], said["text"], said["corrects"], file.sha256 if file else ""]
    try:
        key = request.POST.get("key", "")
        scope = f"mediation.room:{room.matter.pk}:{room.actor.key}"
        with once(scope=scope, key=key, fingerprint=fingerprint(content)) as sending:
            if sending.first():
                say_in_room(
                    actor=room.actor,
                    matter_id=room.matter.pk,
                    to_side=None if said["to"] == TO_ALL else int(said["to"]),
                    text=said["text"],
                    file=file,
                    corrects=said["corrects"],
                )
                sending.keep({})
    except (NotAllowed, NotFound) as forbidden:
        form.add_error(None, getattr(forbidden, "reason", "") or _("This can't be done now."))
    except (KeyReused, ValueError):
        form.add_error(
            None, _("This page was sent already. Press the button again only if you want to send another.")
        )
    except Invalid as invalid:
        put_errors(form, invalid.errors)
    return form if form.errors else None


def told(form: RoomForm | None) -> JsonResponse:
    """Answer a page that sends without being left."""
    if form is None:
        return JsonResponse({})
    said = [str(error) for errors in form.errors.values() for error in errors]
    return JsonResponse({"error": " ".join(said)}, status=422)


def called(request: HttpRequest, room: Room) -> JsonResponse:
    """Let a page join or leave the call, or tell others of it how it is reached."""
    sent = request.POST
    try:
        key = UUID(sent.get("seat", ""))
        if "signals" in sent:
            send_signals(
                actor=room.actor, matter_id=room.matter.pk, key=key, signals=_signals(sent["signals"])
            )
            return JsonResponse({})
        join_call(actor=room.actor, matter_id=room.matter.pk, key=key, call=sent.get("call", ""))
        return JsonResponse(relays_for(key) if sent.get("call") else {})
    except Invalid as invalid:
        return JsonResponse({"error": " ".join(map(str, invalid.errors.values()))}, status=422)
    except NotAllowed as refused:
        return JsonResponse({"error": str(refused.reason)}, status=403)
    except (NotFound, ValueError, RecursionError):
        raise Http404 from None


def _signals(raw: str) -> Sequence[tuple[UUID, Any]]:
    """Read what is told to whom: pairs of a page's key and what only browsers read; raises ValueError."""
    sent = json.loads(raw)
    if not isinstance(sent, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in sent):
        raise ValueError("no list of pairs")
    return [(UUID(str(to)), body) for to, body in sent]


def file_of(request: HttpRequest, room: Room, saying_id: int) -> tuple[Saying, HttpResponseBase]:
    """Return a file that was sent in the room, to who reads it there; raises Http404."""
    known = said_in_room(room.actor, room.matter).exclude(file=None).select_related("file")
    saying = known.filter(pk=min(saying_id, 2**63 - 1)).first()
    if saying is None or saying.file is None:
        raise Http404
    small = "small" in request.GET and saying.file.thumbnail
    return saying, ranged(request, response(saying.file, thumbnail=small), saying.file.media_type)
