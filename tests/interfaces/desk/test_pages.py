"""Units, workflows, posters, notices, the audit log and jobs: each for those it is for."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from sanling.domain.people.cast import Player
from sanling.domain.territory.models import CodePoint
from sanling.domain.workflow.models import Definition
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.audit.seal import seal
from sanling.foundation.datum import Datum, convert
from sanling.foundation.delivery.models import Notice
from sanling.foundation.delivery.notices import notify
from sanling.interfaces.desk.tasks import verify_audit
from tests.city import COUNTY, SIBLING_TOWNSHIP, VILLAGE
from tests.domain.matters.helpers import act, registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def test_a_units_page_says_who_is_in_charge_of_what(desk: SignIn, cast: dict[str, Player]) -> None:
    browser = desk("auditor")
    listed = browser.get("/desk/units/", {"at": COUNTY}).content.decode()
    assert "金水区综治中心" in listed
    assert "花园路街道" in listed
    unit = cast["department_leader"].post.unit
    page = browser.get(f"/desk/units/{unit.pk}/").content.decode()
    assert cast["department_leader"].post.name in page
    assert "物业" in page
    assert browser.get("/desk/units/999999999/").status_code == 404
    for path in ("1101", "x", "41019999", "x\0"):
        assert browser.get("/desk/units/", {"at": path}).status_code == 404
    # What is nothing but NUL names no place: the list is the one that is opened without a name.
    nameless = browser.get("/desk/units/")
    assert browser.get("/desk/units/", {"at": "\0"}).context["at"] == nameless.context["at"]
    assert browser.get("/desk/units/", {"q": "花园路"}).status_code == 200


def test_units_have_english_names_on_english_pages(desk: SignIn, cast: dict[str, Player]) -> None:
    browser = desk("intake_officer")
    browser.post("/i18n/setlang/", {"language": "en"})
    unit = cast["intake_officer"].post.unit
    for page in (f"/desk/units/{unit.pk}/", f"/desk/units/?at={unit.division_id}", "/desk/"):
        shown = browser.get(page).content.decode()
        assert unit.name_en in shown, page
        assert unit.name not in shown, page


def test_every_workflow_is_drawn_with_its_law(desk: SignIn) -> None:
    browser = desk("mediator")
    assert "矛盾纠纷" in browser.get("/desk/workflows/").content.decode()
    for row in Definition.objects.all():
        page = browser.get(f"/desk/workflows/{row.pk}/").content.decode()
        assert "<svg" in page
        assert "style=" not in page
    petition = Definition.objects.get(code="petition")
    assert "信访工作条例" in browser.get(f"/desk/workflows/{petition.pk}/").content.decode()
    assert browser.get("/desk/workflows/999999/").status_code == 404


def test_a_poster_is_hung_printed_and_retired_within_the_jurisdiction(desk: SignIn) -> None:
    browser = desk("intake_officer")
    place = {"division": VILLAGE, "place": "三号楼二单元门口"}
    answer = browser.post("/desk/posters/", place)
    point = CodePoint.objects.get()
    assert answer.headers["Location"] == f"/desk/posters/{point.code}/"
    page = browser.get(f"/desk/posters/{point.code}/").content.decode()
    assert "<svg" in page
    assert "三号楼二单元门口" in page
    assert desk("sibling_township_intake").get(f"/desk/posters/{point.code}/").status_code == 404
    assert desk("sibling_township_intake").post(f"/desk/posters/{point.code}/retire/").status_code == 404
    assert browser.post(f"/desk/posters/{point.code}/retire/").status_code == 302
    point.refresh_from_db()
    assert point.retired_at
    acts = set(AuditRow.objects.filter(subject=f"code_point:{point.pk}").values_list("act", flat=True))
    assert acts == {"territory.hang_code_point", "territory.retire_code_point"}


def test_a_wrong_poster_is_told_beside_its_field(desk: SignIn) -> None:
    browser = desk("intake_officer")
    wrong = [
        ({"division": SIBLING_TOWNSHIP, "place": "门口"}, "division"),
        ({"division": VILLAGE, "place": " "}, "place"),
        ({"division": VILLAGE, "place": "门口", "lon": "181", "lat": "30"}, "lon"),
        ({"division": VILLAGE, "place": "门口", "lon": "113"}, "lat"),
        ({"division": VILLAGE, "place": "门口", "lon": "nan", "lat": "1"}, "lon"),
        ({"division": VILLAGE, "place": "门口", "lon": "0", "lat": "0"}, "lon"),
        ({"division": f"{VILLAGE}002", "place": "门口", "lon": "113.685", "lat": "34.785"}, "division"),
        ({"division": VILLAGE, "place": "门口", "datum": "mars"}, "datum"),
    ]
    for sent, field in wrong:
        answer = browser.post("/desk/posters/", sent)
        assert answer.status_code == 422, sent
        assert field in answer.context["form"].errors
    assert not CodePoint.objects.exists()


def test_notices_are_ones_own_and_are_marked_as_read(desk: SignIn, cast: dict[str, Player]) -> None:
    matter = registered().matter
    key, other = (f"post:{cast[role].post.pk}" for role in ("intake_officer", "mediator"))
    params = {"number": matter.number, "title": matter.title}
    notify([key, other], "matter.registered", params, url=f"/desk/matters/{matter.number}/")
    browser = desk("intake_officer")
    first = browser.get("/desk/notices/count/")
    assert "1" in first.content.decode()
    etag = {"If-None-Match": first.headers["ETag"]}
    assert browser.get("/desk/notices/count/", headers=etag).status_code == 304
    assert matter.number in browser.get("/desk/notices/").content.decode()
    foreign = Notice.objects.get(recipient=other)
    assert browser.post("/desk/notices/read/", {"notice": foreign.pk}).headers["Location"] == "/desk/notices/"
    own = Notice.objects.get(recipient=key)
    assert browser.post("/desk/notices/read/", {"notice": own.pk}).headers["Location"] == own.url
    foreign.refresh_from_db()
    assert foreign.read_at is None
    assert browser.get("/desk/notices/count/", headers=etag).status_code == 200


def test_the_audit_log_is_filtered_and_verified_for_the_auditor(
    desk: SignIn,
    cast: dict[str, Player],
    tmp_path: Path,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.AUDIT_HEAD_FILE = tmp_path / "head"
    matter = registered().matter
    browser = desk("auditor")
    page = browser.get("/desk/audit/", {"subject": f"matter:{matter.pk}"})
    assert [told.row.act for told in page.context["shown"].rows] == ["matters.register"]
    assert not browser.get("/desk/audit/", {"act": "no.such"}).context["shown"].rows
    assert browser.get("/desk/audit/", {"first": "x"}).status_code == 422
    assert browser.post("/desk/audit/verify/").status_code == 302
    assert ProcrastinateJob.objects.filter(task_name=verify_audit.name).count() == 1
    # The head is written when the seals have committed.
    with django_capture_on_commit_callbacks(execute=True):
        seal()
    verify_audit(post_id=cast["auditor"].post.pk)
    assert Notice.objects.get().code == "desk.audit_sound"
    assert browser.get("/desk/audit/").context["verified"].detail["findings"] == 0


def test_failed_jobs_are_tried_again_by_the_administrator(desk: SignIn) -> None:
    job_id = app.configure_task("no_such_task", queue="test").defer()
    browser = desk("administrator")
    assert browser.post(f"/desk/jobs/{job_id}/retry/").status_code == 302
    assert not AuditRow.objects.filter(act="jobs.retry").exists()
    for state in ("failed", "stalled", "doing", "todo", "succeeded"):
        assert browser.get("/desk/jobs/", {"state": state}).status_code == 200
    assert browser.get("/desk/jobs/", {"state": "x"}).status_code == 404
    assert "no_such_task" in browser.get("/desk/jobs/", {"state": "todo"}).content.decode()


def test_a_poster_hangs_where_the_map_that_its_coordinates_are_from_shows_it(desk: SignIn) -> None:
    browser = desk("intake_officer")
    lon, lat = convert(113.685, 34.785, of=Datum.WGS84, to=Datum.GCJ02)
    sent = {"division": f"{VILLAGE}001", "place": "门口", "lon": lon, "lat": lat, "datum": "gcj02"}
    assert browser.post("/desk/posters/", sent).status_code == 302
    point = CodePoint.objects.get()
    assert (point.lon, point.lat) == pytest.approx((113.685, 34.785), abs=1e-9)


def test_a_matters_map_shows_its_point_where_it_is(desk: SignIn, gcj_city: None) -> None:
    matter = registered(lon=113.685, lat=34.785).matter
    drawn = desk("intake_officer").get(f"/desk/matters/{matter.number}/place.geojson").json()
    lon, lat = drawn["features"][-1]["geometry"]["coordinates"]
    assert (lon, lat) == convert(113.685, 34.785, of=Datum.GCJ02, to=Datum.WGS84)
    page = desk("intake_officer").get(f"/desk/matters/{matter.number}/").content.decode()
    assert f'data-centre="{lon:.6f},{lat:.6f}"' in page


def test_a_corrected_place_leaves_a_point_that_lies_elsewhere_and_says_so(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    near = registered(lon=113.685, lat=34.785).matter
    act(cast["intake_officer"].viewer, near, "relocate", {"division": f"{VILLAGE}001"})
    assert near.lon == 113.685
    act(cast["intake_officer"].viewer, near, "relocate", {"division": f"{VILLAGE}003"})
    assert [near.lon, near.lat] == [None, None]
    page = desk("intake_officer").get(f"/desk/matters/{near.number}/").content.decode()
    assert page.count("已去掉，因为它在别处") == 1


def test_a_page_that_refuses_leads_staff_back_to_the_desk_and_others_home(
    desk: SignIn, client: Client
) -> None:
    browser = desk("mediator")
    for address, status in (("/desk/no-such/", 404), ("/no-such/", 404), ("/desk/audit/", 403)):
        refusal = browser.get(address)
        assert refusal.status_code == status
        assert 'href="/desk/">返回工作台' in refusal.content.decode(), address
    assert "返回工作台" not in client.get("/no-such/").content.decode()
