"""What a browser may load and run on our pages, and what leaves them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from sanling.interfaces.components.middleware import ContentSecurityPolicyMiddleware
from sanling.interfaces.components.responses import error_page, secret_page


def empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def policy(request: HttpRequest, view: Callable[[HttpRequest], HttpResponse] = empty) -> str:
    return ContentSecurityPolicyMiddleware(view)(request).headers["Content-Security-Policy"]


def nonce_of(request: HttpRequest) -> str:
    return str(vars(request)["csp_nonce"])


def test_the_policy_allows_our_own_files_and_no_inline_script_or_style(rf: RequestFactory) -> None:
    request = rf.get("/")
    sent = policy(request)
    assert f"script-src 'self' 'nonce-{nonce_of(request)}'" in sent
    assert "style-src 'self';" in sent
    assert "form-action 'self'" in sent
    assert "unsafe" not in sent


def test_each_request_has_a_nonce_of_its_own(rf: RequestFactory) -> None:
    requests = [rf.get("/") for _ in range(5)]
    for request in requests:
        policy(request)
    nonces = {nonce_of(request) for request in requests}
    assert len(nonces) == 5


def test_a_views_own_policy_is_kept(rf: RequestFactory) -> None:
    own = HttpResponse(headers={"Content-Security-Policy": "sandbox"})
    assert policy(rf.get("/"), lambda _request: own) == "sandbox"


@override_settings(CSP_FORM_ACTION=["https://sso.example.gov.cn"])
def test_a_form_may_lead_on_to_the_single_sign_on_that_is_configured(rf: RequestFactory) -> None:
    assert "form-action 'self' https://sso.example.gov.cn" in policy(rf.get("/"))


def test_a_secret_page_is_neither_kept_nor_found_nor_told_to_other_sites(rf: RequestFactory) -> None:
    response = secret_page(empty)(rf.get("/"))
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert "noindex" in response["X-Robots-Tag"]


def test_a_refusal_says_when_to_come_back(rf: RequestFactory) -> None:
    response = error_page(rf.get("/"), 429, retry_after=601)
    assert response.status_code == 429
    assert response["Retry-After"] == "601"
    assert "11" in response.content.decode()
