"""What is kept of lists: columns by account, views by account and by unit."""

import pytest
from django.http import QueryDict
from django.test import Client

from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from sanling.processes.exports.models import Export
from sanling.processes.lists.actions.save_view import MOST
from sanling.processes.lists.models import ChosenColumns, SavedView
from tests.domain.matters.helpers import PHONE, registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
LEDGER, VIEWS = "/desk/matters/", "/desk/views/"


def columns(browser: Client, query: str = "") -> list[str]:
    return [column.code for column in browser.get(f"{LEDGER}?{query}").context["columns"]]


def saved(browser: Client, name: str, query: str = "", **options: str) -> SavedView:
    answer = browser.post(VIEWS, {"name": name, "query": query, **options})
    assert answer.status_code == 302, answer.context["form"].errors
    return SavedView.objects.get(name=name)


def test_columns_once_chosen_are_shown_on_any_machine_until_the_usual_ones_are_asked_for(
    desk: SignIn,
) -> None:
    browser, usual = desk("intake_officer"), columns(desk("intake_officer"))
    chosen = {"col": ["state", "outcome"], "query": "kind=hazard&col=due"}
    answer = browser.post("/desk/lists/matters/columns/", chosen)
    assert answer["Location"] == f"{LEDGER}?kind=hazard"
    assert columns(desk("intake_officer")) == ["number", "title", "state", "outcome"]
    assert columns(browser, "col=due") == ["number", "title", "due"]
    assert columns(desk("sibling_township_intake")) == usual
    browser.post("/desk/lists/matters/columns/", {"usual": "1", "query": ""})
    assert columns(browser) == usual


def test_a_file_has_the_columns_that_the_page_shows(desk: SignIn) -> None:
    registered()
    browser = desk("intake_officer")
    browser.post("/desk/lists/matters/columns/", {"col": ["state"], "query": ""})
    browser.post("/desk/matters/export/", {"query": browser.get(LEDGER).context["address"]})
    assert Export.objects.get().columns == ["number", "title", "state"]


def test_no_column_is_remembered_that_the_list_does_not_have(desk: SignIn) -> None:
    desk("intake_officer").post("/desk/lists/matters/columns/", {"col": ["no_such", "x" * 99], "query": ""})
    assert not ChosenColumns.objects.exists()
    assert desk("auditor").post("/desk/lists/matters/columns/").status_code == 403
    assert desk("intake_officer").post("/desk/lists/nothing/columns/").status_code == 404


def test_a_view_brings_back_filters_order_and_columns(desk: SignIn) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    view = saved(browser, "本周纠纷", "kind=dispute&division=通信花园&sort=due&col=due&words=&page=9")
    page = browser.get(f"{LEDGER}?{view.query}")
    assert [row.number for row, *_cells in page.context["shown"].rows] == [matter.number]
    assert [column.code for column in page.context["columns"]] == ["number", "title", "due"]
    kept = QueryDict(view.query)
    assert (kept["sort"], kept["division_key"]) == ("due", matter.division_id)
    assert {"words", "page"}.isdisjoint(kept)
    assert 'aria-current="page">本周纠纷' in page.content.decode()


def test_a_view_saved_under_the_same_name_replaces_it_and_says_so(desk: SignIn) -> None:
    browser = desk("intake_officer")
    saved(browser, "我的", "kind=dispute")
    assert "同名" not in browser.get("/desk/views/").content.decode()
    assert "hazard" in saved(browser, "我的", "kind=hazard").query
    assert "已替换原来同名的视图" in browser.get("/desk/views/").content.decode()


def test_a_phone_is_never_kept_nor_sought_by_saving(desk: SignIn) -> None:
    view = saved(desk("intake_officer"), "某人", f"phone={PHONE}&batch=x&kind=dispute")
    assert PHONE not in view.query
    assert "batch" not in view.query
    assert not AuditRow.objects.filter(act="privacy.seek").exists()


def test_only_who_leads_a_unit_shares_a_view_and_all_of_it_have_it(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    saved(desk("intake_officer"), "自己的", "kind=hazard", shared="on")
    view = saved(desk("centre_director"), "大家的", "kind=dispute", shared="on")
    assert view.unit == cast["centre_director"].post.unit
    assert SavedView.objects.get(name="自己的").unit is None
    assert [row.name for row in desk("intake_officer").get(LEDGER).context["views"]] == ["大家的", "自己的"]
    assert [row.name for row in desk("centre_director").get(LEDGER).context["views"]] == ["大家的"]
    assert not desk("sibling_township_intake").get(LEDGER).context["views"]


def test_a_view_is_deleted_by_whose_it_is_alone(desk: SignIn) -> None:
    mine = saved(desk("intake_officer"), "自己的")
    ours = saved(desk("centre_director"), "大家的", shared="on")
    for browser, view, status in (
        (desk("centre_director"), mine, 404),
        (desk("sibling_township_intake"), ours, 404),
        (desk("intake_officer"), ours, 403),
        (desk("intake_officer"), mine, 302),
        (desk("centre_director"), ours, 302),
    ):
        assert browser.post(f"{VIEWS}{view.pk}/forget/").status_code == status
    assert not SavedView.objects.exists()
    assert AuditRow.objects.filter(act="lists.forget_view").count() == 2


def test_a_view_is_renamed_by_whose_it_is_alone(desk: SignIn) -> None:
    mine, ours = (
        saved(desk("intake_officer"), "自己的"),
        saved(desk("centre_director"), "大家的", shared="on"),
    )
    for browser, view, status in (
        (desk("centre_director"), mine, 404),
        (desk("sibling_township_intake"), ours, 404),
        (desk("intake_officer"), ours, 403),
        (desk("intake_officer"), mine, 302),
        (desk("centre_director"), ours, 302),
    ):
        address = f"{VIEWS}{view.pk}/rename/"
        assert browser.get(address).status_code == (200 if status == 302 else status)
        assert browser.post(address, {"name": f"新的{view.name}"}).status_code == status
    assert {view.name for view in SavedView.objects.all()} == {"新的自己的", "新的大家的"}
    page = desk("intake_officer").get(VIEWS).content.decode()
    assert f"{VIEWS}{mine.pk}/rename/" in page
    assert f"{VIEWS}{ours.pk}/rename/" not in page


def test_a_view_gets_no_name_that_another_has_and_what_was_typed_stays(desk: SignIn) -> None:
    browser = desk("intake_officer")
    view, _other = saved(browser, "自己的"), saved(browser, "别的", "kind=hazard")
    saved(desk("centre_director"), "大家的", shared="on")
    address = f"{VIEWS}{view.pk}/rename/"
    for name in ("别的", "", "甲" * 41, "——"):
        answer = browser.post(address, {"name": name})
        assert (answer.status_code, answer.context["form"]["name"].value()) == (422, name)
    for name in ("自己的", "大家的"):
        assert browser.post(address, {"name": name}).status_code == 302
    view.refresh_from_db()
    assert view.name == "大家的"


def test_what_cannot_be_saved_is_told_and_nothing_typed_is_lost(desk: SignIn) -> None:
    browser = desk("intake_officer")
    for sent in ({"name": "", "query": ""}, {"name": "甲", "query": "kind=no_such"}, {"name": "甲" * 41}):
        answer = browser.post(VIEWS, sent)
        assert answer.status_code == 422
        assert answer.context["form"]["name"].value() == sent["name"]
    for at in range(MOST):
        saved(browser, f"第{at}个")
    assert browser.post(VIEWS, {"name": "多一个", "query": ""}).status_code == 422
    saved(browser, "第0个", "kind=hazard")


def test_a_long_address_loses_none_of_its_filters(desk: SignIn) -> None:
    browser = desk("intake_officer")
    saved(browser, "待办", f"from={'x' * 4000}&kind=hazard&open=1")
    assert "kind=hazard&open=1" in SavedView.objects.get().query
    led = browser.post(
        "/desk/lists/matters/columns/", {"query": f"from={'x' * 4000}&open=1", "col": "number"}
    )
    assert led["Location"].endswith("&open=1")


def test_the_page_of_views_says_whose_each_is_and_who_saved_it(desk: SignIn, cast: dict[str, Player]) -> None:
    saved(desk("centre_director"), "大家的", "kind=dispute", shared="on")
    page = desk("intake_officer").get("/desk/views/").content.decode()
    assert cast["centre_director"].user.display_name in page
    assert cast["centre_director"].post.unit.label in page
