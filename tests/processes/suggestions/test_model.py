"""A model is counted, kept as an array without objects, mapped once, and a broken file suggests nothing."""

from pathlib import Path

import numpy as np
import pytest

from sanling.processes.suggestions.grams import buckets, grams
from sanling.processes.suggestions.model import LEAST_MATTERS, Counts, Model, fitted, likelihoods, load, save

WATER, NOISE = grams("楼上漏水到我家"), grams("半夜噪声太大")


@pytest.fixture
def model() -> Model:
    """What was learned of eight matters in each of two categories."""
    counts = Counts(["water", "noise"])
    for _nth in range(8):
        counts.add("water", buckets(WATER))
        counts.add("noise", buckets(NOISE))
    return Model(("water", "noise"), counts.weights())


def test_the_likelier_comes_first_with_words_of_the_text_itself(model: Model) -> None:
    first, second = model.guesses(grams("厨房漏水"))
    assert (first.category, second.category) == ("water", "noise")
    assert first.sure > second.sure
    assert first.reasons == ("漏水",)
    assert model.guesses(grams("完全不同的事情")) == []
    assert model.guesses([]) == []


def test_what_stands_in_few_matters_weighs_nothing() -> None:
    counts = Counts(["water", "noise"])
    for _nth in range(LEAST_MATTERS - 1):
        counts.add("water", buckets(WATER))
    assert not counts.weights().any()


def test_how_sure_it_is_follows_what_was_held_out(model: Model) -> None:
    right = [(0, buckets(WATER)), (1, buckets(NOISE))] * 10
    mixed = [(0, buckets(WATER)), (1, buckets(WATER))] * 10
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
    assert len(list(folder.glob("*.npy"))) == 1
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "said", ["", "[]", "{}", '{"weights": "../x.npy", "categories": ["a"], "temperature": 1}']
)
def test_a_file_that_can_not_be_read_suggests_nothing(model: Model, tmp_path: Path, said: str) -> None:
    assert load(tmp_path, "dispute") is None
    save(tmp_path, "dispute", model)
    (tmp_path / "dispute.json").write_text(said, encoding="utf-8")
    assert load(tmp_path, "dispute") is None


def test_no_object_is_ever_read_from_a_file(model: Model, tmp_path: Path) -> None:
    save(tmp_path, "dispute", model)
    (weights,) = tmp_path.glob("*.npy")
    np.save(weights, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    assert load(tmp_path, "dispute") is None
