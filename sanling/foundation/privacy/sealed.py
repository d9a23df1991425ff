"""Encrypted texts that can stand where only text can: in JSON, in the arguments of a job."""

from base64 import b64decode, b64encode

from sanling.foundation.privacy.crypt import decrypt, encrypt
from sanling.foundation.privacy.keyring import UnknownKey
from sanling.foundation.privacy.unreadable import NotReadable


def seal(text: str) -> str:
    """Encrypt a text under the current key."""
    return b64encode(encrypt(text.encode())).decode()


def unseal(sealed: str) -> str:
    """Return what was sealed. Raises NotReadable, also for what was never sealed."""
    try:
        return decrypt(b64decode(sealed)).decode()
    except (ValueError, UnknownKey) as error:
        raise NotReadable(str(error)) from error
