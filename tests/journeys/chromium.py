"""Finds a Chromium: FAIRWAY_CHROMIUM, the system's, or the one from npm, unpacked once with its own libraries.

The npm package holds a headless shell and the libraries and fonts it needs as brotli archives, so neither apt nor
root nor a download from elsewhere is needed.
"""

import os
import shutil
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import brotli

ROOT = Path(__file__).resolve().parents[2]
PACKED = ROOT / "node_modules" / "@sparticuz" / "chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>{folder}/font-cache</cachedir></fontconfig>
"""


class Chromium(NamedTuple):
    """A program to start, and what its environment needs besides ours."""

    path: str
    env: dict[str, str]


def find() -> Chromium:
    """The browser to use. Raises FileNotFoundError with what to do."""
    for path in (os.environ.get("FAIRWAY_CHROMIUM"), "/usr/bin/chromium"):
        if path and Path(path).exists():
            return Chromium(path, {})
    if not PACKED.exists():
        raise FileNotFoundError("No Chromium. Run `npm ci`, or set FAIRWAY_CHROMIUM to a program.")
    folder = ROOT / "build" / f"chromium-{_version()}"
    if not folder.exists():
        _unpack(folder)
    return Chromium(
        str(folder / "chromium"),
        {"LD_LIBRARY_PATH": str(folder / "lib"), "FONTCONFIG_FILE": str(folder / "fonts.conf")},
    )


def _version() -> str:
    from json import loads

    return str(loads((PACKED / "package.json").read_text())["version"])


def _unpack(folder: Path) -> None:
    """Into a folder of its own, then renamed: two test processes may come at once."""
    folder.parent.mkdir(exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent))
    for archive in ("al2023", "fonts"):
        packed = brotli.decompress((PACKED / "bin" / f"{archive}.tar.br").read_bytes())
        with tarfile.open(fileobj=BytesIO(packed)) as tar:
            tar.extractall(draft, filter="data")
    (draft / "fonts.conf").write_text(FONTS.format(folder=folder))
    program = draft / "chromium"
    program.write_bytes(brotli.decompress((PACKED / "bin" / "chromium.br").read_bytes()))
    program.chmod(0o755)
    try:
        draft.rename(folder)
    except OSError:  # the other process was first
        shutil.rmtree(draft)
