"""The secrets of an installation: generated at its first start, kept in one file that only its owner reads."""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from sanling.supervisor import marks
from sanling.supervisor.data_folder import DataFolder
from sanling.supervisor.trouble import Trouble, trouble_of

NAMES = ("SECRET_KEY", "AUDIT_KEY", "BLIND_INDEX_KEY", "PRIVACY_KEYS")


def secrets_file(folder: DataFolder, environment: Mapping[str, str]) -> Path:
    """Return where the secrets lie: ``SANLING_SECRETS_FILE`` or ``secrets.json`` in the data folder."""
    return (
        Path(environment.get("SANLING_SECRETS_FILE") or folder.root / "secrets.json").expanduser().absolute()
    )


def ensure_secrets(folder: DataFolder, environment: Mapping[str, str], *, anew: bool = False) -> None:
    """Generate the secrets, unless they exist or the environment gives all of them.

    Raises Trouble when data encrypted with lost secrets would become unreadable, unless they are wanted ``anew``.
    """
    path = secrets_file(folder, environment)
    if path.exists() or all(environment.get(f"SANLING_{name}") for name in NAMES):
        return
    url = environment.get("DATABASE_URL")
    if not anew and (folder.cluster.exists() or (url and marks.holds_data(url))):
        raise Trouble(
            f"{path} is missing, and the data can't be read without it.",
            "restore it from your backup; where it is gone for good, see docs/operations.md (Keys).",
        )
    try:
        write_for_owner(path, json.dumps(generate(), indent=2) + "\n")
    except OSError as error:
        raise trouble_of(error, folder.root) from error


def generate() -> dict[str, str]:
    """Return fresh secrets; the privacy key has a name of its own, so that no other is taken for it."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "AUDIT_KEY": fresh_key(),
        "BLIND_INDEX_KEY": fresh_key(),
        "PRIVACY_KEYS": named_key(),
    }


def named_key() -> str:
    """Return a fresh key of personal data under a random name: "k3f0a91c2:…"."""
    return f"k{secrets.token_hex(4)}:{fresh_key()}"


def fresh_key() -> str:
    """Return 32 random bytes in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def write_for_owner(path: Path, text: str) -> None:
    """Write what its owner alone may read, whole or not at all: a power cut must not leave half a key behind."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
