"""What is encrypted comes back, and what was altered doesn't."""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.modes import GCM
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import Settings

from sanling.foundation.privacy.crypt import ALGORITHMS, Undecipherable, decrypt, encrypt
from sanling.foundation.privacy.keyring import UnknownKey

FIRST, SECOND = b"1" * 32, b"2" * 32


@pytest.fixture(autouse=True)
def keys(settings: Settings) -> None:
    settings.PRIVACY_KEYS = {"first": FIRST}


@pytest.mark.parametrize("cipher", ALGORITHMS)
@given(data=st.binary(max_size=200))
@hypothesis_settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_data_comes_back_under_each_algorithm(settings: Settings, cipher: str, data: bytes) -> None:
    settings.PRIVACY_CIPHER = cipher
    assert decrypt(encrypt(data)) == data


def test_equal_data_is_stored_differently() -> None:
    assert encrypt(b"x") != encrypt(b"x")


def test_any_altered_byte_is_noticed() -> None:
    stored = encrypt("张三".encode())
    for place in range(len(stored)):
        altered = stored[:place] + bytes([stored[place] ^ 1]) + stored[place + 1 :]
        with pytest.raises((Undecipherable, UnknownKey)):
            decrypt(altered)


@pytest.mark.parametrize(
    "value", [b"", b"\x01", b"plain text", b"\x01\x01\x05first", b"\x01\x09\x00" + b"x" * 40]
)
def test_what_is_no_ciphertext_is_refused(value: bytes) -> None:
    with pytest.raises(Undecipherable):
        decrypt(value)


def test_values_of_an_older_key_are_read_until_it_is_gone(settings: Settings) -> None:
    old = encrypt(b"x")
    settings.PRIVACY_KEYS = {"second": SECOND, "first": FIRST}
    assert decrypt(old) == b"x"
    assert b"second" in encrypt(b"x")
    settings.PRIVACY_KEYS = {"second": SECOND}
    with pytest.raises(UnknownKey):
        decrypt(old)


def test_sm4_agrees_with_the_vector_of_rfc_8998() -> None:
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    nonce = bytes.fromhex("00001234567800000000ABCD")
    encryptor = Cipher(ALGORITHMS["sm4-gcm"].cipher(key), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2"))
    plain = b"".join(bytes([byte]) * 8 for byte in bytes.fromhex("AABBCCDDEEFFEEAA"))
    found = encryptor.update(plain) + encryptor.finalize()
    assert found.hex().upper() == (
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
    )
    assert encryptor.tag.hex().upper() == "83DE3541E4C2B58177E065A9BF7B62EC"
