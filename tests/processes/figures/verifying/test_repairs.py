"""Changes are the smallest, one by one and together."""

from hypothesis import given
from hypothesis import strategies as st

from sanling.processes.figures.verifying.claims import Key, Sort, Total
from sanling.processes.figures.verifying.printed import read_count
from sanling.processes.figures.verifying.repairs import Budget, Tied, connected, together


def test_claims_that_share_no_number_are_apart() -> None:
    first, second, third = (
        Total("t", "t", ("a", "b")),
        Total("u", "u", ("c", "d")),
        Total("v", "v", ("t", "e")),
    )
    assert sorted(len(heap) for heap in connected([first, second, third])) == [1, 2]


@given(st.lists(st.integers(min_value=1, max_value=9_999), min_size=4, max_size=4), st.integers(0, 3))
def test_a_set_of_changes_leaves_no_contradiction(parts: list[int], wrong: int) -> None:
    numbers = {f"p{n}": part for n, part in enumerate(parts)}
    numbers |= {"t": sum(parts[:2]) + wrong, "u": sum(parts[2:]) + 2 * wrong, "v": sum(parts)}
    claims = [Total("t", "t", ("p0", "p1")), Total("u", "u", ("p2", "p3")), Total("v", "v", ("t", "u"))]
    said = {Key(Sort.COUNT, name): read_count(number) for name, number in numbers.items()}
    tied = Tied(claims, said, Budget())
    sets = together(tied)
    assert sets
    assert all(tied.after(made)[1] == [] for made in sets)
