"""A site as files: relative links only, checksums that hold, the same bytes each time."""

import hashlib
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from fairway.publishing.actions.exports import FolderInUse, export, refresh_stale
from fairway.publishing.models import Export
from fairway.publishing.queries.written import SUMS, files_of, zipped
from fairway.publishing.rules.archive import files_below, files_in
from fairway.publishing.rules.source import NotAPage
from tests.unit.publishing.conftest import AT, House


@pytest.fixture
def full(house: House) -> House:
    house.page("about", "[blog](/blogs/first#end) [self](#here) [home](/)\n\n## Here")
    house.page("blogs/first", "Words #Tag.\n\n## End\n\n[about](/about)", template="blog", date="2024-01-01")  # fmt: skip
    house.draft("secret", "Nobody reads this.")
    return house


def test_every_link_of_the_export_leads_to_one_of_its_files(full: House) -> None:
    files = files_of(full.site)
    assert "pages/about/index.html" in files
    assert not [name for name in files if "secret" in name]
    for name, content in files.items():
        if not name.endswith(".html"):
            continue
        text = content.decode()
        assert "Nobody reads this" not in text
        for href in re.findall(r'href="([^"]+)"', text):
            if re.match(r"(https?|mailto|tel):", href):
                continue
            path, _, anchor = href.partition("#")
            target = (Path("/") / Path(name).parent / path).resolve().relative_to("/").as_posix() if path else name  # fmt: skip
            assert target in files, f"{name}: {href}"
            assert not anchor or f'id="{anchor}"' in files[target].decode()
        assert "<script" not in text


def test_the_checksums_hold_and_the_bytes_are_the_same_each_time(full: House) -> None:
    files = files_of(full.site)
    listed = dict(reversed(line.split("  ")) for line in files[SUMS].decode().splitlines())
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != SUMS}  # fmt: skip
    assert zipped(files_of(full.site)) == zipped(files)


def test_every_export_says_what_it_is_not(full: House) -> None:
    """STK-17."""
    for name, content in files_of(full.site).items():
        if name.endswith(".html"):
            assert b"Not affiliated with or endorsed by any government" in content, name


def test_a_folder_is_written_and_written_again(full: House, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    first = export(site=full.site, folder=folder, by=full.author.actor, at=AT)
    assert (folder / "pages/about/index.html").exists()
    page = full.site.pages.get(path="about").published
    full.site.pages.filter(path="about").update(published=None)
    (folder / "mine.txt").write_text("not theirs")
    again = export(site=full.site, folder=folder, by=full.author.actor, at=AT)
    assert again.pk == first.pk
    assert again.digest != first.digest
    assert not (folder / "pages/about/index.html").exists()
    assert (folder / "mine.txt").exists()
    assert page is not None


def test_a_folder_of_someone_else_is_left_alone(full: House, tmp_path: Path) -> None:
    (tmp_path / "theirs.txt").write_text("x")
    with pytest.raises(FolderInUse):
        export(site=full.site, folder=tmp_path, by=full.author.actor, at=AT)
    assert [one.name for one in tmp_path.iterdir()] == ["theirs.txt"]


def test_a_stale_folder_is_written_anew_and_a_gone_one_forgotten(full: House, tmp_path: Path) -> None:  # fmt: skip
    kept, gone = tmp_path / "kept", tmp_path / "gone"
    for folder in (kept, gone):
        export(site=full.site, folder=folder, by=full.author.actor, at=AT)
    for path in sorted(gone.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    gone.rmdir()
    full.site.pages.filter(path="about").update(published=None)
    Export.objects.update(is_stale=True)
    assert refresh_stale(at=AT) == 2
    assert not (kept / "pages/about/index.html").exists()
    assert Export.objects.get().folder == str(kept.resolve())
    assert not gone.exists()


def packed(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as made:
        for name, content in files.items():
            made.writestr(ZipInfo(name), content)
    return out.getvalue()


def test_a_zip_brings_its_pages_and_nothing_else() -> None:
    found = files_in("x.zip", packed({"site/content/a.md": b"A", "site/content/b/index.md": b"B", "site/content/c.png": b"C"}))  # fmt: skip
    assert found == [("a.md", b"A"), ("b/index.md", b"B")]
    assert files_in("C:\\x\\one.md", b"text") == [("one.md", b"text")]


def test_bad_archives_are_refused_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotAPage, match="damaged"):
        files_in("x.zip", packed({"a.md": b"A"})[:40])
    monkeypatch.setattr("fairway.publishing.rules.archive.MAX_BYTES", 10)
    assert files_in("x.zip", packed({"a.md": b"x" * 10}))
    with pytest.raises(NotAPage, match="too much"):
        files_in("x.zip", packed({"a.md": b"x" * 11}))
    with pytest.raises(NotAPage, match="no such"):
        files_below(Path("/nowhere/at/all"))
