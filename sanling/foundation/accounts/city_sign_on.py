"""What allauth is told of the city's single sign-on; read by the settings, and so without Django."""

from typing import Any

# Where WeCom asks somebody who they are, inside its own browser and by a code to scan outside of it.
WECOM_PAGES = ["https://open.weixin.qq.com", "https://login.work.weixin.qq.com"]


def city_sign_on(*, url: str, name: str, client_id: str, secret: str) -> dict[str, Any]:
    """Return allauth's providers: the city's by OpenID Connect, or none without an address."""
    if not url:
        return {}
    app = {
        "provider_id": "city",
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {
            "server_url": url,
            "oauth_pkce_enabled": True,
            "scope": ["openid", "profile", "phone"],
        },
    }
    provider = "sanling.foundation.accounts.single_sign_on.CityProvider"
    return {"openid_connect": {"provider_class": provider, "APPS": [app]}}
