"""Exports are asked for from the ledger, watched, and fetched by the post that asked and by nobody else."""

from pathlib import Path

import pytest
from django.conf import settings

from sanling.foundation.audit.models import AuditRow
from sanling.processes.exports.models import Export
from sanling.processes.exports.tasks import write_export
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def test_a_ledger_is_exported_watched_and_fetched(
    desk: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "FILES_ROOT", tmp_path)
    registered()
    browser = desk("intake_officer")
    answer = browser.post("/desk/matters/export/", {"query": "kind=dispute&col=applicant&sort=due"})
    assert answer.headers["Location"] == "/desk/exports/"
    export = Export.objects.get()
    assert (export.criteria, export.sort, "applicant" in export.columns) == ({"kind": "dispute"}, "due", True)
    row = browser.get(f"/desk/exports/{export.pk}/").content.decode()
    assert "hx-get" in row
    assert browser.get(f"/desk/exports/{export.pk}/file/").status_code == 404
    write_export(export_id=str(export.pk))
    assert "hx-get" not in browser.get(f"/desk/exports/{export.pk}/").content.decode()
    file = browser.get(f"/desk/exports/{export.pk}/file/")
    assert file.status_code == 200
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert AuditRow.objects.filter(act="exports.download").count() == 1
    for key in ("centre_director", "county_intake_officer"):
        assert desk(key).get(f"/desk/exports/{export.pk}/file/").status_code == 404
        assert desk(key).get(f"/desk/exports/{export.pk}/").status_code == 404


def test_wrong_filters_are_not_exported(desk: SignIn) -> None:
    desk("intake_officer").post("/desk/matters/export/", {"query": "kind=no_such"})
    assert not Export.objects.exists()
