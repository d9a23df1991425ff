"""The file of a dispute at the desk: revisits are recorded, and what flared up again is registered."""

from typing import Any

import pytest

from sanling.domain.matters.models import Matter, Relation
from sanling.domain.mediation.models import Revisit
from sanling.foundation.days import today
from sanling.processes.revisits import plan_and_remind
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.helpers import Cast
from tests.interfaces.doors import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_mediator_revisits_finds_it_flared_up_and_registers_it(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    matter, *_rest = in_force(cast)
    plan_and_remind(today())
    client = signed_in(cast["mediator"])
    url = f"/desk/matters/{matter.number}/file/"
    client.get(url)
    with django_assert_max_num_queries(STATEMENTS):
        page = client.get(url).content.decode()
    assert page.count("应于") == 3
    assert f"{url}" in client.get(f"/desk/matters/{matter.number}/").content.decode()
    said = {"done_on": f"{today()}", "way": "home", "result": "relapsed", "satisfied": "no"}
    assert client.post(f"{url}revisit/", said).status_code == 422
    assert client.post(f"{url}revisit/", {**said, "remark": "又堆上了"}).status_code == 302
    assert "又堆上了" in client.get(url).content.decode()
    answer = client.post(f"{url}anew/", {"text": "杂物又堆满了楼道。"})
    opened = Relation.objects.get(kind="born_from").matter
    assert answer["Location"] == f"/desk/matters/{opened.number}/"


def test_who_only_sees_it_reads_how_it_was_and_not_what_was_said(cast: Cast) -> None:
    matter, *_rest = in_force(cast)
    plan_and_remind(today())
    url = f"/desk/matters/{matter.number}/file/"
    signed_in(cast["mediator"]).post(
        f"{url}revisit/", {"done_on": f"{today()}", "way": "home", "result": "kept", "remark": "老伴身体不好"}
    )
    leader = signed_in(cast["county_leader"])
    page = leader.get(url).content.decode()
    assert "上门" in page
    assert "老伴" not in page
    assert leader.post(f"{url}revisit/", {}).status_code == 404
    assert Revisit.objects.filter(done_on__isnull=False).count() == 1


def test_it_is_listed_for_whoever_sees_the_dispute(cast: Cast) -> None:
    in_force(cast)
    plan_and_remind(today())
    number = Matter.objects.get().number
    for key, rows in (("mediator", 3), ("sibling_village_mediator", 0)):
        page = signed_in(cast[key]).get("/desk/ledgers/revisits/?stage=later").content.decode()
        assert page.count(f"{number}/file/") == rows


STATEMENTS = 45
