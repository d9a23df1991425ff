"""A list joins accounts to members of WeCom, where they are joined to nobody, and takes nobody from another."""

from pathlib import Path
from typing import Any

import pytest

from sanling.foundation.accounts.models import User
from sanling.foundation.audit.models import AuditRow
from tests.city import VILLAGE, City
from tests.sheets import faults, take, workbook

pytestmark = pytest.mark.django_db
HEAD = ["区县", "街道", "社区", "姓名", "职务", "手机号码", "企业微信账号"]


def test_the_column_of_wecom_joins_new_accounts_and_those_that_are_joined_to_nobody(
    city: City, tmp_path: Path
) -> None:
    village = city.unit(f"village_committee-{VILLAGE}").division.name

    def taken(*people: tuple[str, str, str]) -> Any:
        rows = [
            ["金水区", "花园路街道", village, name, "网格员", phone, member] for name, phone, member in people
        ]
        return take("posts", workbook(tmp_path / "a.xlsx", [HEAD, *rows]))

    taken(("王五", "13800000001", ""), ("孙七", "13800000002", "SunQi"))
    report = taken(("王五", "13800000001", "wangwu"), ("孙七", "13800000002", "sunqi"))
    assert not faults(report)
    assert dict(User.objects.values_list("display_name", "wecom_id")) == {"王五": "wangwu", "孙七": "sunqi"}
    assert AuditRow.objects.filter(act="account.join_wecom").count() == 1
    for people in (
        [("孙七", "13800000002", "another")],
        [("王五", "13800000001", "sunqi")],
        [("周八", "13800000003", "sunqi")],
        [("周八", "13800000003", "zhouba"), ("吴九", "13800000004", "zhouba")],
    ):
        assert faults(taken(*people))
    assert set(User.objects.values_list("wecom_id", flat=True)) <= {"wangwu", "sunqi", "zhouba"}
