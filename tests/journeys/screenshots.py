"""The pictures in docs/pictures, taken from the demo: `make screenshots`. Made-up people only."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.journeys import chromium

PICTURES = chromium.ROOT / "docs" / "pictures"
PEOPLE = "240"


@contextmanager
def demo(folder: str) -> Iterator[str]:
    """The demo in a folder of its own, on a free port."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    command = [
        str(Path(sys.executable).parent / "fairway"),
        "demo",
        "--people",
        PEOPLE,
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, env=os.environ | {"FAIRWAY_VAR": folder})
    url = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None:
            try:
                urllib.request.urlopen(f"{url}/healthz")
                break
            except OSError:
                time.sleep(0.5)
        yield url
    finally:
        process.terminate()
        process.wait()


def sign_in(page: Page, url: str, name: str) -> None:
    """One click, as anyone in a demo does."""
    page.goto(f"{url}/demo/")
    page.locator("li, tr, form, article").filter(has_text=name).last.get_by_role("button").click()


def main() -> None:
    """Take them all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    found = chromium.find()
    with (
        tempfile.TemporaryDirectory() as folder,
        demo(folder) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=found.path, args=chromium.ARGUMENTS, env={**os.environ, **found.env}
        )
        for width, locale, suffix in (
            (1280, "en-US", ""),
            (390, "en-US", "-phone"),
            (1280, "es-MX", "-es"),
        ):
            page = browser.new_page(viewport={"width": width, "height": 900}, locale=locale)
            sign_in(page, url, "Ana Ruiz")
            page.goto(f"{url}/worklist/")
            page.screenshot(path=PICTURES / f"worklist{suffix}.png")
            page.locator('a[href*="/patients/"]').first.click()
            page.screenshot(path=PICTURES / f"patient{suffix}.png", full_page=suffix == "")
        browser.close()


if __name__ == "__main__":
    main()
