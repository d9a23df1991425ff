"""Maps have streets where there is a key for them, and pages may load tiles from there alone."""

from typing import Any

from django.http import HttpResponse
from django.test import RequestFactory

from sanling.interfaces.components.base_map import base_map, servers
from sanling.interfaces.components.middleware import ContentSecurityPolicyMiddleware


def test_without_a_key_there_is_none(settings: Any) -> None:
    settings.TIANDITU_KEY = ""
    assert base_map() == servers() == ""


def test_with_a_key_each_layer_is_an_address_to_fill_in(settings: Any) -> None:
    settings.TIANDITU_KEY = "a&b"
    streets, names = base_map().split(" ")
    assert "vec_w" in streets
    assert "cva_w" in names
    assert streets.endswith("TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=a%26b")


def test_pages_may_load_from_its_servers_only_where_it_is_used(settings: Any) -> None:
    for key, allowed in (("", False), ("key", True)):
        settings.TIANDITU_KEY = key
        page = ContentSecurityPolicyMiddleware(lambda _request: HttpResponse())(RequestFactory().get("/"))
        policy = page.headers["Content-Security-Policy"]
        assert ("tianditu" in policy) == allowed
        assert "connect-src 'self'" in policy
