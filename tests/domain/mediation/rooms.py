"""Online rooms for the tests: who sits there, what is said and sent."""

from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from PIL import Image

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.say_in_room import say_in_room
from sanling.domain.mediation.actions.take_seat import take_seat
from sanling.domain.mediation.models import Saying
from sanling.foundation.audit.actor import Actor


def says(actor: Actor, matter: Matter, text: str = "", to: int | None = None, **more: Any) -> Saying:
    """Say something in the room of a dispute, to all or to one side alone."""
    return say_in_room(actor=actor, matter_id=matter.pk, to_side=to, text=text, **more)


def seated(actor: Actor, matter: Matter) -> UUID:
    """Open a page of the room, and return its key."""
    key = uuid4()
    assert take_seat(actor=actor, matter_id=matter.pk, key=key)
    return key


def a_picture() -> BytesIO:
    """Return a photograph as a phone sends one."""
    kept = BytesIO()
    Image.effect_noise((400, 300), 60).convert("RGB").save(kept, "JPEG")
    kept.seek(0)
    kept.name = "墙面.jpg"
    return kept
