"""Two profiles, or two states of one, are compared value by value."""

from pathlib import Path

from sanling.foundation.profile.registry import load_folder
from sanling.foundation.profile.values import differences
from sanling.processes.publishing.compare import values_in
from sanling.settings import PACKAGE
from tests.processes.publishing.folders import shorten


def test_a_value_is_named_with_what_each_says_of_it(root: Path) -> None:
    shorten(root)
    before = values_in(load_folder(PACKAGE / "profiles" / "zhengzhou"))
    after = values_in(load_folder(root / "zhengzhou"))
    (difference,) = differences(before, after)
    assert difference.name == "workflows.dispute.clocks.mediation.within"
    assert (difference.before, difference.after) == ("30 d", "20 d")
    assert not differences(before, before)
