"""The report on people's mediation at the desk: its numbers open into as many disputes, and Excel holds the same."""

import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from python_calamine import CalamineWorkbook

from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from tests.domain.mediation.test_reporting import some_of_each
from tests.interfaces.doors import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]
LINK = re.compile(r'<a href="(/desk/mediation/report/rows/[^"]+)">([0-9.,]+)</a>')


@pytest.fixture(autouse=True)
def open_door(settings: Settings) -> None:
    """Let browsers in without TLS."""
    settings.SECURE_SSL_REDIRECT = False


def page(browser: Client, address: str, **query: str) -> str:
    answer = browser.get(unescape(address), query)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_each_number_opens_into_as_many_disputes(cast: Cast) -> None:
    matters = some_of_each(cast)
    browser = signed_in(cast["county_leader"])
    for by in ("category", "ending"):
        told = page(browser, "/desk/mediation/report/", by=by)
        assert "人民调解工作情况统计表" in told
        links = LINK.findall(told)
        assert len(links) > 10
        for address, number in links[::3]:
            rows = page(browser, address)
            if "measure=sum" in address or "measure=persons" in address:
                assert f"合计 {number}" in rows
            else:
                assert f"<p>共 {number} 条</p>" in rows, address
    assert f">{len(matters)}</a>" in told


def test_it_is_narrowed_and_what_there_is_not_is_absent(cast: Cast) -> None:
    some_of_each(cast)
    browser = signed_in(cast["county_leader"])
    told = page(browser, "/desk/mediation/report/", by="source", of_ending="unreachable", period="2026")
    assert {number for _address, number in LINK.findall(told)} <= {"1", "2"}
    for query in ({"by": "castle"}, {"period": "2026-13"}, {"of_body": "castle"}, {"place": "410"}):
        assert browser.get("/desk/mediation/report/", query).status_code == 404
    assert browser.get("/desk/mediation/report/rows/", {"measure": "castles"}).status_code == 404


def test_as_excel_it_holds_the_same_numbers_and_who_took_it_is_recorded(cast: Cast) -> None:
    matters = some_of_each(cast)
    answer = signed_in(cast["county_leader"]).get("/desk/mediation/report/book/")
    assert answer.status_code == 200
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer) if answer.streaming else answer.content))
    assert len(book.sheet_names) == 8
    rows: list[list[Any]] = book.get_sheet_by_index(0).to_python()
    head = next(nth for nth, row in enumerate(rows) if row[1] == "调解纠纷")
    body, total = rows[head + 1 : -1], rows[-1]
    assert len(body) == 18
    for column in range(1, len(total)):
        assert sum(row[column] or 0 for row in body) == pytest.approx(total[column])
    assert (total[1], total[rows[head].index("协议涉及金额（元）")]) == (len(matters), 500)
    for name in book.sheet_names[4:7]:
        last: list[Any] = book.get_sheet_by_name(name).to_python()[-1]
        assert last[-1] == sum(last[1:-1]) == len(matters)
    row = AuditRow.objects.get(act="mediation.download_report")
    assert row.detail["first"].endswith("-01-01")


def test_a_post_is_told_of_what_it_sees_with_a_fixed_number_of_statements(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    some_of_each(cast)
    browser = signed_in(cast["county_leader"])
    page(browser, "/desk/mediation/report/")
    with django_assert_max_num_queries(14):
        page(browser, "/desk/mediation/report/")
    assert LINK.findall(page(signed_in(cast["sibling_township_intake"]), "/desk/mediation/report/")) == []
    assert signed_in(cast["auditor"]).get("/desk/mediation/report/").status_code == 403
