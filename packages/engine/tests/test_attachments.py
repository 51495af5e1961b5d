"""Files of the vault are sent whole or in part, and none of them can do harm."""

from __future__ import annotations

import os

import pytest

HOSTILE = "<script>parent.fetch('/api/v1/status')</script>"


def get(engine, path, **options):
    return engine.http.get(f"/api/v1/attachments/{path}", **options)


@pytest.fixture(scope="module")
def files(engine):
    data = bytes(range(256)) * 40
    (engine.root / "picture.png").write_bytes(data)
    (engine.root / "data.bin").write_bytes(data)
    (engine.root / "paper.pdf").write_bytes(b"%PDF-1.4")
    for name in ("page.html", "page.HTM", "page.xhtml", "drawing.svg", "feed.xml", "code.js", "Note.md", "no suffix"):
        (engine.root / name).write_text(HOSTILE)
    return data


@pytest.mark.parametrize("name", ["page.html", "page.HTM", "page.xhtml", "feed.xml", "code.js", "Note.md"])
def test_markup_and_scripts_are_shown_as_text_and_run_nothing(engine, files, name):
    answer = get(engine, name)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    policy = answer.headers["content-security-policy"]
    assert "sandbox" in policy.split("; ")
    assert "script-src" not in policy
    assert answer.text == HOSTILE


def test_a_drawing_is_an_image_without_scripts(engine, files):
    answer = get(engine, "drawing.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in answer.headers["content-security-policy"].split("; ")
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("name", ["data.bin", "no suffix"])
def test_what_is_unknown_is_a_download(engine, files, name):
    answer = get(engine, name)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_pdf_can_be_shown_by_the_ui_only(engine, files):
    answer = get(engine, "paper.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


def test_any_file_can_be_asked_for_as_download(engine, files):
    assert get(engine, "picture.png").headers["content-disposition"].startswith("inline")
    assert get(engine, "picture.png?download=true").headers["content-disposition"].startswith("attachment")


def test_ranges_are_honoured(engine, files):
    answer = get(engine, "picture.png", headers={"Range": "bytes=10-19"})
    assert answer.status_code == 206
    assert answer.content == files[10:20]
    assert answer.headers["content-range"] == f"bytes 10-19/{len(files)}"
    assert get(engine, "picture.png", headers={"Range": "bytes=-5"}).content == files[-5:]
    assert get(engine, "picture.png", headers={"Range": f"bytes={len(files)}-"}).status_code == 416


def test_a_file_the_client_has_is_not_sent_again(engine, files):
    first = get(engine, "picture.png")
    for headers in (
        {"If-None-Match": first.headers["etag"]},
        {"If-Modified-Since": first.headers["last-modified"]},
    ):
        again = get(engine, "picture.png", headers=headers)
        assert again.status_code == 304
        assert again.content == b""
    assert get(engine, "picture.png", headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_head_of_a_file_has_its_size_and_no_bytes(engine, files):
    answer = engine.http.head("/api/v1/attachments/picture.png")
    assert answer.headers["content-length"] == str(len(files))
    assert answer.content == b""


def test_no_file_outside_the_vault_is_sent(engine, files, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    os.symlink(tmp_path / "secret.txt", engine.root / "link.txt")
    os.symlink(tmp_path, engine.root / "folder-link")
    for path in ("link.txt", "folder-link/secret.txt", "..%2F..%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd", "a%00b"):
        answer = get(engine, path)
        assert answer.status_code in {400, 404}, path
        assert "secret" not in answer.text.replace(path, "")


@pytest.mark.parametrize("path", ["Projects", "nothing.png", "Home.md/x"])
def test_a_folder_or_nothing_is_not_found(engine, files, path):
    assert get(engine, path).status_code == 404


def test_a_pipe_is_not_waited_for(engine, files):
    os.mkfifo(engine.root / "pipe")
    assert get(engine, "pipe").status_code in {404, 422}


def test_open_files_are_closed_after_every_kind_of_answer(engine, files):
    descriptors = f"/proc/{os.getpid()}/fd"
    before = len(os.listdir(descriptors))
    for _ in range(20):
        etag = get(engine, "picture.png").headers["etag"]
        get(engine, "picture.png", headers={"If-None-Match": etag})
        get(engine, "picture.png", headers={"Range": "bytes=999999-"})
        engine.http.head("/api/v1/attachments/picture.png")
    assert len(os.listdir(descriptors)) < before + 15
