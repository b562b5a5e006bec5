"""Every address, in one list. tests/repository/test_routes.py says who gets what at each of them."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from fairway.web import demo, home

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", home.healthz, name="healthz"),
    path("readyz", home.readyz, name="readyz"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("demo/", demo.who, name="demo"),
    path("demo/<uuid:staff>/", demo.sign_in, name="demo_sign_in"),
    # Of allauth's addresses only these: no sign-up, and no link by e-mail that would open an account.
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/second-step/", include("allauth.mfa.urls")),
    path("", include("fairway.web.workbench.urls")),
    path("plan/", include("fairway.web.plan.urls")),
    path("", include("fairway.web.public.urls")),
]
