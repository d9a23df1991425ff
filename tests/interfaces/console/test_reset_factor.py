"""``sanling reset-factor`` lets in again whoever lost a phone or key, and is recorded."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from sanling.interfaces.console.reset_factor import command
from tests.cast import SECRET

pytestmark = pytest.mark.django_db


def test_the_factors_go_and_the_sessions_end() -> None:
    user = create_user(actor=SystemActor("test"), username="wang.li", display_name="王丽")
    TOTP.activate(user, SECRET)
    browser = Client()
    browser.force_login(user)
    done = CliRunner().invoke(command, ["Wang.Li"])
    assert done.output == "Wang.Li: 1 second factors removed, all sessions ended.\n"
    assert not Authenticator.objects.exists()
    assert browser.get(reverse("account_sessions"), secure=True).status_code == 302
    row = AuditRow.objects.get(act="account.reset_second_factor")
    assert (row.subject, row.detail) == (user.key, {"factors": ["totp"], "sign_ons": 0})


def test_an_unknown_account_is_said() -> None:
    done = CliRunner().invoke(command, ["nobody"])
    assert (done.exit_code, done.output) == (1, "Error: There is no account 'nobody'.\n")
