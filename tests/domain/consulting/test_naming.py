"""Every mark and every reason of withdrawal has a name, and categories are the city's."""

from sanling.domain.consulting.models import Answer
from sanling.domain.consulting.naming import MARKS, WITHDRAWN, categories_of
from sanling.domain.consulting.redacting import KINDS
from tests.city import CITY


def test_all_have_names() -> None:
    assert MARKS.keys() == KINDS.keys()
    assert set(WITHDRAWN) == set(Answer.Withdrawn.values)
    assert categories_of(CITY)["law"] == "法律"
