"""Every act that is recorded has its sentence, said by the room that records it, and every subject its noun."""

import ast
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import allauth
import pytest

from sanling.domain.matters.earlier import EARLIER, ENDED_EARLIER
from sanling.domain.workflow.reading import drafts
from sanling.foundation.audit.sentences import noun, sentences
from sanling.foundation.profile.registry import profile_for
from sanling.processes.imports.work import sheets
from sanling.processes.webhooks.queue import SYSTEM_EVENTS
from sanling.rooms import RECORDING
from tests.house.sources import listed, python_files, tree_of

# What another module names.
ELSEWHERE = {"GIVEN_UP": "keys.accept_loss"}
NAMED = {"city", "division", "post", "unit", "user"}


def _notifications() -> set[str]:
    """Return what allauth tells accounts of, which the house records instead."""
    mails = Path(allauth.__file__).parent.glob("templates/*/email/*_message.txt")
    told = [mail.name for mail in mails if "base_notification" in mail.read_text(encoding="utf-8")]
    return {f"account.{name.removesuffix('_message.txt').removeprefix('account_')}" for name in told}


def _acts_on_matters() -> set[str]:
    """Return the codes of entries that no workflow names."""
    return {f"matters.{code}" for code in (*SYSTEM_EVENTS, EARLIER, ENDED_EARLIER)}


# Codes that are put together when they are recorded, by how they begin: what they may become.
PUT_TOGETHER: Mapping[str, set[str]] = {
    "account.": _notifications(),
    "file.refuse_": {"file.refuse_infected"},
    "import.": {f"import.{code}" for code in sheets()},
    "matters.": _acts_on_matters(),
}


def _values(path: Path, name: str) -> Iterator[ast.expr]:
    """Yield what a file sets to record under a name: of its calls that name an actor, too."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and {"actor", "subject"} <= {keyword.arg for keyword in node.keywords}:
            for keyword in node.keywords:
                if keyword.arg == name:
                    yield keyword.value


def _meant(path: Path, value: ast.expr) -> Iterator[str]:
    """Yield the codes that an expression may be, "?" where it can't be told."""
    match value:
        case ast.Constant(value=str(code)):
            yield code
        case ast.IfExp(body=body, orelse=orelse):
            yield from _meant(path, body)
            yield from _meant(path, orelse)
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_rest]):
            yield f"{start}…"
        case ast.Name(id=name):
            found = [ELSEWHERE[name]] if name in ELSEWHERE else list(_set(path, name))
            yield from found or ["?"]
        case ast.Attribute(attr="act" | "subject" | "key"):
            return
        case _:
            yield "?"


def _set(path: Path, name: str) -> Iterator[str]:
    """Yield what a file sets a name to."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = (
                    zip(target.elts, node.value.elts, strict=True)
                    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                    else [(target, node.value)]
                )
                for place, value in pairs:
                    if isinstance(place, ast.Name) and place.id == name:
                        yield from _meant(path, value)


def _recorded(folder: str, what: str = "act") -> dict[str, set[str]]:
    """Return what the files of a folder record, "import.…" where its end is put together."""
    found = {
        path.as_posix(): {code for value in _values(path, what) for code in _meant(path, value)}
        for path in python_files(folder)
    }
    del found["sanling/foundation/audit/record.py"], found["sanling/foundation/audit/verify.py"]
    return {path: codes for path, codes in found.items() if codes}


def _whole(codes: set[str]) -> set[str]:
    return {
        code
        for known in codes
        for code in (PUT_TOGETHER.get(known.removesuffix("…"), {known}) if known.endswith("…") else {known})
    }


def test_every_act_that_is_recorded_has_its_sentence() -> None:
    recorded = _recorded("sanling/")
    unsaid = {path: sorted(_whole(codes) - sentences().keys()) for path, codes in recorded.items()}
    assert not any(unsaid.values()), listed({path: codes for path, codes in unsaid.items() if codes})


@pytest.mark.parametrize("room", [room for room in RECORDING if room != "sanling.processes"])
def test_a_room_says_the_acts_that_it_records_by_their_whole_codes(room: str) -> None:
    folder = f"{room.replace('.', '/')}/"
    recorded = {
        code
        for path, codes in _recorded("sanling/").items()
        if path.startswith(folder)
        for code in codes
        if not code.endswith("…")
    }
    assert recorded <= (import_module(f"{room}.audited").SENTENCES.keys() if recorded else set())


def test_no_sentence_is_of_an_act_that_nobody_records() -> None:
    recorded = {code for codes in _recorded("sanling/").values() for code in _whole(codes)}
    shipped = drafts(profile_for("4101").files("workflows"))
    acts = {f"matters.{action.code}" for draft in shipped for action in draft.definition().actions}
    assert not sentences().keys() - recorded - acts


def test_every_subject_that_is_recorded_is_called_something() -> None:
    kinds = {
        code.partition(":")[0]
        for codes in _recorded("sanling/", "subject").values()
        for code in codes
        if code.endswith(":…")
    }
    assert kinds
    assert not {kind for kind in kinds - NAMED if noun(f"{kind}:12") == f"{kind}:12"}


def test_sentences_say_who_and_what_and_nothing_else() -> None:
    for sentence in sentences().values():
        assert "%(" not in str(sentence) % {"who": "甲", "what": "乙"}
