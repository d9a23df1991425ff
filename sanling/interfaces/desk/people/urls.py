"""Addresses of units, their posts, and what works as a post."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanling.interfaces.desk.pages import DeskPage, Section, administers, confirms_posts, has_post
from sanling.interfaces.desk.people.account_changes import decide_phone, decide_wecom
from sanling.interfaces.desk.people.accounts import (
    account,
    account_email,
    account_wecom,
    accounts,
    switch_account,
)
from sanling.interfaces.desk.people.confirmations import confirmations, decide
from sanling.interfaces.desk.people.duty import duty
from sanling.interfaces.desk.people.finding import find_unit
from sanling.interfaces.desk.people.keeping_units import add_unit, change_unit, end_or_merge_unit
from sanling.interfaces.desk.people.own_tokens import accept_own, end_own, own_tokens
from sanling.interfaces.desk.people.posts import posts
from sanling.interfaces.desk.people.staffing import (
    appoint_to,
    end,
    end_leave,
    find_person,
    find_stand_in,
    post_page,
)
from sanling.interfaces.desk.people.tokens import find_token_post, revoke, tokens
from sanling.interfaces.desk.people.units import unit, units

urlpatterns = [
    path("find/unit/", find_unit, name="find_unit"),
    path("find/person/", find_person, name="find_person"),
    path("find/stand-in/", find_stand_in, name="find_stand_in"),
    path("units/", units, name="units"),
    path("units/new/", add_unit, name="add_unit"),
    path("units/<int:unit_id>/change/", change_unit, name="change_unit"),
    path("units/<int:unit_id>/end/", end_or_merge_unit, name="end_unit"),
    path("units/<int:unit_id>/", unit, name="unit"),
    path("units/<int:unit_id>/duty/", duty, name="duty"),
    path("units/<int:unit_id>/appoint/", appoint_to, name="appoint"),
    path("accounts/", accounts, name="accounts"),
    path("accounts/<int:user_id>/", account, name="account"),
    path("accounts/<int:user_id>/email/", account_email, name="account_email"),
    path("accounts/<int:user_id>/wecom/", account_wecom, name="account_wecom"),
    path("accounts/<int:user_id>/switch/", switch_account, name="switch_account"),
    path("confirmations/phone/<int:change_id>/", decide_phone, name="decide_phone"),
    path("confirmations/wecom/<int:change_id>/", decide_wecom, name="decide_wecom"),
    path("confirmations/", confirmations, name="confirmations"),
    path("confirmations/<int:appointment_id>/", decide, name="decide_appointment"),
    path("posts/", posts, name="posts"),
    path("posts/<int:post_id>/", post_page, name="post"),
    path("posts/<int:post_id>/end/", end, name="end_post"),
    path("posts/<int:post_id>/leaves/<int:leave_id>/end/", end_leave, name="end_leave"),
    path("tokens/", tokens, name="tokens"),
    path("tokens/mine/", own_tokens, name="own_tokens"),
    path("tokens/mine/<int:token_id>/accept/", accept_own, name="accept_token"),
    path("tokens/mine/<int:token_id>/end/", end_own, name="end_own_token"),
    path("tokens/<int:token_id>/end/", revoke, name="revoke_token"),
    path("find/token-post/", find_token_post, name="find_token_post"),
]
PAGES = (
    DeskPage("desk:units", _("Units"), "sitemap", has_post, Section.STRUCTURE),
    DeskPage("desk:accounts", _("Accounts"), "users", administers, Section.STRUCTURE),
    DeskPage("desk:confirmations", _("Confirmations"), "users", confirms_posts, Section.STRUCTURE),
    DeskPage("desk:tokens", _("API tokens"), "lock", administers, Section.UPKEEP),
)
