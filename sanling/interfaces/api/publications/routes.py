"""The API's operations on published figures."""

from sanling.interfaces.api.publications.publications import router

ROUTERS = (router,)
