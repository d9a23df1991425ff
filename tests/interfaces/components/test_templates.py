"""The shared templates: every form, every error page, nothing that the browser would refuse."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import Context
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from sanling.interfaces import components
from sanling.interfaces.components.items import AttachmentItem, NavItem, Pagination, PostItem, TimelineItem
from sanling.interfaces.components.templatetags import sanling as tags

ROOM = Path(components.__file__).parent
INTERFACES = ROOM.parent
ICONS = json.loads((INTERFACES.parents[1] / "frontend" / "icons.json").read_text())
SCRIPT = "<script>alert(1)</script>"


class Report(forms.Form):
    text = forms.CharField(label="What happened", help_text="In your own words", widget=forms.Textarea)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    division = forms.ChoiceField(label="Division", choices=[("1", "One")], required=False)
    hidden = forms.BooleanField(label="Keep my name", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize("path", sorted(INTERFACES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_inline_script_or_style_and_names_icons_that_are_built(path: Path) -> None:
    text = path.read_text()
    markup = re.sub(r"{%.*?%}", "", text)
    assert not re.search(r"\s(style|on[a-z]+)\s*=\s*[\"']", markup)
    assert not re.search(r"<style|<script(?![^>]*(src=|application/json))", markup)
    named = set(re.findall(r"""{%\s*icon\s+["']([\w-]+)["']""", text))
    assert named <= set(ICONS)


def test_the_shapes_of_lateness_are_built() -> None:
    used = set(
        re.findall(r'"((?:alert|circle|player|clock|point)[\w-]*)"', (ROOM / "nearness.py").read_text())
    )
    assert used <= set(ICONS)


def test_a_form_shows_labels_help_and_what_is_optional() -> None:
    page = render_to_string("components/form.html", {"form": Report()})
    assert re.search(r'<label class="field-label" for="id_text">What happened\s*</label>', page)
    assert 'id="id_text_helptext"' in page
    assert 'aria-describedby="id_text_helptext"' in page
    assert re.search(r"Division\s*<span class=\"field-optional\">", page)
    assert re.search(r'<legend class="field-label">Kind\s*</legend>', page)
    assert '<input type="hidden" name="key"' in page
    assert "error-summary" not in page


def test_an_error_stands_beside_its_field_and_in_a_summary_that_leads_there() -> None:
    form = Report({"text": "", "division": "1", "hidden": "on"})
    form.add_error(None, "The matter was changed meanwhile.")
    page = render_to_string("components/form.html", {"form": form})
    for target in ("id_text", "id_kind"):
        assert f'<a href="#{target}">' in page
        assert f'id="{target}"' in page
        assert f'id="{target}_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_text_helptext id_text_error"' in page
    assert "<li>The matter was changed meanwhile.</li>" in page


def test_what_was_typed_is_shown_again_and_can_do_nothing() -> None:
    page = render_to_string("components/form.html", {"form": Report({"text": SCRIPT})})
    assert "&lt;script&gt;" in page
    assert SCRIPT not in page


@pytest.mark.parametrize("status", ["400", "403", "403_csrf", "404", "413", "429", "500", "503"])
def test_an_error_page_needs_neither_request_nor_database(status: str) -> None:
    page = render_to_string(f"{status}.html")
    assert "<h1>" in page
    assert 'href="/"' in page


def test_the_desk_shows_navigation_posts_and_notices(rf: RequestFactory) -> None:
    context = {
        "nav": [NavItem(label="Inbox", url="/desk/", icon="inbox", current=True, count=3)],
        "posts": [
            PostItem(id=1, title="Intake officer", unit="Wenhualu", current=True),
            PostItem(id=2, title="Mediator", unit=SCRIPT),
        ],
        "post_switch_url": "/desk/post",
        "notices_url": "/desk/notices",
        "unread": 120,
        "user": type("Someone", (), {"is_authenticated": True, "display_name": "Li", "username": "li"})(),
    }
    page = render_to_string("components/desk.html", context, rf.get("/desk/"))
    assert re.search(r'<a href="/desk/" aria-current="page">', page)
    assert 'name="post" value="2"' in page
    assert "99+" in page
    assert SCRIPT not in page
    assert 'href="#main"' in page


def test_the_bases_stand_without_any_context(rf: RequestFactory) -> None:
    for base in ("desk", "portal", "plain"):
        request = rf.get("/")
        request.user = AnonymousUser()
        assert 'id="main"' in render_to_string(f"components/{base}.html", {}, request)


def test_a_timeline_says_when_who_what_and_shows_the_files() -> None:
    item = TimelineItem(
        at=datetime(2026, 11, 22, 6, 5, tzinfo=UTC),
        text="Registered",
        who="A resident",
        note=f"Line one\n{SCRIPT}",
        audience="internal",
        details=(("Due", "2026-11-25"),),
        attachments=(
            AttachmentItem(name="stairs.jpg", url="/f/1", thumbnail_url="/f/1/t"),
            AttachmentItem(name="a.pdf", url="/f/2"),
        ),
    )
    page = render_to_string("components/timeline.html", {"items": [item]})
    for part in (
        "2026-11-22 14:05",
        "Registered",
        "A resident",
        "internal",
        "2026-11-25",
        'src="/f/1/t"',
        "a.pdf",
    ):
        assert part in page
    assert SCRIPT not in page


def test_the_pages_of_a_list_end_where_there_is_no_further_one() -> None:
    page = render_to_string(
        "components/pagination.html", {"page": Pagination(older_url="?before=5", text="1–50")}
    )
    assert "?before=5" in page
    assert "Newer" not in page


def test_the_head_of_a_column_turns_the_order_and_starts_from_the_first_page(rf: RequestFactory) -> None:
    head = tags.sort(Context({"request": rf.get("/?sort=due&after=9&state=open")}), "due", "Due")
    assert head["url"] == "?state=open&sort=-due"
    assert head["order"] == "ascending"
    other = tags.sort(Context({"request": rf.get("/?sort=-due")}), "at", "Registered")
    assert (other["url"], other["order"]) == ("?sort=at", "")
