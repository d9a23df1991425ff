"""People who merge matters at the same moment never let them go in a circle, nor wait for one another."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Barrier, Event, Thread

import pytest
from django.db import close_old_connections, connection, transaction

from sanling.domain.matters.act import perform
from sanling.domain.matters.errors import ActError
from sanling.domain.matters.merging import followed_by
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.people.cast import Player
from tests.city import SIBLING_TOWNSHIP
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.usefixtures("workflows")
Cast = Mapping[str, Player]


@contextmanager
def side_by_side(
    acts: Mapping[str, tuple[Viewer, Matter, Matter]], outcomes: dict[str, str]
) -> Iterator[None]:
    """Let several people merge at the same moment."""
    ready = Barrier(len(acts))

    def do(name: str, viewer: Viewer, matter: Matter, into: Matter) -> None:
        ready.wait()
        try:
            perform(
                actor=viewer,
                matter_id=matter.pk,
                action="merge",
                version=matter.version,
                fields={"number": into.number},
            )
            outcomes[name] = "done"
        except ActError as error:
            outcomes[name] = type(error).__name__
        except Exception as error:  # noqa: BLE001 -- what must not happen is to be seen
            outcomes[name] = repr(error)
        finally:
            connection.close()

    threads = [Thread(target=do, args=(name, *given)) for name, given in acts.items()]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join()
    close_old_connections()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("length", [2, 3, 4])
def test_people_who_merge_in_a_circle_at_once_never_make_one(cast: Cast, length: int) -> None:
    viewer = cast["intake_officer"].viewer
    for _round in range(5):
        matters = [registered().matter for _n in range(length)]
        outcomes: dict[str, str] = {}
        pairs = list(zip(matters, [*matters[1:], matters[0]], strict=True))
        with side_by_side({str(n): (viewer, *pair) for n, pair in enumerate(pairs)}, outcomes):
            pass
        assert set(outcomes.values()) <= {"done", "Invalid"}
        assert "done" in outcomes.values()
        assert "Invalid" in outcomes.values()
        assert any(followed_by(matter.pk) is None for matter in matters)


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_matter_that_they_may_not_see(cast: Cast) -> None:
    """Whoever knows a number and waited for it would learn that it exists, and that somebody works on it."""
    stranger = cast["sibling_township_intake"].viewer
    own, other = registered(division=SIBLING_TOWNSHIP).matter, registered().matter
    held, answered = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            Matter.objects.select_for_update().get(pk=other.pk)
            held.set()
            answered.wait(timeout=20)
        connection.close()

    holder = Thread(target=hold)
    holder.start()
    assert held.wait(timeout=20)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '500ms'")
        with pytest.raises(ActError):
            perform(
                actor=stranger,
                matter_id=own.pk,
                action="merge",
                version=own.version,
                fields={"number": other.number},
            )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
        answered.set()
        holder.join()
