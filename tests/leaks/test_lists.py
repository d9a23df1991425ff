"""Nothing of a person of a list stands in the trail, in what is said of faults, or in what is kept of a link."""

from pathlib import Path

import pytest

from sanling.foundation.accounts.models import Invitation
from sanling.foundation.audit.models import AuditRow
from tests.city import VILLAGE, City
from tests.sheets import csv_file, take

pytestmark = pytest.mark.django_db
SECRETS = ("13812340019", "王五", "secret-7", "13812340018", "赵六", "138123400180", "wangwu.own")


def test_the_trail_and_the_report_name_nobody(city: City, tmp_path: Path) -> None:
    lines = (
        f"王五,网格员,{VILLAGE},第一网格,13812340019,secret-7,",
        f"赵六,网格员,{VILLAGE},第一网格,138123400180,,wangwu.own!",
        f"赵六,网格员,{VILLAGE},火星网格,13812340018,,",
    )
    text = "姓名,职务,区划,网格,手机,工号,用户名\n" + "\n".join(lines)
    for _again in range(2):
        report = take("posts", csv_file(tmp_path / "a.csv", text))
        told = f"{report.causes}{report.passed}{report.unused}"
        assert not any(secret in told for secret in SECRETS), told
    changed = text.replace("第一网格,13812340019", "第二网格,13812340019")
    take("posts", csv_file(tmp_path / "a.csv", changed))
    trail = str(list(AuditRow.objects.values_list("act", "subject", "detail", "actor_key")))
    assert "post.change" in trail
    assert not any(secret in trail for secret in SECRETS)
    assert Invitation.objects.get().digest is None
