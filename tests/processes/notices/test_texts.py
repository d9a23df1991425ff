"""Every notice that a verb, a clock or an appointment gives has a sentence, for one and for many together."""

import re

import pytest
from django.utils import translation

from sanling.domain.workflow.verbs import verbs
from sanling.foundation.delivery.texts import is_registered, render
from sanling.processes.notices.texts import APPOINTMENTS, MANY, MATTERS, SOMETHING, TOGETHER, many
from sanling.processes.reactions import OF_SYSTEM

FILLED = {
    "number": "ZZ-260601-00001-A",
    "title": "楼道垃圾",
    "count": 3,
    "by": "甲",
    "unit": "中心",
    "names": "乙",
}


def test_whatever_a_verb_or_the_system_tells_has_a_sentence() -> None:
    told = {verb.tells.notice for verb in verbs().values() if verb.tells}
    told |= {tells.notice for tells in OF_SYSTEM.values()}
    assert {code for code in told if code.startswith("matter.")} <= MATTERS.keys()
    assert all(is_registered(code) and is_registered(many(code)) for code in told)


def test_each_has_one_for_many_together_and_a_rooms_without_one_has_the_general() -> None:
    assert TOGETHER.keys() == MATTERS.keys()
    assert many("matter.assigned") == "matter.assigned.many"
    assert many("square.given") == MANY
    assert is_registered(MANY)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_sentence_is_in_the_readers_language_and_tells_all_that_it_is_given(language: str) -> None:
    every = {
        **MATTERS,
        **APPOINTMENTS,
        **{f"{code}.many": text for code, text in TOGETHER.items()},
        MANY: SOMETHING,
    }
    with translation.override(language):
        said = {code: render(code=code, params=FILLED) for code in every}
    assert len(set(said.values())) == len(said)
    for code, text in every.items():
        asked = re.findall(r"%\((\w+)\)s", str(text))
        assert asked, code
        assert all(str(FILLED[name]) in said[code] for name in asked), code
        bare = said[code]
        for name in asked:
            bare = bare.replace(str(FILLED[name]), "")
        assert bare.isascii() == (language == "en"), code


def test_a_sentence_of_one_matter_names_it_and_one_of_many_counts_them() -> None:
    assert all({"number", "title"} == set(re.findall(r"%\((\w+)\)s", str(text))) for text in MATTERS.values())
    assert all(re.findall(r"%\((\w+)\)s", str(text)) == ["count"] for text in TOGETHER.values())
