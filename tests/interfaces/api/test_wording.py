"""What is wrong with a request is told in the language that was asked for."""

from typing import Any

import pytest

from sanling.domain.people.cast import Player
from tests.interfaces.api.conftest import BASE, System, report, system_of
from tests.interfaces.api.test_problems import fields, problem

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"text": 5}, "请填写文字。"),
        ({"text": ""}, "请填写此项。"),
        ({"title": "长" * 81}, "最多 80 个字。"),
        ({"headcount": "多"}, "请填写整数。"),
        ({"headcount": 0}, "不能小于 1。"),
        ({"headcount": 10**9}, "不能大于 100000。"),
        ({"lon": "113°41′"}, "请填写数字。"),
        ({"datum": "mars"}, "请选择其中一项：'wgs84', 'gcj02', 'cgcs2000', 'bd09'。"),
        ({"scale": 9}, "请选择其中一项：1, 2, 3。"),
        ({"concealed": "maybe"}, "请选择是或否。"),
        ({"applicant": []}, "此处的内容类型不对，请参阅接口说明。"),
        ({"division": "4101x"}, "格式不对，应符合 "),
        ({"nonsense": 1}, "没有这个字段。"),
    ],
)
def test_a_wrong_field_is_told_in_chinese(intake: System, wrong: dict[str, Any], told: str) -> None:
    answer = intake.post("/matters", report(**wrong), **{"Accept-Language": "zh-hans"})
    (error,) = problem(answer, 422)["errors"]
    assert error["message"].startswith(told), error


def test_a_key_too_short_is_told_how_long_it_is_at_least(intake: System) -> None:
    answer = intake.post("/matters", report(), key="short", **{"Accept-Language": "zh-hans"})
    assert problem(answer, 422)["errors"][0]["message"] == "至少 16 个字。"


@pytest.mark.parametrize("key", ["x", "0" * 36, "１"])
def test_what_is_no_key_of_a_list_is_told_in_chinese(intake: System, key: str) -> None:
    headers = {"Authorization": f"Bearer {intake.token}", "Accept-Language": "zh-hans"}
    answer = intake.client.get(f"{BASE}/batches/{key}", headers=headers)
    assert problem(answer, 422)["errors"][0]["message"].startswith("格式不对，应符合 ")


@pytest.mark.parametrize("path", ["/nothing", "/matters"])
def test_what_the_framework_refuses_is_told_in_chinese_or_by_its_status_alone(
    intake: System, path: str
) -> None:
    answer = intake.client.delete(f"{BASE}{path}", headers={"Accept-Language": "zh-hans"})
    assert problem(answer, answer.status_code)["detail"] in ("", "没有找到这个页面")


@pytest.mark.parametrize(
    "path", [f"{BASE}/matters", f"{BASE}/public/matters", "/report/", "/open311/v2/requests.json"]
)
def test_a_body_of_unknown_length_is_not_taken_for_an_empty_one(intake: System, path: str) -> None:
    headers = {"Transfer-Encoding": "chunked", "Accept-Language": "zh-hans"}
    answer = intake.client.generic("POST", path, b"", "application/json", headers=headers)
    assert answer.status_code == 411
    assert "请给出请求体的长度" in answer.content.decode()


@pytest.mark.parametrize("value", [None, 1.5, {"a": 1}, 10**19], ids=str)
def test_a_value_of_no_possible_type_is_told_once_by_the_name_of_its_field(
    intake: System, value: Any
) -> None:
    number = intake.post("/matters", report()).json()["number"]
    answer = intake.post(f"/matters/{number}/actions/note", {"version": 1, "fields": {"note": value}})
    (error,) = problem(answer, 422)["errors"]
    assert (error["field"], error["code"]) == ("fields.note", "wrong_type")


def test_a_cursor_of_nobody_is_refused_in_chinese(intake: System) -> None:
    headers = {"Authorization": f"Bearer {intake.token}", "Accept-Language": "zh-hans"}
    answer = intake.client.get(f"{BASE}/matters?cursor=zzz", headers=headers)
    assert problem(answer, 422)["errors"][0]["message"] == "这不是本系统给出的游标。"


def test_a_list_of_nothing_is_told_in_chinese(intake: System) -> None:
    body = {"verb": "accept", "matters": []}
    (error,) = problem(intake.post("/batches", body, **{"Accept-Language": "zh-hans"}), 422)["errors"]
    assert (error["field"], error["message"]) == ("matters", "请填写此项。")


def test_a_choice_beside_a_code_is_refused_by_the_name_of_its_field_alone(
    cast: dict[str, Player], workflows: None
) -> None:
    county = system_of(cast["peace_officer"])
    told = problem(county.post("/subjects", {"code": "1", "type": "mine", "sector": 5}), 422)
    assert [(error["field"], error["code"]) for error in told["errors"]] == [("sector", "wrong_type")]


def test_digits_with_a_line_between_are_no_number(intake: System) -> None:
    number = intake.post("/matters", report()).json()["number"]
    assert fields(intake.post(f"/matters/{number}/actions/accept", {"version": "1_0"})) == ["version"]
    assert fields(intake.post("/matters", report(lon="113_0", lat=34.7))) == ["lon"]
    assert fields(intake.get("/matters", limit="1_0")) == ["limit"]
