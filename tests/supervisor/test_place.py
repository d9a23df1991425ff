"""One folder holds all state, for one instance at a time."""

from pathlib import Path

import pytest

from sanling.supervisor.place import Place, claim_mode, make, place_from, sole_user
from sanling.supervisor.trouble import Trouble


def test_the_data_folder_is_named_by_the_environment(tmp_path: Path) -> None:
    assert place_from({"SANLING_DATA": str(tmp_path)}).root == tmp_path


def test_a_socket_path_stays_under_the_kernels_limit_however_long_the_folder(tmp_path: Path) -> None:
    deep = Place(tmp_path / ("资料" * 40))
    assert len(bytes(deep.sockets / ".s.PGSQL.5432")) <= 107
    assert Place(Path("/srv/sanling")).sockets == Path("/srv/sanling/run")
    assert deep.sockets != Place(tmp_path / ("资料" * 41)).sockets


def test_a_second_instance_on_the_same_folder_is_told_who_holds_it(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    told = r"already runs on .* \(process \d+\).*Fix: .*SANLING_DATA"
    with sole_user(place), pytest.raises(Trouble, match=told), sole_user(place):
        pass
    with sole_user(place):
        pass


def test_a_demonstration_never_starts_on_a_real_installation(tmp_path: Path) -> None:
    place = Place(tmp_path)
    make(place)
    claim_mode(place, "real")
    claim_mode(place, "real")
    with pytest.raises(Trouble, match="holds a real installation"):
        claim_mode(place, "demo")


def test_a_folder_that_cannot_be_made_gets_one_line_with_a_fix(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble, match="Fix:") as caught:
        make(Place(tmp_path / "file" / "data"))
    assert "\n" not in str(caught.value)
