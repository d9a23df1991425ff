"""Encrypted texts that can stand where only text can: in JSON, in the arguments of a job."""

from base64 import b64decode, b64encode

from sanling.foundation.privacy.crypt import decrypt, encrypt


def seal(text: str) -> str:
    """Encrypt a text under the current key."""
    return b64encode(encrypt(text.encode())).decode()


def unseal(sealed: str) -> str:
    """Return what was sealed. Raises Undecipherable, UnknownKey; ValueError for what is no base64."""
    return decrypt(b64decode(sealed)).decode()
