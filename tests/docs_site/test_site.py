"""The site of the guides, built as `make docs` builds it and opened in a real browser."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import threading
from collections.abc import AsyncIterator, Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from tools.pictures.browser import Browser, Page, open_browser

ROOT = Path(__file__).resolve().parents[2]
MKDOCS = ROOT / ".venv-docs" / "bin" / "mkdocs"
PAGES = ("", "guides/reps/", "guides/coordinators/", "guides/operators/", "guides/privacy/", "guides/commands/")
LANGUAGES = {"en": "", "es": "es/", "fr": "fr/"}
PHONE, DESKTOP = (360, 740), (1280, 800)
_NOT_LOADED = ("mailto:", "data:", "javascript:")

_LOOK = """[
    document.documentElement.scrollWidth - document.documentElement.clientWidth,
    [...document.querySelectorAll("article, article *")].filter(each => {
        const box = each.getBoundingClientRect();
        return box.width && box.right > document.documentElement.clientWidth + 1;
    }).map(each => each.tagName + " " + each.innerText.slice(0, 60)),
    performance.getEntriesByType("resource").map(each => each.name),
    [...document.images].every(each => each.complete && each.naturalWidth),
]"""
"""How much wider than the screen the page is, what stands over its edge, what was loaded, whether all is drawn."""


class Elements(HTMLParser):
    """What a page loads, links to and can be linked at."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.images: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given["id"]} if "id" in given else set()
        self.loads += [given["src"]] if "src" in given else []
        self.loads += [given["href"]] if tag == "link" and "href" in given else []
        self.links += [given["href"]] if tag == "a" and "href" in given else []
        self.images += [given] if tag == "img" else []


def elements(file: Path) -> Elements:
    read = Elements()
    read.feed(file.read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from scratch; a link that leads nowhere or a page outside of the menu fails here."""
    assert MKDOCS.exists(), "run `make setup` first: it makes .venv-docs"
    folder = tmp_path_factory.mktemp("site")
    built = subprocess.run(
        [MKDOCS, "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@functools.cache
def html_files(site: Path) -> dict[str, Elements]:
    return {f"/{file.relative_to(site).as_posix()}": elements(file) for file in site.rglob("*.html")}


def test_no_page_style_or_script_is_fetched_from_another_host(site: Path) -> None:
    foreign = {
        (name, address)
        for name, page in html_files(site).items()
        for address in page.loads
        if urlsplit(address).netloc and not address.startswith(_NOT_LOADED)
    }
    assert foreign == set()
    styles = "\n".join(file.read_text(encoding="utf-8") for file in site.rglob("*.css"))
    assert re.findall(r"(?:@import|url\()\s*[\"']?(?:https?:)?//[^)\"']+", styles) == []


def test_every_link_inside_the_site_leads_to_a_page_and_a_place_that_are_there(site: Path) -> None:
    pages, lost = html_files(site), []
    for name, page in pages.items():
        if name == "/404.html":  # shown at any address
            continue
        for link in [*page.links, *page.loads]:
            if urlsplit(link).netloc or link.startswith(_NOT_LOADED):
                continue
            address, place = urldefrag(urljoin(name, link))
            path = unquote(address.partition("?")[0]) + ("index.html" if address.endswith("/") else "")
            if not (site / path.lstrip("/")).is_file() or (
                place and path in pages and unquote(place) not in pages[path].ids | {"__toc", ""}
            ):
                lost.append((name, link))
    assert lost == []


def test_every_picture_says_what_it_shows_and_the_guides_for_reps_have_three(site: Path) -> None:
    for name, page in html_files(site).items():
        assert all(len(image.get("alt", "")) > 20 for image in page.images), name
    for folder in LANGUAGES.values():
        assert len(elements(site / folder / "guides" / "reps" / "index.html").images) == 3


class Quiet(SimpleHTTPRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    async with open_browser(program) as opened:
        yield opened


async def opened(browser: Browser, address: str, size: tuple[int, int]) -> Page:
    page = await browser.page(width=size[0], height=size[1])
    await page.go(address)
    return page


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_every_guide_fits_the_width_of_the_screen_and_loads_from_its_own_host_only(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    page = await browser.page(width=size[0], height=size[1])
    for folder in LANGUAGES.values():
        for name in PAGES:
            await page.go(f"{address}/{folder}{name}")
            wider, over, loaded, drawn = await page.run(_LOOK)
            assert (wider, over) == (0, []), (folder, name, size)
            assert {urlsplit(each).netloc for each in loaded} == {urlsplit(address).netloc}
            assert drawn


async def test_the_switch_of_languages_leads_to_the_same_page_in_the_other_language(
    browser: Browser, address: str
) -> None:
    page = await opened(browser, f"{address}/guides/reps/", PHONE)
    titles = [await page.run("document.querySelector('h1').innerText")]
    for language, folder in list(LANGUAGES.items())[1:]:
        await page.run(f"document.querySelector('.md-select__link[hreflang={language}]').click()")
        await page.until(f"location.pathname === '/{folder}guides/reps/' && document.readyState === 'complete'", folder)
        assert await page.run("document.documentElement.lang") == language
        titles.append(await page.run("document.querySelector('h1').innerText"))
    assert len(set(titles)) == 3


async def test_the_search_finds_a_word_of_a_guide_without_asking_anybody_else(browser: Browser, address: str) -> None:
    page = await opened(browser, f"{address}/es/guides/reps/", DESKTOP)
    await page.run("document.querySelector('.md-search__input').focus()")
    await page.run(
        "(field => { field.value = 'gafetes'; field.dispatchEvent(new Event('input', {bubbles: true}));"
        " field.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true})) })"
        "(document.querySelector('.md-search__input'))"
    )
    await page.until("document.querySelector('.md-search-result__link')", "a result")
    loaded = await page.run("performance.getEntriesByType('resource').map(each => each.name)")
    assert {urlsplit(each).netloc for each in loaded} == {urlsplit(address).netloc}
