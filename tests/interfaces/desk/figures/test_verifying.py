"""Whoever sees rates verifies a bulletin at the desk: pasted or sent, and nothing of it is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.interfaces.desk.conftest import SignIn
from tests.processes.figures.verifying.bulletins import PRINTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
PAGE = "/desk/bulletins/verify/"
SENTENCES = "全市共受理矛盾纠纷23613件，化解21484件，化解成功率达94%。"


def told(browser: Client, status: int = 200, **sent: object) -> str:
    answer = browser.post(PAGE, sent)
    assert answer.status_code == status
    return answer.content.decode()


def test_sentences_are_read_and_told_with_what_would_mend_them(desk: SignIn) -> None:
    page = told(desk("city_peace_officer"), text=SENTENCES)
    assert "1 处矛盾，共比对 1 项。" in page
    assert "90.98%" in page
    assert "22,855" in page
    # What was typed stands there still.
    assert SENTENCES in page


def test_a_file_is_read_by_what_it_is(desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    page = told(browser, file=SimpleUploadedFile("printed.toml", PRINTED.encode()))
    assert page.count("<section") == 4
    table = "单位,受理,化解,化解率\n金水区,10,9,90%\n二七区,20,10,50%\n合计,30,19,63.33%\n".encode("gb18030")
    assert "没有矛盾" in told(browser, file=SimpleUploadedFile("十月.csv", table))


@pytest.mark.parametrize(
    "text", ["", "没有数字", "[[bulletin]]\nnumbers = 3", "\x00", "<script>alert(1)</script>"]
)
def test_what_cannot_be_read_is_told_beside_the_box(desk: SignIn, text: str) -> None:
    page = told(desk("city_peace_officer"), status=422, text=text)
    assert "<script>alert" not in page


def test_one_of_both_is_wanted(desk: SignIn) -> None:
    file = SimpleUploadedFile("printed.toml", PRINTED.encode())
    assert "请" in told(desk("city_peace_officer"), status=422, text=SENTENCES, file=file)


def test_nothing_is_kept_and_few_statements_are_needed(desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    told(browser, text=SENTENCES)
    with CaptureQueriesContext(connection) as queries:
        told(browser, text=SENTENCES)
    assert not [query for query in queries if str(query["sql"]).startswith(("INSERT", "UPDATE", "DELETE"))]
    assert len(queries) <= 12
