"""Settings as files and people write them: read without their line ends, or refused in one line that names them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sanling.env import Bucket, ConfigurationError, env_bucket, env_list, env_mail_server, env_url

PROGRAM = (sys.executable, "-m", "sanling.interfaces.console.main", "profile", "check")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SANLING_LOG_LEVEL", "loud"),
        ("SANLING_AUDIT_KEY", "ａｂｃ"),
        ("SANLING_BLIND_INDEX_KEY", "abc"),
        ("SANLING_PRIVACY_KEYS", "k1:abc"),
        ("DATABASE_URL", "postgresql://x:y@h:abc/z"),
        ("DATABASE_URL", "postgresql://[x/z"),
        ("SANLING_OIDC_URL", "http://[x"),
        ("SANLING_PUBLIC_URL", "sanling.example.org"),
        ("SANLING_PUBLIC_URL", '"https://sanling.example.org"'),
        ("SANLING_SMS_URL", "ｈｔｔｐ：／／x"),
    ],
)
def test_a_setting_that_cant_be_read_is_refused_in_a_line_that_names_it(
    tmp_path: Path, name: str, value: str
) -> None:
    line = refused(tmp_path, name, value)
    assert name in line
    assert "abc" not in line or name == "DATABASE_URL", "a secret is not told"


@pytest.mark.parametrize("held", ["[]", "null", '"x"', "{", "\ufeff{}"])
def test_a_file_that_holds_no_secrets_is_refused_in_a_line_that_names_it(tmp_path: Path, held: str) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(held)
    assert str(path) in refused(tmp_path, "SANLING_SECRETS_FILE", str(path))


def refused(tmp_path: Path, name: str, value: str) -> str:
    own = {"SANLING_DATA": str(tmp_path), name: value}
    done = subprocess.run(PROGRAM, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    assert done.returncode == os.EX_CONFIG
    assert "Fix: " in done.stderr
    (line,) = done.stderr.splitlines()
    return line


@pytest.mark.parametrize("written", ["https://x.cn", "https://x.cn/ ", " https://x.cn/\r"])
def test_an_address_is_read_without_the_spaces_and_line_ends_of_its_file(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("SANLING_PUBLIC_URL", written)
    assert env_url("SANLING_PUBLIC_URL") == "https://x.cn"


@pytest.mark.parametrize(
    "written",
    [
        "https://sms.cn/s3cret a",
        "https://sms.cn/s3cret\n/x",
        "https://sms.cn/s3cret\r\nX: y",
        "https://sms.cn\t/s3cret",
        "https://sms\u200b.cn/s3cret",
        "https://短信.cn/s3cret",
        "https://sms.cn/s3cret，",
        "https:///s3cret",
        "https://:443/s3cret",
        "https://?key=s3cret",
        "https://.cn/s3cret",
        "https://a..cn/s3cret",
        "https://-a.cn/s3cret",
        "https://user:s3cret@sms.cn/",
        "https://s3cret@sms.cn/",
        "https://@sms.cn/s3cret",
        "https://sms.cn:0/s3cret",
        "https://sms.cn:65536/s3cret",
        "https://sms.cn:https/s3cret",
        "https://sms.cn:/s3cret",
        "https://sms.cn/s3cret#part",
        "https://sms.cn\\s3cret",
        "<https://sms.cn/s3cret>",
        "ftp://sms.cn/s3cret",
        "sms.cn/s3cret",
        "https:sms.cn/s3cret",
    ],
)
def test_an_address_that_can_not_be_called_as_it_is_written_is_refused_and_not_told(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("SANLING_SMS_URL", written)
    with pytest.raises(ConfigurationError, match=r"^SANLING_SMS_URL is no address\. Fix: ") as refused:
        env_url("SANLING_SMS_URL")
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(
    "written",
    [
        "http://127.0.0.1:8025/k3y",
        "https://[::1]:8443/x",
        "https://sms.cn/s?key=a@b:c&d=%E4%B8%80",
        "http://gateway_1/x",
    ],
)
def test_an_address_as_gateways_have_it_is_taken(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("SANLING_SMS_URL", written)
    assert env_url("SANLING_SMS_URL") == written


def test_the_check_of_an_installation_says_what_is_wrong_with_the_gateways_address(tmp_path: Path) -> None:
    own = {"SANLING_DATA": str(tmp_path), "SANLING_SMS_URL": "https://sms.cn/s3cret\nx"}
    program = [*PROGRAM[:-2], "doctor"]
    done = subprocess.run(program, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "SANLING_SMS_URL is no address. Fix: " in done.stdout + done.stderr
    assert "s3cret" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "written",
    ["smtps://:465", "smtps://a b.cn", "smtps://a.cn\nb", "smtps://a.cn:0", "smtps://u:s3cret@a.cn", "smtps://a..cn",
     "smtps://u:@a.cn", "https://a.cn", "smtps://a.cn/s3cret", "a.cn"],
)  # fmt: skip
def test_a_mail_server_that_can_not_be_called_as_it_is_written_is_refused_and_not_told(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("SANLING_MAIL_SERVER", written)
    with pytest.raises(
        ConfigurationError, match=r"^SANLING_MAIL_SERVER is no mail server\. Fix: "
    ) as refused:
        env_mail_server("SANLING_MAIL_SERVER")
    assert "s3cret" not in str(refused.value)


WAYS_OUT = {
    "SANLING_SMS_URL": "https://sms.cn/k3y",
    "SANLING_WECOM_CORP_ID": "ww1",
    "SANLING_WECOM_AGENT_ID": "1",
    "SANLING_WECOM_SECRET": "x",
    "SANLING_MAIL_SERVER": "smtp://127.0.0.1",
    "SANLING_MAIL_FROM": "a@b.cn",
    "SANLING_NOTICE_URL": "https://hub.cn/",
    "SANLING_NOTICE_SECRET": "whsec_" + "A" * 32,
}


def test_a_demonstration_writes_to_nobody_whatever_the_environment_says(tmp_path: Path) -> None:
    asked = (
        "from sanling.foundation.delivery import sms;"
        "from sanling.foundation.delivery.channels.every import CHANNELS;"
        "print(sms.has_gateway(), [channel.name for channel in CHANNELS.values() if channel.is_set_up()])"
    )
    own = {"SANLING_DATA": str(tmp_path), "SANLING_DEMO": "1", **WAYS_OUT}
    program = [*PROGRAM[:-2], "manage", "shell", "-c", asked]
    done = subprocess.run(program, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["False []"], done.stderr


def test_a_bucket_is_described_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env_bucket("SANLING_S3", "s3cret") is None
    monkeypatch.setenv("SANLING_S3_BUCKET", "sanling/files/zhengzhou/")
    with pytest.raises(ConfigurationError, match=r"^SANLING_S3_URL is not set\. Fix: "):
        env_bucket("SANLING_S3", "s3cret")
    monkeypatch.setenv("SANLING_S3_URL", "https://oss.example.org")
    monkeypatch.setenv("SANLING_S3_KEY_ID", "key")
    with pytest.raises(ConfigurationError, match=r"^SANLING_S3_SECRET is not set\. Fix: "):
        env_bucket("SANLING_S3", "")
    found = env_bucket("SANLING_S3", "s3cret")
    assert found == Bucket(
        "https://oss.example.org", "sanling", "files/zhengzhou", "us-east-1", "key", "s3cret"
    )
    assert "s3cret" not in repr(found)


@pytest.mark.parametrize("name", ["三零", "a", "Sanling", "sanling?x=1", "-sanling", "san ling"])
def test_odd_names_of_buckets_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANLING_S3_BUCKET", name)
    with pytest.raises(ConfigurationError, match=r"^SANLING_S3_BUCKET is no bucket\. Fix: "):
        env_bucket("SANLING_S3", "s3cret")


@pytest.mark.parametrize(
    "said", ["a.cn,b.cn", "a.cn，b.cn", " a.cn， ,\u3000b.cn ", "a.cn b.cn", "a.cn,\nb.cn,"]
)
def test_a_list_is_read_with_commas_of_any_width(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("SANLING_ALLOWED_HOSTS", said)
    assert env_list("SANLING_ALLOWED_HOSTS") == ["a.cn", "b.cn"]
