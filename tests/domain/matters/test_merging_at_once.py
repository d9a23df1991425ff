"""People who merge matters at the same moment never let them go in a circle, nor wait for one another."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Barrier, Thread

import pytest
from django.db import close_old_connections, connection

from sanling.domain.matters.act import perform
from sanling.domain.matters.errors import ActError
from sanling.domain.matters.merging import followed_by
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.processes.simulation.cast import Player
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
        assert any(followed_by(one.pk) is None for one in matters)
