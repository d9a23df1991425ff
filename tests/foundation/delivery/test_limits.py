"""A key may be hit so often in a time, and no more, however many hit at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.foundation.clock import turned
from sanling.foundation.delivery.limits import Allowed, Over, hit, purge_limits
from sanling.foundation.delivery.models import RateLimit

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def strike(key: str = "1.2.3.4", limit: int = 3) -> Allowed | Over:
    """Hit once."""
    return hit(scope="report", key=key, limit=limit, per=MINUTE)


@pytest.mark.django_db
def test_hits_over_the_limit_are_told_when_to_come_back() -> None:
    with turned(NOON):
        assert [strike() for _ in range(3)] == [Allowed()] * 3
        over = strike()
        assert over == Over(retry_after=timedelta(seconds=20))
        assert strike("other") == Allowed()
    with turned(NOON + timedelta(seconds=20)):
        assert strike() == Allowed()
        assert strike() == Over(retry_after=timedelta(seconds=20))


@pytest.mark.django_db
def test_keys_are_not_kept_in_the_clear_and_are_forgotten() -> None:
    with turned(NOON):
        strike()
    assert b"1.2.3.4" not in bytes(RateLimit.objects.get().digest)
    with turned(NOON + MINUTE):
        assert purge_limits() == 1


@pytest.mark.django_db
def test_a_rate_without_a_positive_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        strike(limit=0)


@pytest.mark.django_db
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pauses=st.lists(st.integers(0, 40), max_size=25), limit=st.integers(1, 5))
def test_waiting_as_told_is_always_enough(pauses: list[int], limit: int) -> None:
    at, key = NOON, str(uuid4())
    for pause in pauses:
        at += timedelta(seconds=pause)
        with turned(at):
            answer = strike(key, limit)
        if isinstance(answer, Over):
            assert timedelta(0) < answer.retry_after <= MINUTE
            at += answer.retry_after
            with turned(at):
                assert strike(key, limit) == Allowed()


@pytest.mark.django_db(transaction=True)
def test_ten_hits_at_once_pass_as_often_as_allowed() -> None:
    def race() -> Allowed | Over:
        try:
            return strike()
        finally:
            connection.close()

    with turned(NOON), ThreadPoolExecutor(8) as pool:
        answers = [future.result(20) for future in [pool.submit(race) for _ in range(10)]]
    assert answers.count(Allowed()) == 3
