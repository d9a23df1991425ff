"""The API's operations on figures."""

from sanling.interfaces.api.figures.figures import router

ROUTERS = (router,)
