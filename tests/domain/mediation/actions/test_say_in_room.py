"""What is said in the room stays as it was said, corrected beside; what is said alone is in no log or timeline."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.mediation.actions.say import say
from sanling.domain.mediation.actions.say_in_room import LATELY, MOST
from sanling.domain.mediation.models import Saying
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.files.store import store
from tests.domain.matters.helpers import in_mediation
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.rooms import a_picture, says
from tests.domain.mediation.sides import asked, by, two_sides
from tests.foundation.files.samples import WEBM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
SECRET = "其实我愿意让三千元"


def test_what_is_said_alone_stands_nowhere_else_and_a_conversation_is_heard_once(cast: Cast) -> None:
    matter, _first, other = two_sides(cast)
    before = Entry.objects.filter(matter=matter).count()
    said = says(by(other), matter, SECRET, to=other.pk)
    says(by(other), matter, "大家好")
    assert (said.with_post, said.matter) == (cast["mediator"].post, None)
    entry = Entry.objects.filter(matter=matter).latest("pk")
    assert Entry.objects.filter(matter=matter).count() == before + 1
    assert (entry.params, entry.audience) == ({"heard": "private"}, "internal")
    assert SECRET not in str(list(AuditRow.objects.values("detail")))
    assert SECRET not in str(Matter.objects.values_list("search", flat=True).get(pk=matter.pk))
    Saying.objects.update(at=clock.now() - LATELY - timedelta(seconds=1))
    says(by(other), matter, "还在吗")
    assert Entry.objects.filter(matter=matter).latest("pk").params == {"heard": "room"}


def test_pictures_and_voice_notes_are_kept_by_their_content(cast: Cast) -> None:
    matter, first, _other = two_sides(cast)
    actor = by(first)
    picture = store(stream=a_picture(), name="墙面.jpg", actor=actor, city=matter.city)
    voice = store(stream=BytesIO(WEBM), name="voice.webm", actor=actor, city=matter.city)
    assert says(actor, matter, file=picture).file == picture
    assert says(actor, matter, "听一下", file=voice).file == voice
    assert voice.media_type == "audio/webm"


def test_it_is_corrected_by_who_said_it_before_those_who_read_it(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    public, alone = says(by(first), matter, "五千元"), says(by(first), matter, "三千元", to=first.pk)
    anew = says(by(first), matter, "四千元", corrects=public.pk)
    assert (anew.corrects, Saying.objects.get(pk=public.pk).text) == (public, "五千元")
    wrong: list[tuple[Any, dict[str, Any]]] = [
        (by(other), {"corrects": public.pk}),
        (by(first), {"corrects": alone.pk}),
        (by(first), {"corrects": public.pk, "to": first.pk}),
        (by(first), {"corrects": 2**40}),
        (cast["mediator"].viewer, {"corrects": public.pk}),
    ]
    for actor, said in wrong:
        with pytest.raises(Invalid):
            says(actor, matter, "改掉", **said)


def test_only_who_takes_part_speaks_and_alone_only_with_the_mediator(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    silent = asked(matter, name="赵三", phone="+8613900000003")
    colleague = cast["intake_officer"].viewer
    refused: list[tuple[Any, dict[str, Any], type[Exception]]] = [
        (by(silent), {}, NotAllowed),
        (by(first), {"to": other.pk}, NotFound),
        (colleague, {"to": first.pk}, NotAllowed),
        (cast["county_leader"].viewer, {}, NotAllowed),
        (cast["sibling_village_mediator"].viewer, {}, NotFound),
        (cast["mediator"].viewer, {"to": silent.pk}, NotFound),
        (cast["mediator"].viewer, {"to": 2**40}, NotFound),
    ]
    for actor, said, why in refused:
        with pytest.raises(why):
            says(actor, matter, "好", **said)
    elsewhere = in_mediation(cast)
    with pytest.raises(NotFound):
        says(by(first), elsewhere, "好")
    assert not Saying.objects.exists()


@pytest.mark.parametrize("text", ["", "长" * 2001])
def test_what_is_empty_or_too_long_is_refused(cast: Cast, text: str) -> None:
    matter, first, _other = two_sides(cast)
    with pytest.raises(Invalid):
        says(by(first), matter, text)


def test_nobody_writes_without_end_nor_once_mediation_is_over(cast: Cast) -> None:
    matter, first, _other = two_sides(cast)
    row = {"matter": matter, "side": first, "kind": "room", "text": "好", "at": clock.now()}
    Saying.objects.bulk_create([Saying(**row) for _nth in range(MOST)])
    with pytest.raises(Invalid):
        says(by(first), matter, "好")
    Matter.objects.filter(pk=matter.pk).update(resolved_at=clock.now())
    for actor in (by(first), cast["mediator"].viewer):
        with pytest.raises(NotAllowed):
            says(actor, matter, "好")


def test_what_is_said_to_all_is_said_in_the_room_alone(cast: Cast) -> None:
    _matter, first, _other = two_sides(cast)
    with pytest.raises(Invalid):
        say(actor=by(first), side_id=first.pk, kind="room", text="好")
