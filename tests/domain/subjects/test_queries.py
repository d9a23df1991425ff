"""How subjects were on a day is one row each, and the last row says what the subject says."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.subjects.actions.put_subjects import KEPT, Said
from sanling.domain.subjects.models import Period, Subject
from sanling.domain.subjects.queries import as_of
from sanling.foundation.days import today
from tests.city import SIBLING_VILLAGE, VILLAGE, City
from tests.domain.subjects.helpers import put, said

pytestmark = pytest.mark.django_db
FIRST = today() - timedelta(days=20)
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 20),
        st.fixed_dictionaries(
            {},
            optional={
                "name": st.sampled_from(["一小", "二小", "三小"]),
                "division_id": st.sampled_from([VILLAGE, SIBLING_VILLAGE]),
                "status": st.sampled_from(["active", "suspended", "closed"]),
                "fields": st.fixed_dictionaries({"students": st.integers(1, 3)}),
            },
        ),
    ),
    max_size=8,
)


def day_of(offset: int) -> date:
    """Return a day of the twenty."""
    return FIRST + timedelta(days=offset)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_each_day_is_as_the_last_change_until_then_left_it(
    city: City, changes: list[tuple[int, dict[str, Any]]]
) -> None:
    Subject.objects.all().delete()
    naive: list[tuple[int, dict[str, Any]]] = []
    for offset, values in [(0, {}), *changes]:
        (made,) = put(said(**values) if not naive else said_again(values), on=day_of(offset))
        if made.is_changed:
            naive.append((offset, {name: getattr(made.subject, name) for name in KEPT}))
    for offset in range(21):
        wanted = [kept for since, kept in naive if since <= offset][-1]
        found = as_of(day_of(offset)).get()
        assert {name: getattr(found, name) for name in KEPT} == wanted
    subject, last = Subject.objects.get(), Period.objects.get(ends_on=None)
    assert all(getattr(subject, name) == getattr(last, name) for name in KEPT)


def said_again(values: dict[str, Any]) -> Said:
    """Return what is said of the same subject, with nothing but these values."""
    usual = said()
    return Said(code=usual.code, type=usual.type, values=values)
