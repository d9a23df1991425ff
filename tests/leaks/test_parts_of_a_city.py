"""Administrators of one county administer, audit and publish nothing of the rest of their city."""

from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import Settings

from sanling.domain.people.actions.employ import Employee, PlannedPost, employ
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Jurisdiction
from sanling.domain.people.queries import answering_for
from sanling.foundation.audit.models import AuditRow
from sanling.processes.exports.models import Export
from sanling.processes.publishing.actions.decide import decide
from sanling.processes.publishing.actions.propose import propose_move, propose_profile
from sanling.processes.publishing.models import Proposal
from sanling.processes.publishing.queries import deciders
from sanling.processes.publishing.work import count
from tests.cast import SECRET
from tests.city import BEGAN, CITY, COUNTY, SIBLING_COUNTY, TEST, City
from tests.domain.matters.actions.test_migrate import changed, shorter
from tests.domain.matters.helpers import registered
from tests.interfaces.doors import signed_in
from tests.processes.exports.asking import written
from tests.processes.publishing.folders import changeable, shorten

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]
DUTIES = ("administrator", "security_administrator", "auditor")


@pytest.fixture(autouse=True)
def _plain(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def of_county(city: City, cast: Cast) -> Cast:
    """The three administrators of a county, as the structure allows them at its peace office."""
    unit = city.unit(f"peace_office-{COUNTY}")
    employees = [
        Employee(f"county.{duty}", f"县{n}", [PlannedPost(unit.pk, duty, [COUNTY])])
        for n, duty in enumerate(DUTIES)
    ]
    posts = employ(actor=TEST, employees=employees, begins_at=BEGAN)
    found = {duty: Player(duty, post.user, (post,)) for duty, post in zip(DUTIES, posts, strict=True)}
    for player in found.values():
        TOTP.activate(player.user, SECRET)
    return found


@pytest.fixture
def narrowed(cast: Cast) -> Cast:
    """Three of the city's own office who answer for a county alone."""
    found = {duty: cast[duty] for duty in DUTIES}
    Jurisdiction.objects.filter(post__in=[player.post for player in found.values()]).update(division=COUNTY)
    return found


@pytest.fixture(params=["of_county", "narrowed"])
def partial(request: pytest.FixtureRequest) -> Cast:
    """Administrators of a part of the city, by either way."""
    found: Cast = request.getfixturevalue(request.param)
    return found


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_they_propose_and_decide_nothing_of_the_whole_citys(
    partial: Cast, tmp_path: Path, settings: Settings
) -> None:
    to = changed(registered().matter, shorter)
    folder = changeable(tmp_path, settings)
    shorten(next(folder))
    administrator, security = partial["administrator"], partial["security_administrator"]
    with pytest.raises(PermissionDenied):
        propose_profile(actor=administrator.viewer)
    with pytest.raises(PermissionDenied):
        propose_move(actor=administrator.viewer, to=to, states={})
    for player in (administrator, security):
        browser = signed_in(player)
        assert browser.get("/desk/publishing/").status_code == 403
        assert browser.post("/desk/publishing/").status_code == 403
        assert browser.post(f"/desk/publishing/move/{to.pk}/").status_code == 403
        assert "/desk/publishing/" not in browser.get("/desk/notices/").content.decode()
    assert not Proposal.objects.exists()
    assert not list(deciders(CITY, besides=0)) or security.viewer.key not in deciders(CITY, besides=0)
    next(folder, None)


def test_what_the_city_proposes_is_decided_by_the_whole_citys_alone(cast: Cast, of_county: Cast) -> None:
    to = changed(registered().matter, shorter)
    proposal = propose_move(actor=cast["administrator"].viewer, to=to, states={})
    count(proposal.pk)
    with pytest.raises(PermissionDenied):
        decide(
            actor=of_county["security_administrator"].viewer,
            proposal_id=proposal.pk,
            confirmed=True,
            shown=proposal.shown,
        )
    assert list(deciders(CITY, besides=0)) == [cast["security_administrator"].viewer.key]
    whole = type(cast["auditor"].post).objects.filter(answering_for(CITY))
    assert cast["auditor"].post in whole
    assert of_county["auditor"].post not in whole


def test_they_find_no_account_without_a_post_in_their_county(cast: Cast, partial: Cast) -> None:
    administrator = signed_in(partial["administrator"])
    here, there = cast["intake_officer"], cast["sibling_county_intake"]
    listed = page(administrator, "/desk/accounts/")
    assert here.user.username in listed
    assert there.user.username not in listed
    for query in (there.user.username, there.user.display_name):
        assert f"/accounts/{there.user.pk}/" not in page(administrator, f"/desk/accounts/?q={query}")
    assert administrator.get(f"/desk/accounts/{there.user.pk}/").status_code == 404
    assert administrator.get(f"/desk/accounts/{here.user.pk}/").status_code == 200


def test_their_auditor_reads_what_their_county_did_and_nothing_else(cast: Cast, partial: Cast) -> None:
    here, there = cast["intake_officer"].viewer, cast["sibling_county_intake"].viewer
    for act, actor in (("test.here", here), ("test.there", there)):
        AuditRow.objects.create(
            at=BEGAN, city=CITY, actor_kind="post", actor_key=actor.key, act=act, subject="unit:1"
        )
    AuditRow.objects.create(
        at=BEGAN, actor_kind="user", actor_key="user:unknown", act="test.nobody", subject="user:unknown"
    )
    auditor = signed_in(partial["auditor"])
    read = page(auditor, "/desk/audit/?act=test")
    assert "test.here" in read
    assert "test.there" not in read
    assert "test.nobody" not in read
    assert "test.there" not in page(auditor, f"/desk/audit/?actor={there.key}")
    assert "/desk/audit/verify/" not in read
    assert auditor.post("/desk/audit/verify/").status_code == 403
    auditor.post("/desk/audit/export/", {"query": "act=test"})
    assert [row[2] for row in written(Export.objects.get())[1:]] == ["test.here"]


def test_the_installations_jobs_are_not_theirs(partial: Cast) -> None:
    administrator = signed_in(partial["administrator"])
    assert administrator.get("/desk/jobs/").status_code == 403
    assert administrator.post("/desk/jobs/1/retry/").status_code == 403
    assert administrator.post("/desk/jobs/parked/put-back/").status_code == 403


def test_no_administrator_of_a_sibling_county_keeps_what_is_here(cast: Cast, of_county: Cast) -> None:
    """A county's tokens and webhooks are narrowed by reach already; this keeps it so."""
    browser = signed_in(of_county["administrator"])
    offered = browser.get(f"/desk/find/token-post/?q={cast['sibling_county_intake'].user.display_name}")
    assert cast["sibling_county_intake"].post.pk not in [int(offer["key"]) for offer in offered.json()]
    assert SIBLING_COUNTY not in page(browser, "/desk/tokens/")
