"""Plan staff at their pages and releases."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fairway.publishing.models import PageVersion, Release, Site
from fairway.publishing.rules.source import take_apart
from tests.factories.people import StaffFactory
from tests.unit.publishing.conftest import House

TEXT = "---\r\ntitle: Ours\r\ndescription: D\r\n---\r\n## One\r\n\r\n[gone](/gone)\r\n"


def at(staff: Any) -> Client:
    client = Client()
    client.force_login(staff.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_page_is_written_looked_at_reviewed_and_published(house: House) -> None:
    ada, cleo = at(house.author), at(house.colleague)
    looked = ada.post("/plan/pages/new/", {"path": "about", "source": TEXT, "look": "1"})
    text = looked.content.decode()
    assert "A link leads to a page that does not exist: <code>/gone</code>" in text
    assert '<h2 id="one">One</h2>' in text
    assert not PageVersion.objects.exists()
    kept = ada.post("/plan/pages/new/", {"path": "about", "source": TEXT})
    version = PageVersion.objects.get()
    assert kept["Location"] == f"/plan/pages/{version.page.public_id}/"
    assert "\r" not in version.source
    move = f"/plan/pages/versions/{version.public_id}/move/"
    ada.post(move, {"to": "in-review"})
    refused = ada.post(move, {"to": "signed-off"}, follow=True)
    assert "Ask a colleague" in refused.content.decode()
    cleo.post(move, {"to": "signed-off"})
    cleo.post(move, {"to": "published"})
    assert Client().get("/public/nowhere/page/about/").status_code == 200
    page = ada.get(kept["Location"]).content.decode()
    for words in ("Published", "Cleo Colleague", "Ada Author", "Take down"):
        assert words in page
    sent_back = ada.post(move, {"to": "retired"}, follow=True)
    assert "needs a reason" in sent_back.content.decode()


def test_pages_are_sent_back_with_a_reason(house: House) -> None:
    version = house.draft("about")
    cleo = at(house.colleague)
    move = f"/plan/pages/versions/{version.public_id}/move/"
    cleo.post(move, {"to": "in-review"})
    page = cleo.post(move, {"to": "draft", "reason": "Say who paid."}, follow=True)
    assert "Say who paid." in page.content.decode()


def test_a_zip_is_brought_in_and_moved_together(house: House) -> None:
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        for name in ("one", "two"):
            packed.writestr(
                f"site/content/{name}.md", f"---\ntitle: {name}\ndescription: D\n---\nX"
            )
        packed.writestr("site/content/bad.md", b"\xff\xfe")
    ada = at(house.author)
    page = ada.post("/plan/pages/import/", {"file": SimpleUploadedFile("site.zip", out.getvalue())}, follow=True)  # fmt: skip
    text = page.content.decode()
    assert "New: 2. Changed: 0. As before: 0. Not read: 1." in text
    ids = [str(one.page.public_id) for one in PageVersion.objects.all()]
    ada.post("/plan/pages/move/", {"to": "in-review", "pages": ids})
    cleo = at(house.colleague)
    cleo.post("/plan/pages/move/", {"to": "signed-off", "pages": ids})
    done = cleo.post("/plan/pages/move/", {"to": "published", "pages": ids}, follow=True)
    assert "Done with 2 pages." in done.content.decode()
    assert set(PageVersion.objects.values_list("state", flat=True)) == {"published"}
    exported = cleo.get("/plan/pages/export/")
    with ZipFile(BytesIO(exported.content)) as packed:
        assert "pages/one/index.html" in packed.namelist()
    listed = ada.get("/plan/pages/?state=published").content.decode()
    assert "/plan/pages/" in listed
    assert "Published (2)" in listed


@pytest.mark.parametrize(
    ("content", "words"), [(b"PK\x03\x04broken", "damaged"), (b"", "The file is empty")]
)
def test_a_bad_upload_is_explained(house: House, content: bytes, words: str) -> None:
    answer = at(house.author).post("/plan/pages/import/", {"file": SimpleUploadedFile("x.zip", content)})  # fmt: skip
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_nothing_chosen_is_said(house: House) -> None:
    answer = at(house.author).post("/plan/pages/move/", {"to": "in-review"}, follow=True)
    assert "Choose at least one page." in answer.content.decode()


@pytest.mark.parametrize(("path", "words"), [("A b", "makes no address"), ("../x", "makes no address"), ("", "Write the address")])  # fmt: skip
def test_a_bad_address_is_explained(house: House, path: str, words: str) -> None:
    answer = at(house.author).post("/plan/pages/new/", {"path": path, "source": TEXT})
    assert words in answer.content.decode()


def test_hostile_markdown_is_harmless_in_the_preview(house: House) -> None:
    source = "---\ntitle: '<script>alert(1)</script>'\n---\n<script>alert(2)</script> <img src=x onerror=alert(3)>"  # fmt: skip
    text = at(house.author).post("/plan/pages/new/", {"path": "x", "source": source, "look": "1"}).content.decode()  # fmt: skip
    shown = text.split("As the public would read it")[1]
    assert "<script>alert" not in text
    assert "onerror" not in shown


def test_a_site_is_set_up_and_opened(db: None) -> None:
    staff = StaffFactory(role="plan-staff")
    client = at(staff)
    assert "There is no public site yet" in client.get("/plan/pages/").content.decode()
    said = {"slug": "new", "title": "New", "language": "es", "is_open": "on"}
    refused = client.post("/plan/pages/site/", said)
    assert "nobody must need the site to be heard" in refused.content.decode()
    assert not Site.objects.exists()
    client.post("/plan/pages/site/", said | {"contact_phone": "555-0100", "takes_comments": "on"})
    site = Site.objects.get()
    assert (site.slug, site.language, site.is_open, site.program) == ("new", "es", True, staff.program)  # fmt: skip


def test_a_release_is_made_signed_and_stopped_on_the_page(house: House) -> None:
    house.page("about")
    ada, cleo = at(house.author), at(house.colleague)
    made = ada.post("/plan/releases/", {"what": "pages"})
    address = made["Location"]
    refused = ada.post(f"{address}sign/", follow=True)
    assert "Ask a colleague" in refused.content.decode()
    cleo.post(f"{address}sign/")
    assert Release.objects.get().state == "signed"
    page = cleo.get(address).content.decode()
    assert Release.objects.get().digest in page
    assert "Ada Author" in page
    assert "Cleo Colleague" in page
    file = cleo.get(f"{address}files/pages/about/index.html")
    assert file.status_code == 200
    cleo.post(f"{address}stop/")
    assert Release.objects.get().stopped_because == "mistake"
    again = cleo.post(f"{address}again/")
    assert again["Location"] != address
    assert ada.get("/plan/releases/").content.decode().count("Release") > 1


def test_the_blank_page_has_front_matter() -> None:
    from fairway.web.plan.pages.forms import BLANK

    assert {one.code for one in take_apart(BLANK).problems} == {"missing-title", "missing-description"}  # fmt: skip
