"""A resident is offered acts, and told why one is offered no more."""

import pytest

from sanling.domain.territory.models import CodePoint
from tests.interfaces.portal.conftest import Resident, report

pytestmark = pytest.mark.django_db


def test_who_has_added_as_often_as_the_page_takes_it_is_told_so_and_whom_to_call(
    poster: CodePoint, resident: Resident
) -> None:
    report(resident)
    url = resident.url.removesuffix("receipt/")
    assert f"{url}do/add/" in resident.open(url)
    for nth in range(20):
        assert "是这里最多可以做的次数" not in resident.open(url)
        resident.open(f"{url}do/add/")
        resident.send({"message": f"又多了{nth}袋垃圾。"})
    page = resident.open(url)
    assert f"{url}do/add/" not in page
    assert "“补充情况”已做 20 次，这是这里最多可以做的次数。" in page
    assert "还有要说的，请打电话 12345。" in page
