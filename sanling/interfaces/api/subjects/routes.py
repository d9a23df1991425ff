"""The API's operations on subjects."""

from sanling.interfaces.api.subjects.subjects import router

ROUTERS = (router,)
