"""What is drawn by lot can be drawn again by anybody."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.draw import CannotDraw, Draw, DrawnOtherwise, new_seed, pool_hash

KEYS = st.text(
    st.characters(min_codepoint=0x21, max_codepoint=0x9FFF, exclude_categories=["Cs", "Cc", "Zl", "Zp"]),
    min_size=1,
)
SEED = "5e" * 32


@given(st.sets(KEYS, max_size=30), st.data())
def test_the_same_seed_draws_the_same_whatever_order_the_pool_comes_in(
    pool: set[str], data: st.DataObject
) -> None:
    recused = data.draw(st.sets(st.sampled_from(sorted(pool)))) if pool else set()
    count = data.draw(st.integers(0, len(pool - recused)))
    draw = Draw.of(sorted(pool), count, seed=SEED, recused=recused)
    assert draw == Draw.of(sorted(pool, reverse=True), count, seed=SEED, recused=recused)
    assert len(set(draw.drawn)) == count
    assert recused.isdisjoint(draw.drawn)
    assert set(draw.drawn) <= pool
    draw.check(pool)


@given(st.sets(KEYS, min_size=2, max_size=30))
def test_drawing_one_more_keeps_who_was_drawn_before(pool: set[str]) -> None:
    fewer, more = (Draw.of(sorted(pool), count, seed=SEED) for count in (len(pool) - 1, len(pool)))
    assert more.drawn[:-1] == fewer.drawn


def test_a_shell_draws_the_same(tmp_path: Path) -> None:
    pool = [f"9141010{number}" for number in range(40)] + ["嵩山路社区", "𠮷利村"]
    (tmp_path / "pool").write_text("\n".join(pool) + "\n")
    lines = 'printf "%s:%s" "$SEED" "$key" | sha256sum | cut -c1-64 | sed "s/$/ $key/"'
    script = f"while read -r key; do {lines}; done < pool | sort | head -n 5 | cut -d' ' -f2"
    found = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={"SEED": SEED, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=True,
    )
    assert tuple(found.stdout.decode().split()) == Draw.of(pool, 5, seed=SEED).drawn


def test_each_is_drawn_about_as_often_as_another() -> None:
    pool = [str(number) for number in range(20)]
    times = dict.fromkeys(pool, 0)
    for number in range(2000):
        for key in Draw.of(pool, 5, seed=f"{number:064x}").drawn:
            times[key] += 1
    # 500 of 2,000 each; five standard deviations of a binomial count.
    assert all(abs(count - 500) < 5 * (2000 * 0.25 * 0.75) ** 0.5 for count in times.values())


def test_who_is_named_twice_or_too_few_are_not_drawn_from() -> None:
    with pytest.raises(CannotDraw):
        Draw.of(["甲", "甲"], 1, seed=SEED)
    with pytest.raises(CannotDraw):
        Draw.of(["甲", "乙"], 2, seed=SEED, recused=["乙"])


def test_another_pool_or_another_result_is_told() -> None:
    draw = Draw.of(["甲", "乙", "丙"], 1, seed=SEED)
    with pytest.raises(DrawnOtherwise):
        draw.check(["甲", "乙"])
    other = Draw(seed=draw.seed, pool_hash=draw.pool_hash, pool_size=3, recused=(), drawn=("无",))
    with pytest.raises(DrawnOtherwise):
        other.check(["甲", "乙", "丙"])


def test_nobody_knows_a_seed_before() -> None:
    assert new_seed() != new_seed()
    assert len(new_seed()) == 64


@pytest.mark.parametrize("key", ["甲\n乙", "", "甲\r"])
def test_a_key_that_is_no_line_is_refused_for_two_pools_would_look_the_same(key: str) -> None:
    with pytest.raises(CannotDraw):
        pool_hash([key])
