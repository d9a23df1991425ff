"""A folder and a bucket keep contents alike."""

import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.request import Request, urlopen
from uuid import uuid4

import obstore
import pytest
from django.db import transaction
from moto.server import ThreadedMotoServer
from obstore.store import S3Store
from pytest_django import Settings

from sanling.env import Bucket
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.clock import turned
from sanling.foundation.files.copying import copy_in, copy_out
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.places import Away, Folder, Place, RemoteBucket, place, try_place
from sanling.foundation.files.store import Refused, open_file, purge_orphans, response, store
from tests.faults.installation import free_port
from tests.foundation.files import samples

LARGE = bytes(range(256)) * 60_000


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Run a server that speaks S3; return its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    served = ThreadedMotoServer("127.0.0.1", 0)
    served.start()
    host, port = served.get_host_and_port()
    yield f"http://{host}:{port}"
    served.stop()


@pytest.fixture
def bucket(server: str) -> Bucket:
    """Make a bucket of this test's own."""
    name = f"sanling-{uuid4()}"
    with urlopen(Request(f"{server}/{name}", method="PUT")):
        return Bucket(server, name, "zhengzhou/files", "us-east-1", "key", "secret")


@pytest.fixture(params=["folder", "bucket"])
def contents(request: pytest.FixtureRequest, settings: Settings, root: Path) -> Place:
    """Return each kind of place, set as this installation's."""
    root.mkdir(exist_ok=True)
    settings.FILES_BUCKET = request.getfixturevalue("bucket") if request.param == "bucket" else None
    return place()


def written(folder: Path, data: bytes) -> Path:
    file = folder / "written"
    file.write_bytes(data)
    return file


def read(contents: Place, key: str) -> bytes:
    with contents.open(key) as content:
        return content.read()


def test_a_content_is_kept_replaced_and_removed(contents: Place, tmp_path: Path) -> None:
    key = "ab/cd/abcd"
    assert contents.kept_at(key) is None
    contents.keep(written(tmp_path, b"first"), key)
    contents.keep(written(tmp_path, LARGE), key)
    assert read(contents, key) == LARGE
    kept_at = contents.kept_at(key)
    assert kept_at is not None
    assert abs(kept_at - clock.now()) < timedelta(minutes=1)
    contents.remove(key)
    contents.remove(key)
    assert contents.kept_at(key) is None
    with pytest.raises(FileNotFoundError):
        contents.open(key)


def test_the_old_are_listed_and_nothing_of_other_folders(contents: Place, tmp_path: Path) -> None:
    for key in ("ab/cd/abcd", "ab/cd/abcd.thumbnail", "12/34/1234", "exports/1.xlsx"):
        contents.keep(written(tmp_path, b"x"), key)
    with turned(shift=timedelta(days=2)):
        found = [key for keys in contents.keys(kept_before=clock.now()) for key in keys]
        assert sorted(found) == ["12/34/1234", "ab/cd/abcd", "ab/cd/abcd.thumbnail"]
    assert not any(contents.keys(kept_before=clock.now() - timedelta(days=1)))


def keep(data: bytes) -> StoredFile:
    return store(stream=io.BytesIO(data), name="a", actor=SystemActor("test"), city="4101")


@pytest.mark.django_db
def test_uploads_are_stored_backed_up_purged_and_restored(contents: Place, tmp_path: Path) -> None:
    picture, document = keep(samples.picture()), keep(samples.PDF)
    with transaction.atomic():
        keep(samples.MP4)
        transaction.set_rollback(True)
    with turned(shift=timedelta(days=2)):
        assert purge_orphans() == 1
    copy = tmp_path / "copy"
    assert copy_out([(picture.sha256, True), (document.sha256, False), ("0" * 64, False)], copy) == (
        3,
        ["0" * 64],
    )
    StoredFile.objects.all().delete()
    with turned(shift=timedelta(days=2)):
        assert purge_orphans() == 3
    with pytest.raises(FileNotFoundError):
        open_file(document)
    assert copy_in(copy) == (3, [])
    assert len(list(copy.glob("*/*/*"))) == 3
    assert response(document).getvalue() == samples.PDF
    assert response(document)["Content-Length"] == str(len(samples.PDF))
    assert open_file(picture, thumbnail=True).read(4) == b"RIFF"


def test_the_doctor_tries_what_is_set(contents: Place) -> None:
    try_place()
    assert not any(contents.keys(kept_before=clock.now() + timedelta(days=1)))


def test_a_bucket_lies_below_its_prefix(bucket: Bucket, tmp_path: Path) -> None:
    RemoteBucket(bucket).keep(written(tmp_path, b"x"), "ab/cd/abcd")
    whole = S3Store(
        bucket.name,
        endpoint=bucket.url,
        access_key_id="key",
        secret_access_key="secret",
        region="us-east-1",
        client_options={"allow_http": True},
    )
    assert [item["path"] for item in obstore.list(whole).collect()] == ["zhengzhou/files/ab/cd/abcd"]


@pytest.mark.django_db
def test_while_the_bucket_is_away_uploads_are_refused_and_nothing_tells_the_key(
    bucket: Bucket, settings: Settings, root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = StoredFile(sha256="0" * 64, media_type="application/pdf", name="a.pdf")
    away = Bucket(f"http://127.0.0.1:{free_port()}", bucket.name, "", "us-east-1", "key", "very-secret")
    root.mkdir(exist_ok=True)
    settings.FILES_BUCKET = away
    with pytest.raises(Refused) as refused:
        keep(samples.PDF)
    assert refused.value.code == "away"
    assert not StoredFile.objects.exists()
    with pytest.raises(Away):
        open_file(kept)
    assert "very-secret" not in caplog.text + repr(away)


def test_a_bucket_that_does_not_exist_is_away(bucket: Bucket) -> None:
    other = Bucket(bucket.url, "no-such-bucket", "", "us-east-1", "key", "secret")
    with pytest.raises((Away, FileNotFoundError)):
        RemoteBucket(other).open("ab/cd/abcd")


def test_what_comes_from_another_disk_is_kept_whole(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root.mkdir(exist_ok=True)
    replace = Path.replace

    def replaced(source: Path, target: Path) -> Path:
        if source.parent == tmp_path:
            raise OSError(18, "Invalid cross-device link")
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", replaced)
    Folder(root).keep(written(tmp_path, LARGE), "ab/cd/abcd")
    assert read(Folder(root), "ab/cd/abcd") == LARGE
    assert [path.name for path in root.glob("*/*/*")] == ["abcd"]
