"""What is in the file of a dispute, what it lacks, and what never stands in one."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.record_revisit import record_revisit
from sanling.domain.mediation.actions.say import say
from sanling.domain.mediation.casefile import ALWAYS, Casefile, Item
from sanling.domain.mediation.models import Member
from tests.domain.mediation.agreed import drawn_up, in_force
from tests.domain.mediation.confirmed import at_court
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.revisits import found
from tests.domain.mediation.sides import by
from tests.domain.mediation.sitting import held, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def words(file: Casefile) -> str:
    """Return all that is said in a file."""
    sheets = [sheet for held in file.held.values() for sheet in held.sheets]
    return "".join(
        f"{sheet.heading}{''.join(''.join(line) for line in sheet.lines)}{''.join(sheet.texts)}"
        for sheet in sheets
    )


def test_it_has_thirteen_items_six_of_them_always(cast: Cast) -> None:
    matter, *_rest = drawn_up(cast)
    file = Casefile(cast["mediator"].viewer, matter)
    assert (len(file.held), len(ALWAYS)) == (13, 6)
    assert file.held[Item.APPLICATION].is_there
    assert file.held[Item.NOTICE].lacks
    assert file.held[Item.AGREEMENT].is_missing
    assert not file.held[Item.AUTHORISATION].is_missing
    there, needed = file.complete
    assert there < needed


def test_it_fills_with_what_happens(cast: Cast) -> None:
    matter, *_rest = in_force(cast)
    record_revisit(actor=cast["mediator"].viewer, matter_id=matter.pk, found=found())
    file = Casefile(cast["mediator"].viewer, Matter.objects.get(pk=matter.pk))
    for item in (Item.NOTICE, Item.AGREEMENT, Item.RECORD, Item.REVISITS):
        assert file.held[item].is_there, item
    # The case is not archived yet, and somebody has no identity number.
    assert file.held[Item.BACK_COVER].is_missing
    assert file.number.endswith("号")


def test_what_a_side_said_alone_stands_in_no_file(cast: Cast) -> None:
    matter, _first, other, *_rest = drawn_up(cast)
    say(actor=by(other), side_id=other.pk, kind="private", text="我其实只要他道歉")
    say(actor=by(other), side_id=other.pk, kind="statement", text="东西早就搬走了")
    said = words(Casefile(cast["mediator"].viewer, matter))
    assert "东西早就搬走了" in said
    assert "道歉" not in said


def test_who_may_not_read_names_finds_none(cast: Cast) -> None:
    matter, *_rest = in_force(cast)
    names = [member.party.name for member in Member.objects.filter(side__matter=matter) if member.party.name]
    assert names
    said = words(Casefile(cast["county_leader"].viewer, Matter.objects.get(pk=matter.pk)))
    assert not [name for name in names if name in said]


def test_minutes_stand_in_it_once_they_are_closed(cast: Cast) -> None:
    matter, _first, _other, sitting = held(cast)
    written(cast, sitting, "双方各退一步。")
    assert "各退一步" in words(Casefile(cast["mediator"].viewer, matter))
    assert "各退一步" not in words(Casefile(cast["county_leader"].viewer, matter))


def test_how_it_stands_at_the_court_is_told(cast: Cast) -> None:
    confirmation, *_sides = at_court(cast)
    matter = Matter.objects.get(pk=confirmation.agreement.matter_id)
    file = Casefile(cast["mediator"].viewer, matter)
    assert confirmation.matter.number in words(file)
    assert file.held[Item.CONFIRMATION].is_there
