"""The API's operations on webhooks."""

from sanling.interfaces.api.webhooks.webhooks import router

ROUTERS = (router,)
