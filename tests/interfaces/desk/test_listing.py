"""Lists of the desk: one frame, one way to page."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.delivery.models import Notice
from sanling.foundation.delivery.notices import notify
from sanling.interfaces.components.items import Head, Listing, Pagination
from sanling.interfaces.desk.listing import link, newest_first

FRAMED = Template(
    "{% load sanling %}{% listing shown %}"
    "{% for row in shown.rows %}<tr><td>{{ row }}</td></tr>{% endfor %}{% endlisting %}"
)
LIST = Listing(
    heads=(Head("Word", sort="word"), Head("End", hidden=True)), nothing="No words", what_to_do="Say one."
)


def drawn(shown: Listing) -> str:
    request = RequestFactory().get("/desk/", {"sort": "word"})
    return FRAMED.render(Context({"shown": shown, "request": request}))


def test_rows_stand_below_their_heads_and_above_the_pages_around_them_and_are_escaped() -> None:
    page = drawn(LIST.holding(["<b>"], Pagination(older_url="?before=3")))
    assert "<td>&lt;b&gt;</td>" in page
    assert 'aria-sort="ascending"' in page
    assert '<span class="visually-hidden">End</span>' in page
    assert 'href="?before=3"' in page
    assert "No words" not in page


def test_of_a_list_without_rows_it_is_said_what_to_do() -> None:
    page = drawn(LIST)
    assert "No words" in page
    assert "Say one." in page
    assert "<table" not in page


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_another_page_keeps_the_rest_of_the_address(query: dict[str, str]) -> None:
    request = RequestFactory().get("/", query)
    kept = RequestFactory().get(f"/{link(request, after=7)}").GET
    assert kept.dict() == {k: v for k, v in request.GET.items() if k not in ("after", "before")} | {
        "after": "7"
    }


@pytest.mark.django_db
def test_pages_follow_one_another_by_the_last_row_of_the_one_before() -> None:
    for told in range(5):
        notify(["post:1"], "exports.done", {"rows": told})
    found, seen, address = Notice.objects.filter(recipient="post:1"), [], "/"
    while address:
        rows, page = newest_first(RequestFactory().get(address), found, 2)
        seen.append([notice.params["rows"] for notice in rows])
        address = f"/{page.older_url}" if page.older_url else ""
    assert seen == [[4, 3], [2, 1], [0]]


def test_a_ledger_of_a_room_has_an_address_of_its_own() -> None:
    assert resolve("/desk/ledgers/squares/").url_name == "room_ledger"
