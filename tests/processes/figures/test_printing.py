"""Monthly bulletins are a sort of publication, and whatever is published is looked through by the house's own check."""

import pytest

from sanling.domain.publications.sorts import contradictions_in, sort_of
from sanling.processes.figures.bulletins.contents import MONTHLY
from sanling.processes.figures.printing import INSPECTORS, SORTS
from tests.processes.figures.bulletins.helpers import Cast, published
from tests.processes.figures.test_queries import counted

__all__ = ["counted"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]


def test_a_bulletin_is_set_by_its_own_template(cast: Cast) -> None:
    made = published(cast)
    sort = sort_of(made)
    assert sort is SORTS[0]
    assert (sort.code, len(INSPECTORS)) == (MONTHLY, 1)
    assert sort.sees(cast["city_leader"].viewer, made)
    assert sort.document(cast["township_leader"].viewer, made).startswith(b"PK")
    assert not contradictions_in(made)
