"""Files sent with a form of the desk: none is lost in silence, and none is called kept that isn't."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanling.domain.matters.models import Attachment, Matter
from sanling.foundation.files.models import StoredFile
from sanling.interfaces.desk.matters.uploads import VALID_SECONDS
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.matters.sending import form, photo, url

pytestmark = pytest.mark.django_db


def test_a_file_beyond_those_that_a_form_may_carry_is_told_and_never_silently_left_out(
    desk: SignIn, mediating: Matter
) -> None:
    papers = [SimpleUploadedFile(f"附件{number}.txt", b"%d" % number) for number in range(1, 14)]
    sent = {**form(mediating, "progress", note="上门"), "_files": papers}
    answer = desk("mediator").post(url(mediating), sent)
    assert answer.status_code == 422
    assert "附件13.txt: 一次最多 12 个文件。" in answer.content.decode()
    assert len(answer.context["page"].open_act.uploads.kept) == 12


def test_a_form_sent_again_is_done_once_but_never_called_done_with_a_file_that_it_did_not_bring(
    desk: SignIn, mediating: Matter
) -> None:
    browser, sent = desk("mediator"), form(mediating, "progress", note="上门")
    assert browser.post(url(mediating), {**sent, "_files": photo()}).status_code == 302
    assert browser.post(url(mediating), {**sent, "_files": photo()}).status_code == 302
    paper = SimpleUploadedFile("协议.txt", b"1")
    answer = browser.post(url(mediating), {**sent, "_files": [photo(), paper]})
    assert answer.status_code == 422
    assert "这张表单已用别的内容提交过" in answer.content.decode()
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("forgotten", [False, True], ids=["its time is over", "it is forgotten"])
def test_a_file_that_waited_too_long_is_told_and_never_silently_left_out(
    desk: SignIn, mediating: Matter, monkeypatch: pytest.MonkeyPatch, *, forgotten: bool
) -> None:
    browser, sent = desk("mediator"), form(mediating, "progress", note="")
    answer = browser.post(url(mediating), {**sent, "_files": photo()})
    (kept,) = answer.context["page"].open_act.uploads.kept
    if forgotten:
        StoredFile.objects.all().delete()
    else:
        later = time.time() + VALID_SECONDS + 60
        monkeypatch.setattr(time, "time", lambda: later)
    again = {**sent, "note": "上门", "_kept": kept.token}
    answer = browser.post(url(mediating), again)
    assert (answer.status_code, "其中有文件已不再保留" in answer.content.decode()) == (422, True)
    assert not answer.context["page"].open_act.uploads.kept
    assert browser.post(url(mediating), {**again, "_kept": "", "_files": photo()}).status_code == 302
    assert Attachment.objects.count() == 1
