"""The site written out to a folder of this machine, and written anew when something in it was withdrawn."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.db import transaction

from fairway.base import audit
from fairway.base.errors import FairwayError
from fairway.publishing.models import Export, Site
from fairway.publishing.queries.written import SUMS, files_of


class FolderInUse(FairwayError):
    """A folder that holds something we did not write."""


def export(*, site: Site, folder: Path, by: str, at: datetime) -> Export:
    """Write the site to the folder: what changed, and no more; files of an earlier export that are gone are removed.

    Raises FolderInUse when the folder holds files and we never wrote to it.
    """
    folder = folder.resolve()
    before = Export.objects.filter(site=site, folder=str(folder)).first()
    if before is None and folder.exists() and any(folder.iterdir()):
        raise FolderInUse(
            "The folder holds files that Fairway did not write. Name an empty folder, or one that does not exist yet."
        )
    files = files_of(site)
    _write(folder, files, gone=set(before.names if before else ()) - files.keys())
    with transaction.atomic():
        written, _ = Export.objects.update_or_create(
            site=site,
            folder=str(folder),
            defaults={
                "digest": hashlib.sha256(files[SUMS]).hexdigest(),
                "names": sorted(files),
                "written_by": by,
                "written_at": at,
                "is_stale": False,
            },
        )
        audit.record(
            "site.exported",
            about=written,
            by=by,
            at=at,
            program_id=site.program_id,
            files=len(files),
        )
    return written


def refresh_stale(*, at: datetime) -> int:
    """Write anew every folder that holds something withdrawn since; answers how many. A folder that is gone is forgotten."""
    stale = Export.objects.filter(is_stale=True).select_related("site__program")
    for one in stale:
        if Path(one.folder).is_dir():
            export(site=one.site, folder=Path(one.folder), by="system:withdrawal", at=at)
        else:
            one.delete()
    return len(stale)


def _write(folder: Path, files: dict[str, bytes], *, gone: set[str]) -> None:
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    for name, content in files.items():
        path = folder / name
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
