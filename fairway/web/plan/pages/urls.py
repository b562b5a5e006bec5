"""Addresses under /plan/pages/ and /plan/releases/."""

from django.urls import URLPattern, path

from fairway.web.plan.pages import releases, views

urlpatterns: list[URLPattern] = [
    path("pages/", views.pages, name="pages"),
    path("pages/import/", views.bring_in, name="pages_import"),
    path("pages/move/", views.move_many, name="pages_move"),
    path("pages/new/", views.write, name="page_new"),
    path("pages/site/", views.site, name="site"),
    path("pages/export/", views.export, name="pages_export"),
    path("pages/<uuid:page>/", views.page, name="page"),
    path("pages/<uuid:page>/write/", views.write, name="page_write"),
    path("pages/versions/<uuid:version>/", views.version, name="page_version"),
    path("pages/versions/<uuid:version>/move/", views.move, name="page_move"),
    path("releases/", releases.releases, name="releases"),
    path("releases/<uuid:release>/", releases.release, name="release"),
    path("releases/<uuid:release>/sign/", releases.sign, name="release_sign"),
    path("releases/<uuid:release>/stop/", releases.stop, name="release_stop"),
    path("releases/<uuid:release>/again/", releases.again, name="release_again"),
    path("releases/<uuid:release>/files/<path:name>", releases.file, name="release_file"),
]
