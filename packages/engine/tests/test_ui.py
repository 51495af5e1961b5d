"""The UI's files: the app at every address, kept by browsers as long as is right, under a strict policy."""

from __future__ import annotations

import asyncio
import gzip

import httpx
import pytest
from claudeprojects.engine.ui import Interface


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>app</title>")
    (tmp_path / "assets/app-abc.js").write_text("run()")
    (tmp_path / "assets/app-abc.js.gz").write_bytes(gzip.compress(b"run()"))
    (tmp_path / "icon.svg").write_text("<svg/>")
    return tmp_path


def get(folder, path, *, remote_images=False, **headers):
    async def run():
        transport = httpx.ASGITransport(Interface(lambda: remote_images, folder))
        async with httpx.AsyncClient(transport=transport, base_url="http://ui") as client:
            return await client.get(path, headers={"Accept-Encoding": "identity", **headers})

    return asyncio.run(run())


@pytest.mark.parametrize("path", ["/", "/note/Folder/My.md", "/search?q=a", "/graph"])
def test_every_address_of_the_app_gives_the_app(folder, path):
    answer = get(folder, path)
    assert answer.status_code == 200
    assert "<title>app</title>" in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


def test_assets_are_kept_for_good_and_a_missing_one_is_missing(folder):
    assert "immutable" in get(folder, "/assets/app-abc.js").headers["cache-control"]
    assert get(folder, "/icon.svg").headers["cache-control"] == "no-cache"


def test_a_packed_file_goes_to_whoever_accepts_it(folder):
    answer = get(folder, "/assets/app-abc.js", **{"Accept-Encoding": "gzip, deflate"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.text == "run()"
    assert "content-encoding" not in get(folder, "/assets/app-abc.js").headers
    assert "content-encoding" not in get(folder, "/assets/app-abc.js", **{"Accept-Encoding": "gzip;q=0"}).headers


def policy_of(answer):
    return dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))


def test_the_policy_lets_nothing_run_but_the_engines_own_files(folder):
    policy = policy_of(get(folder, "/"))
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["img-src"] == "'self' data: blob:"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["object-src"] == "'none'"


def test_remote_images_load_only_when_the_setting_says_so(folder):
    assert "https:" in policy_of(get(folder, "/", remote_images=True))["img-src"]


def test_a_ui_that_is_not_built_says_how_to_build_it(tmp_path):
    answer = get(tmp_path / "missing", "/")
    assert answer.status_code == 200
    assert "make run" in answer.text
    assert policy_of(answer)["script-src"] == "'self'"


def test_no_file_outside_the_folder_is_sent(folder):
    (folder.parent / "secret.txt").write_text("secret")
    assert "secret" not in get(folder, "/..%2Fsecret.txt").text


def test_the_engine_serves_it(engine):
    answer = engine.anonymous("GET", "/")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
