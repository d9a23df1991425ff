"""Whether files can be kept: room on the disk, the bucket, the malware scanner."""

from collections.abc import Iterator

from django.conf import settings

from sanling.foundation.files.places import try_place
from sanling.foundation.files.scanner import ScannerAway, scanner_version
from sanling.foundation.files.volumes import GIGABYTE, volumes
from sanling.interfaces.console.finding import Finding, Severity


def disk() -> Iterator[Finding]:
    """Look at the room left for data and files."""
    for volume in volumes():
        text = f"{volume.free / GIGABYTE:.1f} GB free for {volume.folder}"
        if not volume.folder.is_dir():
            fix = "name a folder: nothing can be kept there."
            yield Finding(Severity.BROKEN, "disk", f"{volume.folder} is no folder", fix)
        elif volume.full:
            fix = "free some space: new files are refused, and a full database takes no act."
            yield Finding(Severity.BROKEN, "disk", text, fix)
        elif volume.free < 5 * GIGABYTE:
            yield Finding(Severity.WARNING, "disk", text, "plan for more space.")
        else:
            yield Finding(Severity.GOOD, "disk", text)


def bucket() -> Iterator[Finding]:
    """Keep, read and remove a small content in the bucket, where files lie in one."""
    if settings.FILES_BUCKET is None:
        return
    named = f"the bucket {settings.FILES_BUCKET.name}"
    try:
        try_place()
        yield Finding(Severity.GOOD, "files", f"{named} keeps, hands out and forgets what it should")
    except OSError as error:
        fix = "start the store, or correct SANLING_S3_…; no file can be sent or opened until then."
        yield Finding(Severity.BROKEN, "files", f"{named} can't be used ({error.strerror})", fix)


def scanner() -> Iterator[Finding]:
    """Ask the malware scanner, where there is one, for its version."""
    if settings.CLAMD is None:
        return
    try:
        yield Finding(Severity.GOOD, "scanner", scanner_version())
    except ScannerAway as error:
        level = Severity.BROKEN if settings.CLAMD_REQUIRED else Severity.WARNING
        effect = "uploads are refused" if settings.CLAMD_REQUIRED else "uploads are taken unchecked"
        fix = "start clamd, or correct SANLING_CLAMD."
        yield Finding(level, "scanner", f"can't be asked ({error}): {effect}", fix)
