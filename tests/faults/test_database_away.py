"""The database is away for half a minute: everybody is told so at once, and all goes on by itself when it is back."""

import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest

from sanling.supervisor.child import Child
from sanling.supervisor.data_folder import DataFolder, make
from sanling.supervisor.postgres import prepare
from tests.faults.installation import Answer, Effort, Installation, ask, report, until

AWAY_SECONDS = 30.0
# The first to ask waits for a connection for two seconds; those after it are answered at once.
LONGEST, USUAL = 4.0, 0.5
BACK_SECONDS = 10.0
TYPED = "三号楼二单元楼道里堆满了垃圾，邻居说了多次不清理。"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    """A database server that the installation does not look after itself."""
    folder = DataFolder(tmp_path_factory.mktemp("server"))
    make(folder)
    cluster = prepare(folder)
    child = Child(cluster.spec({}))
    child.start()
    until(cluster.serves, 60, "the server")
    yield child
    child.stop()


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory, server: Child) -> Iterator[Installation]:
    assert server.spec.log is not None
    url = DataFolder(server.spec.log.parents[1]).embedded_url()
    made = Installation(tmp_path_factory.mktemp("city") / "data", DATABASE_URL=url)
    try:
        made.start()
        made.seed()
        yield made
    finally:
        made.stop()


def asked(installation: Installation) -> dict[str, list[tuple[float, Answer]]]:
    """Ask in every way while the database is away; return what came and how long it took."""
    system = installation.system("intake_officer")
    form = urlencode({"step": "what", "kind": "dispute", "text": TYPED, "go": "next"}).encode()
    ways: dict[str, Callable[[], Answer]] = {
        "page": lambda: ask(installation.port, "GET", "/"),
        "form": lambda: ask(installation.port, "POST", "/report/", body=form, headers=FORM),
        "desk": lambda: ask(installation.port, "GET", "/desk/"),
        "api": lambda: system.post("/matters", report()),
        "health": lambda: ask(installation.port, "GET", "/healthz"),
    }
    answers: dict[str, list[tuple[float, Answer]]] = {way: [] for way in ways}
    over = time.monotonic() + AWAY_SECONDS

    def ask_until_over() -> bool:
        for way, send in ways.items():
            effort = Effort.now()
            answer = send()
            answers[way].append((effort.seconds_of_our_own(), answer))
        return time.monotonic() > over

    until(ask_until_over, 4 * AWAY_SECONDS, "half a minute", pause=0.2)
    return answers


def test_all_are_told_at_once_and_it_recovers_by_itself(installation: Installation, server: Child) -> None:
    system = installation.system("intake_officer")
    number = system.post("/matters", report()).json["number"]
    server.stop()
    answers = asked(installation)
    for way in ("page", "desk", "api", "health"):
        assert {answer.status for _seconds, answer in answers[way]} == {503}, way
    for way in ("page", "desk", "api"):
        assert all(int(answer.headers["Retry-After"]) > 0 for _seconds, answer in answers[way])
    assert "服务繁忙或正在维护" in answers["page"][0][1].body.decode()
    # A resident's form goes on to its next step without the database, or keeps what was typed in a page that says so.
    for _seconds, answer in answers["form"]:
        assert answer.status in {200, 503}
        assert TYPED in answer.body.decode()
    took = sorted(seconds for found in answers.values() for seconds, _answer in found)
    assert took[-1] < LONGEST
    assert took[len(took) // 2] < USUAL

    server.start()
    effort = Effort.now()
    # Whichever process answers, several times in a row.
    until(lambda: all(system.get(f"/matters/{number}").status == 200 for _ in range(8)), 60, "the service")
    assert effort.seconds_of_our_own() < BACK_SECONDS
    assert system.post("/matters", report()).status == 201
    until(lambda: installation.number("select count(*) from delivery_outbox") == 0, 60, "the worker")
    until(lambda: installation.number("select count(*) from audit_auditpending") == 0, 60, "the sealer")


def test_nobody_has_to_read_a_line_of_the_log_for_each_who_was_refused(installation: Installation) -> None:
    assert 0 < installation.said.count("The database is away") < 20
    assert (
        "Traceback" not in installation.said.split("The database is away")[1].split("The database is back")[0]
    )
