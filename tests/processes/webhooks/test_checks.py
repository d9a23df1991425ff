"""A network that is none is found before anything is sent."""

from typing import Any

from sanling.processes.webhooks.checks import check_networks


def test_a_network_that_is_none_is_named_with_what_to_write(settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = ["10.0.0.0/8", "10.0.0.1/8"]
    (found,) = check_networks()
    assert "10.0.0.1/8" in found.msg
    assert "10.0.0.0/8" in str(found.hint)
