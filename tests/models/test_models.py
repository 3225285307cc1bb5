"""`trinational models` against a local server that knows Range: resumed, checked, all or nothing."""

from __future__ import annotations

import argparse
import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot import cli
from bot.errors import ConfigError, EnvironmentFault
from bot.models import arguments, console
from bot.models.download import WrongFile
from bot.resources import config_dir
from bot.translation.firefox_models import CATALOGUE, Catalogue, Model, ModelFile, ModelFolder, load_catalogue

CONTENTS = {
    f"{kind}.{pair}.gz": f"{kind} of {pair}".encode() * 5000 for kind in ("model", "vocab") for pair in ("enes", "esen")
}


def model_file(name: str) -> ModelFile:
    content = CONTENTS[name]
    digest = hashlib.sha256(content).hexdigest()
    return ModelFile("model" if name.startswith("model") else "vocab", name, len(content), digest)


SMALL = Catalogue(
    bases=("https://models.invalid/",),
    models=(
        Model("tiny", "en", "es", 1.0, (model_file("model.enes.gz"), model_file("vocab.enes.gz"))),
        Model("tiny", "es", "en", 1.0, (model_file("model.esen.gz"), model_file("vocab.esen.gz"))),
    ),
)


@dataclass
class ModelServer:
    url: str = ""
    ranges: list[str | None] = field(default_factory=list)
    breaks_after: int | None = None
    ignores_ranges: bool = False
    shifts_ranges: bool = False
    contents: dict[str, bytes] = field(default_factory=lambda: dict(CONTENTS))


@pytest.fixture
def server() -> Iterator[ModelServer]:
    state = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            state.ranges.append(wanted)
            content = state.contents.get(self.path.rpartition("/")[2])
            if content is None or not self.path.startswith("/tiny/"):
                self.send_error(404)
                return
            start = 0
            if wanted and not state.ignores_ranges:
                start = int(wanted.removeprefix("bytes=").rstrip("-")) + state.shifts_ranges
                self.send_response(206)
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            else:
                self.send_response(200)
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            self.wfile.write(content[start:][: state.breaks_after])

        def log_message(self, *_: object) -> None: ...

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{http.server_address[1]}/"
    yield state
    http.shutdown()
    http.server_close()
    thread.join()


def run(folder: Path, *typed: str) -> int:
    parser = argparse.ArgumentParser()
    arguments.add_commands(parser)
    size = [] if "--size" in typed else ["--size", "tiny"]
    parsed = parser.parse_args([*typed, *size, "--dir", str(folder)])
    return console.run(typed[0], parsed, print, SMALL)


def stored(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_fetched_files_are_complete_and_not_fetched_again(server: ModelServer, tmp_path: Path) -> None:
    assert run(tmp_path, "fetch", "--from", server.url) == 0
    assert stored(tmp_path) == CONTENTS
    assert ModelFolder(tmp_path, SMALL).best() == "tiny"
    assert run(tmp_path, "verify") == 0
    server.ranges.clear()
    assert run(tmp_path, "fetch", "--from", server.url) == 0
    assert server.ranges == []


def test_a_broken_download_goes_on_where_it_stopped(server: ModelServer, tmp_path: Path) -> None:
    server.breaks_after = 1000
    with pytest.raises(EnvironmentFault, match="Apertium stays"):
        run(tmp_path, "fetch", "--from", server.url)
    assert ModelFolder(tmp_path, SMALL).best() is None
    server.breaks_after = None
    server.ranges.clear()
    assert run(tmp_path, "fetch", "--from", server.url) == 0
    assert server.ranges == ["bytes=1000-", None, None, None]
    assert stored(tmp_path) == CONTENTS


def test_a_server_that_knows_no_ranges_gives_the_whole_file_again(server: ModelServer, tmp_path: Path) -> None:
    server.breaks_after = 1000
    with pytest.raises(EnvironmentFault):
        run(tmp_path, "fetch", "--from", server.url)
    server.breaks_after, server.ignores_ranges = None, True
    assert run(tmp_path, "fetch", "--from", server.url) == 0
    assert stored(tmp_path) == CONTENTS


def test_another_piece_than_asked_for_is_refused(server: ModelServer, tmp_path: Path) -> None:
    server.breaks_after = 1000
    with pytest.raises(EnvironmentFault):
        run(tmp_path, "fetch", "--from", server.url)
    server.breaks_after, server.shifts_ranges = None, True
    with pytest.raises(WrongFile):
        run(tmp_path, "fetch", "--from", server.url)
    assert stored(tmp_path) == {}


@pytest.mark.parametrize("change", [b"X", b"", b"longer"])
def test_a_wrong_checksum_is_refused_and_what_was_there_stays(
    server: ModelServer, tmp_path: Path, change: bytes
) -> None:
    name = "vocab.esen.gz"
    content = CONTENTS[name]
    server.contents[name] = content + change if change == b"longer" else change + content[1:] + b"Y" * (not change)
    with pytest.raises(EnvironmentFault, match="thrown away"):
        run(tmp_path, "fetch", "--from", server.url)
    assert stored(tmp_path) == {each: CONTENTS[each] for each in CONTENTS if each != name}
    assert ModelFolder(tmp_path, SMALL).best() is None


def test_without_a_network_one_line_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["models", "fetch", "--dir", str(tmp_path / "models"), "--from", "http://127.0.0.1:9/"])
    shown = capsys.readouterr()
    assert (code, shown.out) == (3, "")
    assert shown.err == (
        "trinational: The server with the translation models does not answer. Nothing in use was changed, and Apertium"
        " stays. Later: trinational models fetch\n"
    )
    assert not (tmp_path / "models").exists()


def test_an_address_without_encryption_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="https"):
        run(tmp_path, "fetch", "--from", "http://models.example.org/")


def test_a_folder_is_imported_by_digest_wherever_the_files_lie(tmp_path: Path) -> None:
    stick = tmp_path / "stick" / "deep"
    stick.mkdir(parents=True)
    for number, content in enumerate(CONTENTS.values()):
        (stick / f"FILE{number}").write_bytes(content)
    assert run(tmp_path / "models", "import", str(tmp_path / "stick")) == 0
    assert stored(tmp_path / "models") == CONTENTS
    assert len(stored(stick)) == len(CONTENTS)


def test_an_import_takes_nothing_that_was_changed(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for name, content in CONTENTS.items():
        (stick / name).write_bytes(content if name != "model.enes.gz" else content[::-1])
    with pytest.raises(WrongFile, match=r"Changed: model\.enes\.gz"):
        run(tmp_path / "models", "import", str(stick))
    assert "model.enes.gz" not in stored(tmp_path / "models")
    with pytest.raises(EnvironmentFault, match="no folder"):
        run(tmp_path / "models", "import", str(tmp_path / "nothing"))


def test_verifying_finds_what_was_changed(
    server: ModelServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(EnvironmentFault, match="no models"):
        run(tmp_path, "verify")
    run(tmp_path, "fetch", "--from", server.url)
    path = tmp_path / "tiny" / "enes" / "model.enes.gz"
    path.write_bytes(path.read_bytes()[::-1])
    with pytest.raises(EnvironmentFault, match="changed"):
        run(tmp_path, "verify")
    assert "changed: tiny/enes/model.enes.gz" in capsys.readouterr().out
    run(tmp_path, "fetch", "--from", server.url)
    assert run(tmp_path, "verify") == 0


def test_removed_files_are_gone(server: ModelServer, tmp_path: Path) -> None:
    run(tmp_path, "fetch", "--from", server.url)
    assert run(tmp_path, "remove") == 0
    assert stored(tmp_path) == {}


def test_the_pinned_models_cover_four_directions_in_both_sizes() -> None:
    catalogue = load_catalogue(config_dir() / CATALOGUE)
    directions = {("en", "es"), ("es", "en"), ("en", "fr"), ("fr", "en")}
    for size in ("base-memory", "tiny"):
        models = catalogue.of_size(size)
        assert {(model.source, model.target) for model in models} == directions
        assert all({file.kind for file in model.files} == {"model", "vocab", "lex"} for model in models)
    assert len({file.sha256 for model in catalogue.models for file in model.files}) == 24
