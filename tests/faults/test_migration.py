"""A release changes the fullest tables of a city at work, and nobody who reads waits for it."""

from bench.migration import REPORT_SECONDS, fill, waited
from sanling.supervisor.data_folder import DataFolder
from tests.faults.installation import Installation, report

ROWS = 20_000
LONGEST_SECONDS = 2.0


def test_tables_are_changed_while_others_read_and_one_reads_for_long(installation: Installation) -> None:
    system = installation.system("intake_officer")
    number = system.post("/matters", report()).json["number"]
    url = DataFolder(installation.data).embedded_url()
    fill(url, ROWS)
    found = waited(url, {**installation.environment, "DATABASE_URL": url, "SANLING_POOL_SIZE": "0"})
    assert found.seconds > REPORT_SECONDS
    assert found.reads > 100
    # Whoever reads waits behind the change, which waits for the report; so it has to step back.
    assert 0.1 < found.longest < LONGEST_SECONDS, found
    assert system.get(f"/matters/{number}").status == 200
    assert system.post("/matters", report()).status == 201
    # All is as it was; what lay half done would still be there.
    left = "select count(*) from pg_class where relname like 'bench%%'"
    assert installation.number(left) == 0
