"""The pages in what someone brings: a folder, a ZIP or one file of markdown. An archive is never unpacked blindly."""

from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from fairway.publishing.rules.source import MAX_CHARS, NotAPage

ENDINGS = (".md", ".markdown")
MAX_FILES = 5_000
MAX_BYTES = 100_000_000
# UTF-8 needs at most four bytes a character.
MAX_FILE_BYTES = MAX_CHARS * 4


def files_in(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """The pages of an upload: of a ZIP all that end in .md, else the one file.

    Raises NotAPage for a ZIP that is damaged, locked, or too large once unpacked.
    """
    if not content.startswith(b"PK"):
        return [(PurePosixPath(name.replace("\\", "/")).name, content)]
    try:
        with ZipFile(BytesIO(content)) as packed:
            wanted = [one for one in packed.infolist() if one.filename.lower().endswith(ENDINGS)]
            if len(wanted) > MAX_FILES or sum(one.file_size for one in wanted) > MAX_BYTES:
                raise NotAPage(
                    "The ZIP holds too much. Send at most 5,000 pages and 100 MB at a time."
                )
            found = []
            for one in wanted:
                with packed.open(one) as file:
                    found.append((one.filename, file.read(MAX_FILE_BYTES + 1)))
    except (BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as reason:
        raise NotAPage("The ZIP is damaged or locked with a password. Pack it again without one.") from reason  # fmt: skip
    return _without_root(found)


def files_below(path: Path) -> list[tuple[str, bytes]]:
    """The pages of a file, a ZIP or a folder of this machine, by name. Raises NotAPage."""
    if not path.exists():
        raise NotAPage("There is no such file or folder. Check the path.")
    if path.is_file():
        return files_in(path.name, path.read_bytes())
    found = sorted(one for one in path.rglob("*") if one.suffix.lower() in ENDINGS and one.is_file())  # fmt: skip
    return _without_root([(one.relative_to(path).as_posix(), one.read_bytes()) for one in found])


def _without_root(found: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Site builders keep pages under `content/`; what stands above it is no part of any address."""
    parts = [PurePosixPath(name).parts for name, _content in found]
    roots = {one[: one.index("content") + 1] if "content" in one[:-1] else () for one in parts}
    skip = len(next(iter(roots))) if len(roots) == 1 else 0
    return [("/".join(one[skip:]), content) for one, (_, content) in zip(parts, found, strict=True)]
