"""Encryption at rest, authenticated, under named algorithms and keys.

A stored value is: version 1, the algorithm's number, the length of the key's id, that id, a nonce of 12 bytes, the
ciphertext, a tag of 16. All before the nonce is authenticated too.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import BlockCipherAlgorithm, Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES, SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from sanling.foundation.keys.marks import require
from sanling.foundation.privacy.keyring import current_key_id, key_of

_VERSION = 1
_NONCE_BYTES = 12
_TAG_BYTES = 16


@dataclass(frozen=True)
class Algorithm:
    """A block cipher, used in Galois/counter mode."""

    number: int
    key_bytes: int
    cipher: Callable[[bytes], BlockCipherAlgorithm]


# Chosen by PRIVACY_CIPHER; numbers are stored, so they are never reused.
ALGORITHMS = {
    "aes-256-gcm": Algorithm(1, 32, AES),  # FIPS 197, NIST SP 800-38D
    "sm4-gcm": Algorithm(2, 16, SM4),  # GB/T 32907, RFC 8998
}
_BY_NUMBER = {algorithm.number: algorithm for algorithm in ALGORITHMS.values()}


class Undecipherable(ValueError):
    """The stored value is no ciphertext of ours, or was altered."""


def encrypt(data: bytes) -> bytes:
    """Encrypt under the current key and algorithm; equal data gives different results. Raises `KeysDiffer`."""
    require()
    header = current_header()
    nonce = os.urandom(_NONCE_BYTES)
    algorithm = _BY_NUMBER[header[1]]
    encryptor = Cipher(algorithm.cipher(_derived(current_key_id(), algorithm)), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(header)
    return header + nonce + encryptor.update(data) + encryptor.finalize() + encryptor.tag


def decrypt(value: bytes) -> bytes:
    """Return what was encrypted, under whichever key and algorithm. Raises Undecipherable, UnknownKey."""
    start = 3 + value[2] if len(value) > 2 else 0
    if not start or value[0] != _VERSION or value[1] not in _BY_NUMBER:
        raise Undecipherable("no ciphertext of this program")
    if len(value) < start + _NONCE_BYTES + _TAG_BYTES:
        raise Undecipherable("the ciphertext is cut short")
    header, nonce = value[:start], value[start : start + _NONCE_BYTES]
    algorithm = _BY_NUMBER[value[1]]
    key = _derived(header[3:].decode("utf-8", "replace"), algorithm)
    decryptor = Cipher(algorithm.cipher(key), GCM(nonce, value[-_TAG_BYTES:])).decryptor()
    decryptor.authenticate_additional_data(header)
    try:
        return decryptor.update(value[start + _NONCE_BYTES : -_TAG_BYTES]) + decryptor.finalize()
    except InvalidTag:
        raise Undecipherable("the ciphertext was altered") from None


def current_cipher() -> str:
    """Return the name of the algorithm that encrypts from now on; a system check knows it."""
    name: str = getattr(settings, "PRIVACY_CIPHER", "aes-256-gcm")
    return name


def current_header() -> bytes:
    """Return how values begin that are encrypted now: a value that begins otherwise awaits rotation."""
    algorithm = ALGORITHMS[current_cipher()]
    key_id = current_key_id().encode()
    return bytes([_VERSION, algorithm.number, len(key_id)]) + key_id


def _derived(key_id: str, algorithm: Algorithm) -> bytes:
    return _derive(key_of(key_id), algorithm.number, algorithm.key_bytes)


@lru_cache(maxsize=64)
def _derive(key: bytes, number: int, length: int) -> bytes:
    """Give each algorithm a key of its own (HKDF, RFC 5869), so that none is shared between two."""
    info = f"sanling privacy {number}".encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(key)
