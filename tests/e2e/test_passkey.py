"""Staff set up a passkey and sign in with it, on an authenticator that Chromium plays."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Open
from tests.e2e.people import Staff
from tests.e2e.running import City

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(city: City, open_page: Open) -> Page:
    """Open a window with an authenticator; passkeys belong to names, so this one goes to localhost."""
    origin = f"http://localhost:{urlsplit(city.url).port}"
    opened = open_page(base_url=origin)
    devtools = opened.context.new_cdp_session(opened)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return opened


def test_a_passkey_is_set_up_and_signs_in_and_the_session_is_listed(page: Page) -> None:
    somebody = Staff(page)
    somebody.sign_in("auditor")
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("密钥名称").fill("办公电脑")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    expect(page).not_to_have_url(re.compile("/add/"))
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("办公电脑")

    page.goto("/accounts/logout/")
    page.locator("main form button[type=submit]").click()
    page.goto("/accounts/login/")
    page.locator("#passkey_login").click()
    expect(page).to_have_url(re.compile("/desk/"))

    page.goto("/accounts/sessions/")
    # Others may have signed in as the auditor, too.
    expect(page.locator("tbody tr").first).to_contain_text("本次登录")
