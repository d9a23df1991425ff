"""A model is counted, kept as an array without objects, mapped once, and a broken file suggests nothing."""

from pathlib import Path

import numpy as np
import pytest

from sanling.processes.suggestions.grams import BUCKETS, buckets, grams, mark, marks
from sanling.processes.suggestions.model import LEAST_MATTERS, Counts, Model, fitted, likelihoods, load, save

WATER, NOISE = grams("楼上漏水到我家"), grams("半夜噪声太大")


@pytest.fixture
def model() -> Model:
    """What was learned of eight matters in each of two categories."""
    counts = Counts(["water", "noise"])
    for _nth in range(8):
        counts.add("water", marks(WATER))
        counts.add("noise", marks(NOISE))
    return Model(("water", "noise"), counts.weights(), counts.known())


def test_the_likelier_comes_first_with_words_of_the_text_itself(model: Model) -> None:
    first, second = model.guesses(grams("厨房漏水"))
    assert (first.category, second.category) == ("water", "noise")
    assert first.sure > second.sure
    assert first.reasons == ("漏水",)
    assert model.guesses(grams("完全不同的事情")) == []
    assert model.guesses([]) == []


def test_no_word_speaks_that_no_settled_matter_held_though_it_falls_among_the_weights_of_one_that_did(
    model: Model,
) -> None:
    column = mark("漏水") % BUCKETS
    signs = (chr(first) + chr(second) for first in range(0x4E00, 0x9FEF) for second in range(0x4E00, 0x4E10))
    alike = next(pair for pair in signs if mark(pair) % BUCKETS == column and pair != "漏水")
    assert model.guesses([alike]) == []
    told = model.guesses([alike, "漏水"])[0]
    assert (told.category, told.reasons) == ("water", ("漏水",))


def test_what_is_held_is_known_however_many_wait_to_be_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanling.processes.suggestions.model.MOST_WAITING", 20)
    counts = Counts(["water", "noise"])
    for nth in range(LEAST_MATTERS):
        counts.add("water", marks([*WATER, f"一{nth}"]))
    assert counts.known().tolist() == sorted(marks(WATER).tolist())


def test_what_stands_in_few_matters_weighs_nothing() -> None:
    counts = Counts(["water", "noise"])
    for _nth in range(LEAST_MATTERS - 1):
        counts.add("water", marks(WATER))
    assert not counts.weights().any()
    assert not counts.known().size


def test_how_sure_it_is_follows_what_was_held_out(model: Model) -> None:
    right = [(0, buckets(marks(WATER))), (1, buckets(marks(NOISE)))] * 10
    mixed = [(0, buckets(marks(WATER))), (1, buckets(marks(WATER)))] * 10
    assert fitted(model.weights, right) > fitted(model.weights, mixed)
    assert likelihoods(np.array([3.0, 1.0], dtype=np.float32), 1.0).sum() == pytest.approx(1)


def test_a_kept_model_is_mapped_and_replaces_the_one_before(model: Model, tmp_path: Path) -> None:
    folder = tmp_path / "4101"
    for _night in range(2):
        save(folder, "dispute", model)
        kept = load(folder, "dispute")
        assert kept
        assert isinstance(kept.weights, np.memmap)
        assert kept.guesses(WATER) == model.guesses(WATER)
    assert load(folder, "dispute") is load(folder, "dispute")
    assert len(list(folder.glob("*.npy"))) == 2
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "said",
    [
        *("", "[]", "{}", '{"weights": "../x.npy", "categories": ["a"], "temperature": 1}'),
        '{"weights": "../x.npy", "known": "../y.npy", "categories": ["a"], "temperature": 1}',
    ],
)
def test_a_file_that_can_not_be_read_suggests_nothing(model: Model, tmp_path: Path, said: str) -> None:
    assert load(tmp_path, "dispute") is None
    save(tmp_path, "dispute", model)
    (tmp_path / "dispute.json").write_text(said, encoding="utf-8")
    assert load(tmp_path, "dispute") is None


def test_no_object_is_ever_read_from_a_file(model: Model, tmp_path: Path) -> None:
    save(tmp_path, "dispute", model)
    for kept in tmp_path.glob("*.npy"):
        whole = kept.read_bytes()
        np.save(kept, np.array([{"a": 1}], dtype=object), allow_pickle=True)
        assert load(tmp_path, "dispute") is None
        kept.write_bytes(whole)
