"""The API's operations on rates."""

from sanling.interfaces.api.indicators.rates import router

ROUTERS = (router,)
