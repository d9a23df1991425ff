"""What staff enclose stays inside unless they let the resident see it; under the report stands what was brought."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from sanling.domain.matters.access import LinkActor, visible_attachments
from sanling.domain.matters.models import Attachment, Matter
from sanling.domain.matters.timeline import timeline
from sanling.domain.people.cast import Player
from tests.domain.matters.helpers import act, picture, registered
from tests.interfaces.api.conftest import System, files_root, resident, system_of
from tests.interfaces.api.matters.test_lifecycle import picture as picture_file
from tests.interfaces.desk.conftest import SignIn, desk, plain_http
from tests.interfaces.portal.conftest import fields_of
from tests.interfaces.portal.conftest import picture as photo
from tests.leaks.test_own_link import NEW

__all__ = ["desk", "files_root", "plain_http", "resident"]

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.fixture
def mediating(cast: Cast, workflows: None) -> tuple[Matter, str]:
    """Return a dispute in mediation that a resident brought with a picture, and the resident's link."""
    made = registered(enclosures=[picture()])
    act(cast["intake_officer"].viewer, made.matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, made.matter, "sign_for")
    return made.matter, made.token


def agree_at_the_desk(browser: Client, matter: Matter, **ticked: str) -> None:
    """Settle a dispute by the desk's form, with a picture of the table where it was settled."""
    page = browser.get(f"/desk/matters/{matter.number}/?act=agree", headers={"HX-Request": "true"})
    hidden = {name: values[0] for name, values in fields_of(page.content.decode()).items() if name[0] == "_"}
    typed = {"form": "oral", "answer": "双方和好。", "_files": photo("调解现场.jpg")}
    answer = browser.post(f"/desk/matters/{matter.number}/", {**hidden, **typed, **ticked})
    assert answer.status_code == 302, answer.content.decode()


def seen_by_the_resident(matter: Matter, token: str, resident: System) -> list[str]:
    """Return the names of the files that the resident gets at, which must be the same at every door."""
    timelines = [
        [
            attachment.name
            for item in timeline(LinkActor(matter.pk), matter)
            for attachment in item.attachments
        ],
        [
            attachment["name"]
            for item in resident.get(f"/public/matters/{token}").json()["timeline"]
            for attachment in item["attachments"]
        ],
        [attachment.name for attachment in visible_attachments(LinkActor(matter.pk), matter).order_by("pk")],
        [
            attachment.name
            for attachment in Attachment.objects.filter(entry__matter=matter).order_by("pk")
            if Client().get(f"/t/{token}/files/{attachment.pk}/").status_code == 200
        ],
    ]
    page = Client().get(f"/t/{token}/").content.decode()
    timelines.append(
        [
            attachment.name
            for attachment in Attachment.objects.filter(entry__matter=matter).order_by("pk")
            if f"/files/{attachment.pk}/" in page
        ]
    )
    assert all(names == timelines[0] for names in timelines), timelines
    return timelines[0]


def under_the_report(browser: Client, matter: Matter) -> list[str]:
    """Return the names of the files that the desk shows under what was brought."""
    page = browser.get(f"/desk/matters/{matter.number}/")
    return [attachment.name for attachment in page.context["page"].view.attachments]


def test_the_mediators_picture_stays_inside_and_apart_from_what_was_brought(
    mediating: tuple[Matter, str], desk: SignIn, resident: System
) -> None:
    matter, token = mediating
    agree_at_the_desk(desk("mediator"), matter)
    assert seen_by_the_resident(matter, token, resident) == ["清理后.png"]
    assert under_the_report(desk("mediator"), matter) == ["清理后.png"]
    evidence = Attachment.objects.get(name="调解现场.jpg")
    assert (evidence.audience, evidence.evidence) == ("internal", True)
    assert desk("intake_officer").get(f"/desk/files/{evidence.pk}/").status_code == 200


def test_the_resident_sees_what_the_mediator_lets_them_see(
    mediating: tuple[Matter, str], desk: SignIn, resident: System
) -> None:
    matter, token = mediating
    agree_at_the_desk(desk("mediator"), matter, _for_party="on")
    assert seen_by_the_resident(matter, token, resident) == ["清理后.png", "调解现场.jpg"]
    assert under_the_report(desk("mediator"), matter) == ["清理后.png"]


@pytest.mark.parametrize(
    ("asked", "audience"), [({}, "internal"), ({"attachments_for_party": True}, "party")]
)
def test_a_system_of_staff_says_whether_the_resident_sees_its_files(
    mediating: tuple[Matter, str], cast: Cast, asked: dict[str, Any], audience: str
) -> None:
    matter, _token = mediating
    system = system_of(cast["mediator"])
    kept = system.upload(f"/matters/{matter.number}/attachments", [picture_file()])
    body = {
        "version": matter.version,
        "fields": {"form": "oral", "answer": "双方和好。"},
        "attachments": [kept.json()["items"][0]["id"]],
        **asked,
    }
    done = system.post(f"/matters/{matter.number}/actions/agree", body)
    assert done.status_code == 200, done.content
    last = system.get(f"/matters/{matter.number}/timeline").json()["items"][-1]
    assert [attachment["audience"] for attachment in last["attachments"]] == [audience]


def test_a_file_is_never_told_to_more_than_its_act(mediating: tuple[Matter, str], desk: SignIn) -> None:
    matter, _token = mediating
    browser = desk("mediator")
    page = browser.get(f"/desk/matters/{matter.number}/?act=note", headers={"HX-Request": "true"})
    hidden = {name: values[0] for name, values in fields_of(page.content.decode()).items() if name[0] == "_"}
    form = {**hidden, "note": "内部情况。", "_files": photo("内部.jpg"), "_for_party": "on"}
    assert browser.post(f"/desk/matters/{matter.number}/", form).status_code == 302
    assert Attachment.objects.get(name="内部.jpg").audience == "internal"


@pytest.mark.parametrize(
    ("act_code", "words", "asks"),
    [("agree", "除非您允许群众查看", True), ("note", "这些文件仅供内部查看", False)],
)
def test_a_form_says_before_sending_who_will_see_its_files(
    mediating: tuple[Matter, str], desk: SignIn, act_code: str, words: str, *, asks: bool
) -> None:
    url = f"/desk/matters/{mediating[0].number}/?act={act_code}"
    page = desk("mediator").get(url, headers={"HX-Request": "true"}).content.decode()
    assert words in page
    assert ('name="_for_party"' in page) is asks


def test_what_the_resident_adds_is_theirs(mediating: tuple[Matter, str], resident: System) -> None:
    matter, token = mediating
    act(LinkActor(matter.pk), matter, "add", {"message": "还在漏。"}, [picture()])
    assert len(seen_by_the_resident(matter, token, resident)) == 2


@pytest.mark.parametrize(("ticked", "audience"), [({"_for_party": "on"}, "party"), ({}, "internal")])
def test_who_registers_says_whether_the_resident_sees_what_was_brought(
    desk: SignIn, ticked: dict[str, str], audience: str
) -> None:
    browser = desk("intake_officer")
    page = browser.get("/desk/new/")
    choices = dict(page.context["form"].fields["about"].choices)
    about = next(code for group in choices.values() for code, _name in group if code.startswith("dispute:"))
    assert page.context["uploads"].for_party
    browser.post("/desk/new/", {**NEW, "about": about, "_files": photo(), **ticked})
    matter = Matter.objects.get()
    assert Attachment.objects.get().audience == audience
    assert len(under_the_report(browser, matter)) == 1


def test_files_from_before_keep_the_audience_of_their_act(mediating: tuple[Matter, str], cast: Cast) -> None:
    matter, _token = mediating
    act(cast["mediator"].viewer, matter, "note", {"note": "内部。"}, [picture()])
    act(cast["mediator"].viewer, matter, "agree", {"form": "oral", "answer": "和好。"}, [picture()])
    Attachment.objects.update(audience="internal")
    migration = import_module("sanling.domain.matters.migrations.0006_audience_of_files")
    migration.keep(apps, connection.schema_editor())
    assert list(Attachment.objects.order_by("pk").values_list("audience", flat=True)) == [
        "party",
        "internal",
        "party",
    ]
