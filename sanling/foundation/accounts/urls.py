"""The addresses of sign-in: those of allauth that staff need, and none that make accounts or use e-mail."""

from allauth.account import views
from django.urls import include, path

from sanling.foundation.accounts import single_sign_on, wecom_sign_in
from sanling.foundation.accounts.code_again import reauthenticate_by_code, set_password
from sanling.foundation.accounts.invited import invitation
from sanling.foundation.accounts.sessions import sessions

urlpatterns = [
    path(
        "login/",
        views.LoginView.as_view(extra_context={"offers_wecom": wecom_sign_in.is_offered}),
        name="account_login",
    ),
    path("login/code/", views.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    path("invitation/<str:token>/", invitation, name="account_invitation"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("reauthenticate/code/", reauthenticate_by_code, name="account_reauthenticate_by_code"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", set_password, name="account_set_password"),
    path("sessions/", sessions, name="account_sessions"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sso/", include("allauth.socialaccount.urls")),
    path("wecom/login/", wecom_sign_in.login, name="wecom_login"),
    path("wecom/login/callback/", wecom_sign_in.callback, name="wecom_callback"),
    path("oidc/<str:provider_id>/login/", single_sign_on.login, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", single_sign_on.callback, name="openid_connect_callback"),
]
