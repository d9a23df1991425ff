"""Typed readers of the environment: a wrong value stops the start with a sentence that says how to mend it."""

import base64
import hashlib
import hmac
import json
import logging
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")


class ConfigurationError(Exception):
    """A setting is missing or malformed; the text names the variable and the fix."""


def env_str(name: str, default: str | None = None) -> str:
    """Return a text setting, or fail when it has no default and is absent; a file's line ends are no part of it."""
    value = os.environ.get(name, default)
    if value is None:
        raise ConfigurationError(f"{name} is not set. Fix: set it in the environment.")
    return value.strip()


def env_url(name: str, default: str = "") -> str:
    """Return a web address without a slash at its end, or nothing."""
    url = env_str(name, default).rstrip("/")
    if url and not _is_address(url):
        # Not told: keys and passwords stand in addresses.
        raise ConfigurationError(
            f"{name} is no address. Fix: write it as https://example.org or https://example.org:8443/path, "
            "with no user or password before the host, no spaces, line breaks, quotes or #, and all else encoded."
        )
    return url


def _is_address(url: str) -> bool:
    parts = _server_in(url)
    return parts is not None and parts.scheme in {"http", "https"} and "@" not in parts.netloc


def _server_in(url: str) -> SplitResult | None:
    """Return the parts of an address by which a server can be called, if all of it is used in a call."""
    if not url.isascii() or not url.isprintable() or set(url) & set(" \"'#<>\\^`{|}"):
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    is_host = ":" in host or all(_LABEL.fullmatch(label) for label in host.split("."))
    return parts if is_host and port != 0 and not parts.netloc.endswith(":") else None


@dataclass(frozen=True)
class MailServer:
    """A server that takes mails: by TLS from the start, by TLS after a greeting, or in the open."""

    host: str
    port: int
    user: str
    over_tls: bool
    starts_tls: bool


def env_mail_server(name: str) -> MailServer | None:
    """Return the server of an address such as "smtps://user@host" or "smtp+starttls://host:587", or none."""
    raw = env_str(name, "")
    usual = {"smtps": 465, "smtp+starttls": 587, "smtp": 25}
    if not raw:
        return None
    parts = _server_in(raw)
    if (
        parts is None
        or parts.scheme not in usual
        or parts.password is not None
        or parts.path.strip("/")
        or parts.query
    ):
        raise ConfigurationError(
            f"{name} is no mail server. Fix: write it as smtps://user@host:465, smtp+starttls://user@host:587 or "
            "smtp://host:25, and the password in SANLING_MAIL_PASSWORD."
        )
    port = parts.port or usual[parts.scheme]
    user = unquote(parts.username or "")
    return MailServer(
        parts.hostname or "", port, user, parts.scheme == "smtps", parts.scheme == "smtp+starttls"
    )


@dataclass(frozen=True)
class Bucket:
    """A bucket of a server that speaks S3; by_host where its name stands in the host rather than in the path."""

    url: str
    name: str
    prefix: str
    region: str
    key_id: str
    secret: str = field(repr=False)
    by_host: bool = False


_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


def env_bucket(prefix: str, secret: str) -> Bucket | None:
    """Return the bucket that variables of that prefix and a secret describe, or none."""
    name, _slash, folder = env_str(f"{prefix}_BUCKET", "").strip("/").partition("/")
    if not name:
        return None
    if not _BUCKET.fullmatch(name):
        raise ConfigurationError(f"{prefix}_BUCKET is no bucket. Fix: write its name, or name/folder.")
    url, key_id = env_url(f"{prefix}_URL"), env_str(f"{prefix}_KEY_ID", "")
    for needed, value in {
        f"{prefix}_URL": url,
        f"{prefix}_KEY_ID": key_id,
        f"{prefix}_SECRET": secret,
    }.items():
        if not value:
            raise ConfigurationError(f"{needed} is not set. Fix: set it, or take {prefix}_BUCKET away.")
    region = env_str(f"{prefix}_REGION", "") or "us-east-1"
    by_host = env_choice(f"{prefix}_STYLE", ("path", "host"), "path") == "host"
    return Bucket(url, name, folder, region, key_id, secret, by_host)


@dataclass(frozen=True)
class Calls:
    """Servers by which browsers reach each other, and whether they never learn each other's addresses."""

    stun: tuple[str, ...]
    turn: tuple[str, ...]
    hide_addresses: bool
    secret: str = field(repr=False)


def env_calls(secret: str) -> Calls:
    """Return the servers of calls; raises ConfigurationError for TURN without the secret that it shares."""
    stun, turn = tuple(env_list("SANLING_STUN_URLS")), tuple(env_list("SANLING_TURN_URLS"))
    if turn and not secret:
        raise ConfigurationError(
            "SANLING_TURN_SECRET is not set. Fix: set it to coturn's static-auth-secret."
        )
    return Calls(stun, turn, env_bool("SANLING_TURN_ONLY"), secret)


def env_choice(name: str, known: Collection[str], default: str) -> str:
    """Return one of the values that there are."""
    value = env_str(name, "") or default
    if value not in known:
        raise ConfigurationError(f"{name}={value!r} is unknown. Fix: use one of {', '.join(known)}.")
    return value


def env_log_level(name: str) -> str:
    """Return a level of logging, by default "INFO"."""
    level = env_str(name, "").upper() or "INFO"
    if level not in logging.getLevelNamesMapping():
        raise ConfigurationError(f"{name}={level!r} is no level. Fix: use DEBUG, INFO, WARNING or ERROR.")
    return level


def env_bool(name: str, *, default: bool = False) -> bool:
    """Return a switch: 1/true/yes/on or 0/false/no/off."""
    raw = os.environ.get(name)
    if raw is None or raw == "":
        return default
    if raw.lower() in {"1", "true", "yes", "on"}:
        return True
    if raw.lower() in {"0", "false", "no", "off"}:
        return False
    raise ConfigurationError(f"{name}={raw!r} is neither on nor off. Fix: use 1 or 0.")


def env_int(name: str, default: int, *, least: int = 1, most: int = 2**31 - 1) -> int:
    """Return a whole number within its bounds, both of them included."""
    raw = env_str(name, "")
    # More digits than that are refused by Python itself.
    number = int(raw) if re.fullmatch(r"[+-]?[0-9]{1,20}", raw) else None
    if raw and number is None:
        raise ConfigurationError(f"{name}={raw!r} is not a whole number. Fix: write it in digits.")
    if number is not None and not least <= number <= most:
        raise ConfigurationError(f"{name}={raw} is out of bounds. Fix: use {least} to {most}.")
    return default if number is None else number


def env_list(name: str, default: str = "") -> list[str]:
    """Return the items of a setting, with commas between them, typed in any width, or spaces."""
    return [item for item in re.split(r"[\s,，]+", os.environ.get(name, default)) if item]


def env_address(name: str) -> str | tuple[str, int] | None:
    """Return where another program listens: a socket's path ("unix:/path"), or host and port ("host:port")."""
    raw = os.environ.get(name, "")
    if not raw:
        return None
    if raw.startswith("unix:/"):
        return raw.removeprefix("unix:")
    host, _colon, port = raw.rpartition(":")
    if host and port.isascii() and port.isdigit() and 0 < int(port) < 65536:
        return host.strip("[]"), int(port)
    raise ConfigurationError(f"{name}={raw!r} is no place to call. Fix: write host:port or unix:/path.")


def env_path(name: str, default: Path) -> Path:
    """Return an absolute path."""
    return Path(env_str(name, "") or default).expanduser().absolute()


SECRET_KEY, AUDIT_KEY, BLIND_INDEX_KEY, PRIVACY_KEYS = SECRETS = (
    "SECRET_KEY",
    "AUDIT_KEY",
    "BLIND_INDEX_KEY",
    "PRIVACY_KEYS",
)
FIX_KEYS = (
    "restore secrets.json, or the variables SANLING_…, from the backup; "
    "docs/operations.md (Keys) says what to do where they are gone for good"
)


def key_marks(keys: Mapping[str, bytes], privacy: Mapping[str, bytes]) -> dict[str, str]:
    """Return a mark of each key by its setting's name; of several also its own, such as "PRIVACY_KEYS k3f0a91c2".

    A mark tells a key from others and nothing about it: a MAC under the key itself, in 32 hexadecimal digits.
    """
    named = {**keys, **{f"{PRIVACY_KEYS} {key_id}": key for key_id, key in privacy.items()}}
    return {
        name: hmac.new(key, b"sanling key mark", hashlib.sha256).hexdigest()[:32]
        for name, key in named.items()
        if key
    }


def keys_that_differ(known: Mapping[str, str], own: Mapping[str, str]) -> list[str]:
    """Return the names of known marks that one's own lack or contradict."""
    return sorted(name for name, mark in known.items() if own.get(name) != mark)


class Secrets:
    """The secrets of this installation: none has a default value.

    They lie in ``SANLING_SECRETS_FILE``, by default ``<SANLING_DATA>/secrets.json``, which the first start generates;
    each can be overridden by an environment variable of its own. One that is nowhere is empty, so that commands which
    need no secret run.
    """

    def __init__(self, data: Path) -> None:
        """Read the file, if there is one."""
        path = env_path("SANLING_SECRETS_FILE", data / "secrets.json")
        try:
            self._found = json.loads(path.read_text()) if path.exists() else {}
        except (OSError, ValueError) as error:
            raise ConfigurationError(
                f"{path} can't be read ({error}). Fix: restore it from a backup."
            ) from error
        if not isinstance(self._found, dict):
            raise ConfigurationError(f"{path} holds no secrets. Fix: restore it from a backup.")

    def text(self, name: str) -> str:
        """Return a secret as it stands."""
        return os.environ.get(f"SANLING_{name}") or str(self._found.get(name, ""))

    def key(self, name: str) -> bytes:
        """Return a secret that is written in base 64."""
        return _decoded(name, self.text(name))

    def marks(self) -> dict[str, str]:
        """Return the mark of each secret that there is."""
        keys = {name: self.key(name) for name in (AUDIT_KEY, BLIND_INDEX_KEY)}
        return key_marks({SECRET_KEY: self.text(SECRET_KEY).encode(), **keys}, self.keys(PRIVACY_KEYS))

    def keys(self, name: str) -> dict[str, bytes]:
        """Return several by their names: "id:base64,id:base64", each of 32 bytes."""
        found: dict[str, bytes] = {}
        for item in filter(None, (part.strip() for part in self.text(name).split(","))):
            key_id, _colon, value = item.partition(":")
            key = _decoded(name, value)
            if len(key) != 32 or key_id in found or not 0 < len(key_id.encode()) < 256:
                raise ConfigurationError(
                    f"SANLING_{name} is no list of name:base64,name:base64, each of 32 bytes under its own name. "
                    "Fix: restore it; `sanling secrets` shows the form."
                )
            found[key_id] = key
        return found


def _decoded(name: str, value: str) -> bytes:
    """Return what a secret says in base 64; what is wrong with it is said without it."""
    try:
        return base64.b64decode(value.strip(), validate=True)
    except ValueError:
        raise ConfigurationError(f"SANLING_{name} is not written in base 64. Fix: restore it.") from None
