"""No bulletin goes out with figures that contradict each other, whoever typed them."""

import pytest

from sanling.domain.publications.drafts import Contradicts
from sanling.domain.publications.models import Publication
from sanling.processes.figures.bulletins.inspecting import inspect
from tests.city import City
from tests.domain.publications.helpers import drafted as ranking
from tests.domain.publications.helpers import judge
from tests.processes.figures.bulletins.helpers import Cast, drafted
from tests.processes.figures.test_queries import counted

__all__ = ["counted"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]
WRONG = "全市排查矛盾纠纷23613起，化解21484起，化解成功率94%。"


def test_what_the_house_counted_may_go_out(cast: Cast, city: City) -> None:
    judge(city)
    assert not inspect(drafted(cast, remarks="请各地对照通报查找差距，于11月20日前报送整改情况。"))
    assert not inspect(ranking(cast))


def test_remarks_that_contradict_are_refused_and_nothing_is_drafted(cast: Cast, city: City) -> None:
    judge(city)
    for draft in (drafted, ranking):
        with pytest.raises(Contradicts) as refused:
            draft(cast, remarks=WRONG)
        assert "94%" in " ".join(refused.value.found)
        assert not Publication.objects.exists()
