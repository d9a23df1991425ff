"""All channels by their names, as profiles name them."""

from sanling.foundation.delivery.channels.base import Channel
from sanling.foundation.delivery.channels.email import Email
from sanling.foundation.delivery.channels.text_message import TextMessage
from sanling.foundation.delivery.channels.webhook import Webhook
from sanling.foundation.delivery.channels.wecom import WeCom

CHANNELS: dict[str, Channel] = {
    channel.name: channel for channel in (TextMessage(), WeCom(), Email(), Webhook())
}
