"""The bundle has the papers of the law and the agreement; numbers whole for the court alone, private words never."""

from io import BytesIO
from time import perf_counter

import pikepdf
import pytest

from sanling.domain.matters.models import Attachment, Party
from sanling.domain.mediation.actions.say import say
from sanling.domain.mediation.bundle import _data, bundle_pdf, proofs_of
from sanling.domain.mediation.models import Joining
from sanling.domain.mediation.papers import Unprintable
from tests.domain.mediation.confirmed import at_court, does, joins, opened
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
URL = "https://sanling.example/agreements/abc/"
NUMBER = "999999199001011231"


def test_it_has_each_paper_of_the_law_and_the_agreement_last(cast: Cast) -> None:
    confirmation, *_sides = at_court(cast)
    began = perf_counter()
    made = bundle_pdf(confirmation, URL, whole=True)
    took = perf_counter() - began
    with pikepdf.open(BytesIO(made)) as document:
        assert len(document.pages) == 5
    data = _data(confirmation, whole=True)
    assert data["list"][:3] == [
        "司法确认申请书",
        "调解组织主持调解的证明",
        "双方当事人身份、住所、联系方式和送达地址",
    ]
    assert "调解协议书" in data["list"][-1]
    assert [side["joined"][-11:] for side in data["sides"]] == ["以本人链接确认共同申请"] * 2
    assert took < 5


def test_numbers_are_whole_for_the_court_and_masked_for_others(cast: Cast) -> None:
    confirmation, first, _other = at_court(cast)
    party = Party.objects.get(pk=first.members.get().party_id)
    party.citizen_number = NUMBER
    party.save(update_fields=["citizen_number"])
    assert NUMBER in str(_data(confirmation, whole=True))
    assert NUMBER not in str(_data(confirmation, whole=False))


def test_what_was_said_alone_or_for_the_file_is_in_no_bundle(cast: Cast) -> None:
    confirmation, first, other = opened(cast)
    # It was said while mediation went on; the words stay in the dispute.
    matter = confirmation.agreement.matter
    matter.resolved_at = None
    matter.save(update_fields=["resolved_at"])
    matter.assignee_id = cast["mediator"].post.pk
    matter.save(update_fields=["assignee"])
    say(actor=by(other), side_id=other.pk, kind="private", text="最多再让两百元")
    say(actor=by(other), side_id=other.pk, kind="statement", text="我愿意让一步")
    joins(confirmation, first)
    assert "让" not in str(_data(confirmation, whole=True))


def test_only_what_was_chosen_is_a_proof(cast: Cast) -> None:
    confirmation, *_sides = opened(cast)
    assert proofs_of(confirmation) == []
    does(cast["mediator"], confirmation, "enclose")
    assert proofs_of(confirmation) == [Attachment.objects.get(entry__code="enclose")]


def test_signs_that_the_font_lacks_are_told(cast: Cast) -> None:
    confirmation, first, _other = opened(cast)
    joins(confirmation, first)
    joining = Joining.objects.get()
    joining.address = "花园路\ue000号"
    joining.save(update_fields=["address"])
    with pytest.raises(Unprintable):
        bundle_pdf(confirmation, URL, whole=True)
