"""A rule is made of a view, tried, switched on, and acts."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.tags.models import Tag
from sanling.processes.lists.models import SavedView
from sanling.processes.reactions import react
from sanling.processes.rules.models import Rule
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn
from tests.processes.rules.making import made

pytestmark = pytest.mark.django_db
PAGE = "/desk/rules/"


def test_a_view_becomes_a_rule_that_is_tried_and_switched_on(desk: SignIn, cast: dict[str, Player]) -> None:
    before = registered().matter
    director = desk("centre_director")
    director.post("/desk/views/", {"name": "纠纷", "query": "kind=dispute&state=accepted", "shared": "on"})
    view = SavedView.objects.get()
    make = f"{PAGE}new/{view.pk}/"
    assert make in director.get("/desk/views/").content.decode()
    assert director.post(make, {"does": "assign", "post": "没有这个人"}).status_code == 422
    mediator = cast["mediator"].post
    sent = {"does": "assign", "post": mediator.name}
    assert director.post(make, sent).status_code == 302
    rule = Rule.objects.get()
    director.post(f"{PAGE}{rule.pk}/switch/", {"wanted": "on"})
    rule.refresh_from_db()
    assert rule.on_since is None
    tried = director.post(f"{PAGE}{rule.pk}/")
    assert [(matter.number, could) for matter, _kind, could in tried.context["shown"].rows] == [
        (before.number, True)
    ]
    director.post(f"{PAGE}{rule.pk}/switch/", {"wanted": "on"})
    assert mediator.name in director.get(PAGE).content.decode()
    matter = registered().matter
    react()
    matter.refresh_from_db()
    assert matter.assignee == mediator
    director.post(f"{PAGE}{rule.pk}/switch/", {"wanted": "delete"})
    assert not Rule.objects.exists()


def test_a_view_without_a_filter_on_new_matters_makes_no_rule(desk: SignIn, cast: dict[str, Player]) -> None:
    director = desk("centre_director")
    director.post("/desk/views/", {"name": "超时", "query": "lateness=late", "shared": "on"})
    sent = {"does": "tell", "post": cast["mediator"].post.name}
    answer = director.post(f"{PAGE}new/{SavedView.objects.get().pk}/", sent)
    assert answer.status_code == 422
    assert not Rule.objects.exists()


def test_a_rule_says_what_it_meets_and_does_before_it_is_made_and_switched_on(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    director, mediator = desk("centre_director"), cast["mediator"].post
    query = (
        "kind=dispute&category=neighbours&division=通信花园&channel=phone&words=漏水&state=accepted&open=1"
    )
    director.post("/desk/views/", {"name": "漏水", "query": query, "shared": "on"})
    make = f"{PAGE}new/{SavedView.objects.get().pk}/"
    page = director.get(make)
    met = dict(page.context["met"])
    assert list(met) == ["关键词", "类型", "类别", "来源", "区划"]
    assert (met["类型"], met["关键词"], met["区划"]) == ("矛盾纠纷", "漏水", "通信花园社区居民委员会")
    assert page.context["silent"] == "环节：已受理、待指派；是否办结：未结"
    director.post(make, {"does": "assign", "post": mediator.name})
    address = f"{PAGE}{Rule.objects.get().pk}/"
    rule = director.get(address)
    assert dict(rule.context["met"]) == met
    deed = f"指派给{mediator.name}（{mediator.unit.name}）"
    assert deed in rule.content.decode()
    asked = director.post(address).content.decode()
    assert f"类型：矛盾纠纷；类别：{met['类别']}" in asked.split("确定启用吗")[0].rpartition("凡新登记")[2]
    assert f"每件一次：{deed}" in asked


def test_a_unit_sees_its_own_rules_alone(desk: SignIn, cast: dict[str, Player]) -> None:
    rule = made(cast)
    other = desk("county_centre_director")
    assert other.get(PAGE).context["shown"].rows == []
    for wanted in ("on", "off", "delete"):
        assert other.post(f"{PAGE}{rule.pk}/switch/", {"wanted": wanted}).status_code == 404
    assert other.get(f"{PAGE}{rule.pk}/").status_code == 404
    assert desk("intake_officer").get(f"{PAGE}{rule.pk}/").status_code == 403


def test_a_rule_that_tags_asks_for_a_tag_and_for_nobody(desk: SignIn, cast: dict[str, Player]) -> None:
    before, director = registered().matter, desk("centre_director")
    director.post("/desk/views/", {"name": "纠纷", "query": "kind=dispute&tag=别的", "shared": "on"})
    make = f"{PAGE}new/{SavedView.objects.get().pk}/"
    for wrong in (
        {"tag": ""},
        {"tag": "13800000000"},
        {"tag": "甲、乙"},
        {"post": cast["mediator"].post.name},
    ):
        answer = director.post(make, {"does": "tag", **wrong})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["tag"]
    assert director.post(make, {"does": "tag", "tag": "楼道堆物", "post": "没有这个人"}).status_code == 302
    rule = Rule.objects.get()
    assert (rule.post, rule.tag) == (None, "楼道堆物")
    tried = director.post(f"{PAGE}{rule.pk}/")
    assert [(matter.number, could) for matter, _kind, could in tried.context["shown"].rows] == [
        (before.number, True)
    ]
    assert "加上标签“楼道堆物”" in tried.content.decode()
    assert "会给 1 件加上标签" in tried.content.decode()
    director.post(f"{PAGE}{rule.pk}/switch/", {"wanted": "on"})
    assert "加上标签“楼道堆物”" in director.get(PAGE).content.decode()
    matter = registered().matter
    react()
    assert Tag.objects.get().matter == matter
    assert "由规则加上" in director.get(f"/desk/matters/{matter.number}/tags/").content.decode()
    assert (
        director.post(make, {"does": "tell", "post": cast["mediator"].post.name, "tag": "，"}).status_code
        == 302
    )


def test_a_trial_of_telling_says_whom_it_would_not_have_told(desk: SignIn, cast: dict[str, Player]) -> None:
    registered()
    director = desk("centre_director")
    director.post("/desk/views/", {"name": "纠纷", "query": "kind=dispute", "shared": "on"})
    sent = {"does": "tell", "post": cast["auditor"].post.name}
    assert director.post(f"{PAGE}new/{SavedView.objects.get().pk}/", sent).status_code == 302
    tried = director.post(f"{PAGE}{Rule.objects.get().pk}/").content.decode()
    assert "最近 1 件中会告知 0 件" in tried
    assert "不告知：该人员看不到这件" in tried
