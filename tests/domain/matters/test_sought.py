"""By what a person of one matter is looked for in others: only as it may be read, and counted as a search."""

import pytest

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.sought import sought_from
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.privacy.index import blind_index
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]
NUMBER = "11010519491231002X"
PHONE = "13900000001"


def brought() -> Matter:
    person = PersonDetails(name="李明", phone=PHONE, citizen_number=NUMBER)
    matter = registered(parties=[PartyDetails(role="applicant", person=person)]).matter
    return Matter.objects.prefetch_related("parties").get(pk=matter.pk)


def test_the_citizen_number_is_the_surest_and_each_is_counted_once(cast: Cast) -> None:
    viewer, matter = cast["intake_officer"].viewer, brought()
    for _again in range(2):
        assert sought_from(viewer, matter, (Party.Role.APPLICANT,), where="alike") == [
            ("citizen_number", blind_index("citizen_number", NUMBER)),
            ("phone", blind_index("phone", PHONE)),
        ]
    rows = AuditRow.objects.filter(act="privacy.seek").order_by("pk")
    assert [(row.subject, row.detail["by"]) for row in rows] == [
        ("alike", "citizen_number"),
        ("alike", "phone"),
    ]


def test_nobody_is_looked_for_who_is_masked_or_of_another_role(cast: Cast) -> None:
    matter = brought()
    assert sought_from(cast["county_leader"].viewer, matter, (Party.Role.APPLICANT,), where="alike") == []
    assert sought_from(cast["intake_officer"].viewer, matter, (Party.Role.RESPONDENT,), where="alike") == []
    assert not AuditRow.objects.filter(act="privacy.seek").exists()
