"""How a signature under any text is taken: under the words that were read, by somebody of the side, by a hand."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import SideActor
from sanling.domain.mediation.agreements import signers_of
from sanling.domain.mediation.models import Side
from sanling.domain.mediation.signing import Strokes, Way, is_signature
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor


def refuse_other_text(kept: "bytes | memoryview | None", read: bytes) -> None:
    """Refuse a signature under another text than the one that is kept: `Invalid`."""
    if bytes(kept or b"") != read:
        raise Invalid({"digest": _("The text has changed meanwhile. Please read it again before you sign.")})


def signer_of(
    actor: Actor, matter: Matter, side_id: int | None, member_id: int | None, *, mediator: str, helps: bool
) -> str:
    """Return the name of who signs: of a side one of those who sign for it, else the mediator whom the text names.

    ``helps`` says whether staff may take a side's signature on their own device. Raises `NotFound` where it isn't the
    actor's to let sign, `NotAllowed` to a mediator whom the text doesn't name, `Invalid`.
    """
    if side_id is None:
        return _mediator(actor, matter, mediator)
    allowed = actor.side_id == side_id if isinstance(actor, SideActor) else helps
    side = Side.objects.filter(pk=side_id, matter=matter).first()
    if side is None or not allowed:
        raise NotFound("no such side")
    chosen = next((member for member in signers_of(side) if member_id in (None, member.pk)), None)
    if chosen is None:
        raise Invalid({"member": _("Please choose who signs.")})
    return chosen.party.name or chosen.party.description


def _mediator(actor: Actor, matter: Matter, named: str) -> str:
    if not isinstance(actor, Viewer) or actor.own.post_id != matter.assignee_id or matter.assignee is None:
        raise NotFound("not the mediator")
    if named != matter.assignee.name:
        reason = _("Another mediator has the dispute now: take the text back, and close it anew.")
        raise NotAllowed(action="sign", reason=reason, allowed=())
    return matter.assignee.name


def signed(
    actor: Actor,
    side_id: int | None,
    *,
    name: str,
    digest: bytes,
    way: Way,
    strokes: Strokes = (),
    device_at: str = "",
) -> dict[str, Any]:
    """Return what a row of a signature holds, whatever it stands under; raises `Invalid` for a blank or a dot."""
    if way is Way.GLASS and not is_signature(strokes):
        raise Invalid({"strokes": _("Please sign with your full name; a dot is no signature.")})
    post = actor.own.post_id if isinstance(actor, Viewer) else None
    return {
        "side_id": side_id,
        "post_id": None if side_id else post,
        "name": name,
        "way": way,
        "digest": digest,
        "strokes": _written(strokes),
        "device_at": device_at[:32],
        "signed_at": clock.now(),
        "by_post_id": post,
    }


def _written(strokes: Strokes) -> str:
    kept: Sequence[Sequence[Sequence[float]]] = [
        [[round(x, 4), round(y, 4)] for x, y in stroke] for stroke in strokes
    ]
    return json.dumps(kept, separators=(",", ":")) if kept else ""
