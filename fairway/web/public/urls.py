"""Addresses that need no sign-in. tests/repository/test_routes.py lists each as public."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from fairway.web.public import comment, meetings, pages, reports

SITE = "public/<slug:site>/"

urlpatterns: list[URLPattern] = [
    path("public/", pages.home, name="public_home"),
    path(SITE, pages.site, name="public_site"),
    path(f"{SITE}page/<path:path>/", pages.page, name="public_page"),
    path(f"{SITE}blog/", pages.blogs, name="public_blogs"),
    path(f"{SITE}tags/<str:tag>/", pages.tag, name="public_tag"),
    path(f"{SITE}search/", pages.search, name="public_search"),
    path(f"{SITE}feed.xml", login_not_required(pages.News()), name="public_feed"),
    path(f"{SITE}sitemap.xml", pages.sitemap, name="public_sitemap"),
    path(f"{SITE}meetings/", meetings.list_of, name="public_meetings"),
    path(f"{SITE}meetings/<uuid:meeting>/", meetings.meeting, name="public_meeting"),
    path(f"{SITE}meetings/<uuid:meeting>/meeting.ics", meetings.calendar, name="public_calendar"),
    path(f"{SITE}meetings/<uuid:meeting>/register/", meetings.register, name="public_register"),
    path(f"{SITE}goals/", reports.by_goal, name="public_goals"),
    path(f"{SITE}reports/", reports.list_of, name="public_reports"),
    path(f"{SITE}reports/<int:number>/", reports.release, name="public_release"),
    path(f"{SITE}reports/<int:number>/files/<path:name>", reports.file, name="public_release_file"),
    path(f"{SITE}comment/", comment.comment, name="public_comment"),
    path("comment/<str:token>/", comment.status, name="comment_status"),
    path("comment/<str:token>/receipt/", comment.receipt, name="comment_receipt"),
    path("comment/<str:token>/withdraw/", comment.withdraw, name="comment_withdraw"),
    path("registration/<str:token>/", meetings.registration, name="registration"),
]
