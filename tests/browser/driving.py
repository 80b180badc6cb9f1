"""A browser for the tests of this folder: headless Chromium, without a network, driven by Selenium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver import ActionChains
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "browser"
FIXTURES = ROOT / "tests" / "fixtures" / "raw"
# What a page would need to reach anything: none of it is there.
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--lang=en-US",
)  # fmt: skip


class Browser:
    """Chromium with what these tests ask of it, script or no script."""

    def __init__(self, folder: Path, *, script: bool = True) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for flag in (*FLAGS, f"--user-data-dir={folder}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        if not script:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver") or ""))
        self.driver.set_script_timeout(60)
        self.size()

    def size(self, width: int = 1280, height: int = 860, *, dark: bool = False, media: str = "") -> None:
        """Give the window its size in CSS pixels, and the user a taste."""
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})

    def open(self, page: Path, fragment: str = "") -> None:
        """Open a page from disk, as if for the first time."""
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(page.as_uri() + fragment)
        if fragment.startswith("#d"):
            self.wait(f"document.documentElement.dataset.open === '{fragment[2:].partition('/')[0]}'")

    def js(self, source: str, *given: Any) -> Any:
        """Return the value of an expression in the page."""
        return self.driver.execute_script(f"return ({source});", *given)

    def wait(self, condition: str) -> None:
        """Wait until an expression is true; ten seconds are more than anything takes."""
        WebDriverWait(self.driver, 10, 0.02).until(lambda _: self.js(condition), condition)

    def keys(self, *pressed: str) -> None:
        """Press keys, wherever the focus is."""
        for key in pressed:
            ActionChains(self.driver, duration=0).send_keys(key).perform()

    def find(self, selector: str) -> Any:
        """Return the first element of a CSS selector."""
        return self.driver.find_element("css selector", selector)

    def count(self, selector: str) -> int:
        """Return how many elements a selector finds."""
        found: int = self.js("document.querySelectorAll(arguments[0]).length", selector)
        return found

    def complaints(self) -> list[str]:
        """Return what the console said since the page was opened."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Return every address that was asked for since the page was opened."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = (event for event in events if event["method"] == "Network.requestWillBeSent")
        return [event["params"]["request"]["url"] for event in sent]

    def picture(self, name: str) -> Path:
        """Save what is seen."""
        path = PICTURES / name
        self.driver.save_screenshot(str(path))
        return path

    def axe(self) -> list[str]:
        """Return what axe finds wrong: rule, impact and the first places."""
        self.driver.execute_script(AXE)
        found = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1]; axe.run(document, {resultTypes: ['violations']}).then(done);"
        )
        return [
            f"{each['id']} ({each['impact']}): {[node['html'][:120] for node in each['nodes'][:3]]}"
            for each in found["violations"]
        ]


AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    PICTURES.mkdir(parents=True, exist_ok=True)
    one = Browser(tmp_path_factory.mktemp("profile"))
    yield one
    one.driver.quit()


@pytest.fixture(scope="session")
def scriptless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    one = Browser(tmp_path_factory.mktemp("scriptless"), script=False)
    yield one
    one.driver.quit()


@pytest.fixture(autouse=True)
def fresh(request: pytest.FixtureRequest) -> Iterator[None]:
    """Give every test a window of the usual size and light taste."""
    yield
    for name in ("browser", "scriptless"):
        if name in request.fixturenames:
            request.getfixturevalue(name).size()


def speechkit(*words: str | Path) -> str:
    """Run the tool and return what it printed; it is the one that SPEECHKIT names."""
    call = [os.environ.get("SPEECHKIT", "speechkit"), *map(str, words)]
    return subprocess.run(call, check=True, capture_output=True, text=True, cwd=ROOT).stdout


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return what makes the report of a path, once for all tests."""
    made: dict[tuple[str, ...], Path] = {}

    def make(path: str | Path, *options: str) -> Path:
        key = (str(path), *options)
        if key not in made:
            made[key] = tmp_path_factory.mktemp("page") / "report.html"
            speechkit("report", path, "-q", "-o", made[key], *options)
        return made[key]

    return make
