"""At the desk the pre-check is answered and the application begun; the court reads its papers, and nothing else."""

from typing import Any

import pytest

from sanling.domain.matters.models import Matter, Party
from sanling.domain.mediation.confirming import courts_for
from sanling.domain.mediation.models import GroundAnswer, Joining, JudicialConfirmation
from sanling.foundation.audit.models import AuditRow
from tests.domain.matters.helpers import act, picture
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.confirmed import all_no, at_court, checked, joins, opened
from tests.domain.mediation.helpers import Cast
from tests.interfaces.desk.conftest import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def answers(**other: str) -> dict[str, str]:
    """Return what the form of the pre-check holds: no to all but some."""
    return {f"{ground}-answer": other.get(ground, "no") for ground in all_no()}


def test_the_pre_check_is_answered_with_reasons_and_shows_where_to_look(cast: Cast, desk: SignIn) -> None:
    matter, *_sides = in_force(cast, text="按月息五分支付利息，共计伍佰元整（¥500.00）。")
    mediator = desk("mediator")
    url = f"/desk/matters/{matter.number}/confirmation/"
    page = mediator.get(url).content.decode()
    for words in ("预审", "<q>月息</q>", "民诉法解释 355(3)", "还有 11 个问题"):
        assert words in page
    refused = mediator.post(f"{url}precheck/", answers())
    assert refused.status_code == 422
    assert "请写明理由" in refused.content.decode()
    # What was answered alone is kept; the others stay open.
    assert mediator.post(f"{url}precheck/", {"title-answer": "no"}).status_code == 302
    assert GroundAnswer.objects.count() == 1
    said = answers(mandatory_law="yes") | {"mandatory_law-reason": "超过法定上限"}
    assert mediator.post(f"{url}precheck/", said).status_code == 302
    page = mediator.get(url).content.decode()
    assert "不能申请" in page
    assert "民诉法解释 358(1)" in page
    assert "发起共同申请" not in page


def test_it_is_begun_joined_on_paper_and_proofs_are_enclosed(cast: Cast, desk: SignIn) -> None:
    matter, _first, other, agreement = checked(cast)
    act(cast["mediator"].viewer, matter, "note", {"note": "房产证"}, [picture()])
    mediator = desk("mediator")
    url = f"/desk/matters/{matter.number}/confirmation/"
    court, head = courts_for(agreement)[0]
    assert mediator.post(f"{url}open/", {"court": "0", "head": head}).status_code == 422
    assert mediator.post(f"{url}enclose/", {}).status_code == 404
    assert mediator.post(f"{url}open/", {"court": court.pk, "head": head}).status_code == 302
    assert mediator.post(f"{url}join-2/", {"address": ""}).status_code == 422
    assert mediator.post(f"{url}join-9/", {"address": "花园路"}).status_code == 404
    assert mediator.post(f"{url}join-2/", {"address": "花园路2号"}).status_code == 302
    assert Joining.objects.get().side == other
    files = mediator.get(url).context["enclose"].fields["proofs"].choices
    assert mediator.post(f"{url}enclose/", {"proofs": [files[-1][0]]}).status_code == 302
    page = mediator.get(url).content.decode()
    assert "清理后.png" in page
    assert "花园路2号" in page


def test_the_court_finds_it_in_its_inbox_and_reads_it_whole_and_that_is_logged(
    cast: Cast, desk: SignIn, django_assert_max_num_queries: Any
) -> None:
    confirmation, first, _other = at_court(cast)
    Party.objects.filter(pk=first.members.get().party_id).update(citizen_number="999999199001011231")
    number = Matter.objects.get(pk=confirmation.matter_id).number
    judge = desk("judge")
    assert number in judge.get("/desk/?family=confirmation&tab=unassigned").content.decode()
    with django_assert_max_num_queries(60):
        page = judge.get(f"/desk/matters/{number}/").content.decode()
    assert "申请材料（PDF）" in page
    assert confirmation.agreement.matter.number not in page
    bundle = judge.get(f"/desk/matters/{number}/bundle.pdf")
    assert bundle.content[:5] == b"%PDF-"
    assert AuditRow.objects.get(act="mediation.read_bundle").detail["whole"] is True
    mediator = desk("mediator")
    assert mediator.get(f"/desk/matters/{number}/bundle.pdf").status_code == 200
    assert AuditRow.objects.filter(act="mediation.read_bundle").latest("pk").detail["whole"] is False
    for who in ("sibling_county_judge", "township_mediator", "sibling_township_intake"):
        assert desk(who).get(f"/desk/matters/{number}/bundle.pdf").status_code == 404
    # Whoever sees the matter and prepares nothing reads how it stands, and no papers.
    leader = desk("township_leader")
    assert "申请材料（PDF）" not in leader.get(f"/desk/matters/{number}/").content.decode()
    assert leader.get(f"/desk/matters/{number}/bundle.pdf").status_code == 404


def test_the_court_has_no_page_of_the_dispute(cast: Cast, desk: SignIn) -> None:
    confirmation, *_sides = at_court(cast)
    dispute = confirmation.agreement.matter.number
    judge = desk("judge")
    for page in ("", "confirmation/", "agreement/", "agreement/paper.pdf", "sides/"):
        assert judge.get(f"/desk/matters/{dispute}/{page}").status_code == 404
    shown = judge.get(f"/desk/search/?q={dispute}").content.decode()
    assert f"/desk/matters/{dispute}/" not in shown


def test_the_page_costs_a_fixed_number_of_queries(
    cast: Cast, desk: SignIn, django_assert_max_num_queries: Any
) -> None:
    confirmation, first, _other = opened(cast)
    joins(confirmation, first)
    mediator = desk("mediator")
    with django_assert_max_num_queries(60):
        mediator.get(f"/desk/matters/{confirmation.agreement.matter.number}/confirmation/")
    assert JudicialConfirmation.objects.count() == 1
