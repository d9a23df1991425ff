"""Files that are sent with an act: asked for, kept over an error, refused with reasons, and never forged."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanling.domain.matters.models import Attachment, Matter
from sanling.domain.people.cast import Player
from sanling.foundation.files.models import StoredFile
from tests.domain.matters.helpers import picture
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.matters.sending import form, photo, url

pytestmark = pytest.mark.django_db


def test_missing_evidence_is_said_with_the_other_errors_and_leads_to_where_files_are_chosen(
    desk: SignIn, mediating: Matter
) -> None:
    browser = desk("mediator")
    page = browser.get(url(mediating)).context["page"]
    act_with_evidence = next(action for action in page.acts if action.evidence)
    empty = browser.post(url(mediating), form(mediating, act_with_evidence.code))
    errors = empty.context["page"].open_act.form.errors
    assert len(errors) > 1
    told = empty.content.decode()
    assert f'<a href="#act_{act_with_evidence.code}_files">办理凭证：' in told
    assert f'id="act_{act_with_evidence.code}_files"' in told


def test_evidence_is_asked_for_kept_over_an_error_and_stored_with_the_act(
    desk: SignIn, cast: dict[str, Player], mediating: Matter
) -> None:
    browser = desk("mediator")
    page = browser.get(url(mediating)).context["page"]
    act_with_evidence = next(action for action in page.acts if action.evidence)
    empty = browser.post(url(mediating), {**form(mediating, act_with_evidence.code), "_files": photo()})
    assert empty.status_code == 422
    (kept,) = empty.context["page"].open_act.uploads.kept
    sent = {**form(mediating, act_with_evidence.code), **_filled(act_with_evidence), "_kept": kept.token}
    answer = browser.post(url(mediating), sent)
    assert answer.status_code == 302, answer.content.decode()
    assert Attachment.objects.get(entry__matter=mediating).evidence


def _filled(action: object) -> dict[str, object]:
    values: dict[str, object] = {}
    for field in action.fields:  # type: ignore[attr-defined]
        if field.required:
            values[field.code] = {
                "choice": field.options[0].code if field.options else "",
                "boolean": "on",
                "date": "2026-12-01",
            }.get(field.type, "双方达成一致")
    return values


def test_a_file_that_is_not_taken_is_told_and_the_others_are_kept(desk: SignIn, mediating: Matter) -> None:
    program, empty = SimpleUploadedFile("run.exe", b"MZ" + bytes(200)), SimpleUploadedFile("空.jpg", b"")
    answer = desk("mediator").post(
        url(mediating), {**form(mediating, "progress", note="上门"), "_files": [program, empty, photo()]}
    )
    assert answer.status_code == 422
    assert "run.exe" in answer.content.decode()
    assert "空.jpg: 这个文件是空的" in answer.content.decode()
    assert len(answer.context["page"].open_act.uploads.kept) == 1


def test_a_kept_file_can_not_be_forged(desk: SignIn, mediating: Matter) -> None:
    other = picture().file
    forged = {**form(mediating, "progress", note="上门"), "_kept": [str(other.pk), f"{other.pk}:x:y"]}
    assert desk("mediator").post(url(mediating), forged).status_code == 302
    assert StoredFile.objects.count() == 1
    assert not Attachment.objects.exists()
