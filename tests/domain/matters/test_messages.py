"""A message says the less, the more it could harm: of each matter the least that anything about it asks for."""

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.messages import agreeing, is_public_step, told_of
from sanling.domain.matters.models import Entry, Matter, Party
from sanling.domain.people.cast import Player
from tests.domain.matters.helpers import PHONE, act, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


def of(**changes: object) -> Matter:
    usual = {
        "division_id": "410105002001",
        "kind": "dispute",
        "category": "neighbours",
        "category_version": 1,
    }
    return Matter(**{**usual, **changes})


@pytest.mark.parametrize(
    ("matter", "role", "told"),
    [
        (of(), "applicant", "steps"),
        (of(kind="hazard", category="fire"), "applicant", "steps"),
        (of(category="marriage_family"), "applicant", "news"),
        (of(kind="petition", category="land", confidentiality=1), "applicant", "news"),
        (of(kind="security", category="theft"), "applicant", "news"),
        (of(confidentiality=1), "applicant", "news"),
        (of(), "informant", "news"),
        (of(concealed=True), "informant", "nothing"),
        (of(earlier_number="A-1"), "applicant", "nothing"),
        (of(kind="gone"), "applicant", "nothing"),
        (of(family="task"), "applicant", "nothing"),
    ],
)
def test_how_much_is_told(matter: Matter, role: str, told: str) -> None:
    assert told_of(matter, role) == told


def test_steps_are_what_others_did_and_the_party_reads(cast: Cast) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(LinkActor(matter.pk), matter, "add", {"message": "又有新的情况"})
    steps = [entry for entry in Entry.objects.filter(matter=matter).order_by("pk") if is_public_step(entry)]
    assert [entry.code for entry in steps] == ["assign"]


def test_those_agree_who_said_so_and_left_a_phone_of_their_own() -> None:
    person = PersonDetails(name="王小明", phone=PHONE)
    parties = [
        PartyDetails(role="applicant", person=person, messages=True),
        PartyDetails(
            role="respondent", person=PersonDetails(name="李四", phone="13900000001"), messages=True
        ),
        PartyDetails(role="representative", person=PersonDetails(name="赵六"), messages=True),
        PartyDetails(role="guardian", person=PersonDetails(name="钱七", phone="13900000002")),
    ]
    matter = registered(parties=parties).matter
    assert [party.role for party in agreeing([matter.pk])] == [Party.Role.APPLICANT]
