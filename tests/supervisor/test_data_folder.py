"""One folder holds all state, for one instance at a time."""

from pathlib import Path

import pytest

from sanling.supervisor.data_folder import DataFolder, claim_mode, data_folder_from, make, sole_user
from sanling.supervisor.trouble import Trouble


def test_the_data_folder_is_named_by_the_environment(tmp_path: Path) -> None:
    assert data_folder_from({"SANLING_DATA": str(tmp_path)}).root == tmp_path


def test_a_socket_path_stays_under_the_kernels_limit_however_long_the_folder(tmp_path: Path) -> None:
    deep = DataFolder(tmp_path / ("资料" * 40))
    assert len(bytes(deep.sockets / ".s.PGSQL.5432")) <= 107
    assert DataFolder(Path("/srv/sanling")).sockets == Path("/srv/sanling/run")
    assert deep.sockets != DataFolder(tmp_path / ("资料" * 41)).sockets


def test_a_second_instance_on_the_same_folder_is_told_who_holds_it(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    told = r"already runs on .* \(process \d+\).*Fix: .*SANLING_DATA"
    with sole_user(folder), pytest.raises(Trouble, match=told), sole_user(folder):
        pass
    with sole_user(folder):
        pass


def test_a_demonstration_never_starts_on_a_real_installation(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    make(folder)
    claim_mode(folder, "real")
    claim_mode(folder, "real")
    with pytest.raises(Trouble, match="holds a real installation"):
        claim_mode(folder, "demo")


def test_a_folder_that_cannot_be_made_gets_one_line_with_a_fix(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble, match="Fix:") as caught:
        make(DataFolder(tmp_path / "file" / "data"))
    assert "\n" not in str(caught.value)
