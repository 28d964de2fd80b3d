"""Only those who may ask are answered."""

from __future__ import annotations

import subprocess
import sys
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, build_opener

import httpx
import pytest

from corpus_tools.errors import UsageError
from corpus_tools.web import application, serve
from corpus_tools.web.guard import shield
from tests.conftest import PATIENCE
from tests.web.loop import run

TOKEN = "geheim-geheim-1234567890"


def ask(db: Path, path: str, token: str = "", host: str = "127.0.0.1:8001", **headers: str) -> Any:
    async def send() -> Any:
        app = shield(application(db).app(), token=token)
        transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
            return await client.get(path, headers=headers)

    return run(send())


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8001", "localhost:9", "LOCALHOST", "[::1]:8001"])
def test_this_computers_own_names_are_answered(mined: Path, host: str) -> None:
    assert ask(mined, "/", host=host).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:8001", "localhost.evil.example", "192.168.1.5", "evil@127.0.0.1"]
)
def test_other_names_that_point_here_are_not(mined: Path, host: str) -> None:
    answer = ask(mined, "/", Host=host)
    assert answer.status_code == 400
    assert "宣传单" not in answer.text


@pytest.mark.parametrize("path", ["/", "/-/find", "/-/check", "/corpus/measures.json", "/-/static/app.css"])
def test_without_the_token_nothing_is_told(mined: Path, path: str) -> None:
    for shown in ("", "x", TOKEN + "x", TOKEN[:-1], "é\ud800"):
        query = {"token": shown.encode("utf8", "replace").decode()}
        assert ask(mined, str(httpx.URL(path, params=query)), TOKEN).status_code == 401
    assert ask(mined, path, TOKEN, Cookie="corpus_tools_token=wrong").status_code == 401
    assert ask(mined, path, TOKEN, Cookie='corpus_tools_token="; x=\\').status_code == 401
    assert ask(mined, path, TOKEN, Authorization="Bearer wrong").status_code == 401


def test_the_token_opens_and_leaves_the_address(mined: Path) -> None:
    answer = ask(mined, f"/-/find?words=a&token={TOKEN}&lang=en", TOKEN, host="10.0.0.5:8001")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/-/find?words=a&lang=en"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite" in cookie
    assert ask(mined, "/", TOKEN, host="10.0.0.5", Cookie=cookie.split(";")[0]).status_code == 200
    assert ask(mined, "/", TOKEN, host="10.0.0.5", Authorization=f"Bearer {TOKEN}").status_code == 200


def test_the_way_back_stays_on_this_server(mined: Path) -> None:
    for path in ("//evil.example/x", "///evil.example"):
        place = ask(mined, f"http://127.0.0.1:8001{path}?token={TOKEN}", TOKEN).headers["location"]
        assert place.startswith("/") and not place.startswith("//")


@pytest.mark.parametrize("token", ["short", "with blanks in it, many", "x" * 300, "semi;colon;semi;colon"])
def test_a_token_that_is_none_is_refused(mined: Path, token: str) -> None:
    with pytest.raises(UsageError, match="token"):
        serve(mined, host="0.0.0.0", port=0, token=token)


def test_a_server_for_others_prints_an_address_with_its_token(mined: Path) -> None:
    code = f"from corpus_tools.web import serve; serve({str(mined)!r}, host='0.0.0.0', port=0)"
    server = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        note, line = server.stderr.readline(), server.stderr.readline()
        assert "token" in note
        address = line.split("  (")[0].replace("0.0.0.0", "127.0.0.1")
        bare = address.split("?")[0]
        assert len(address.split("?token=")[1]) >= 32
        opened = build_opener(HTTPCookieProcessor(CookieJar()))
        with pytest.raises(HTTPError, match="401"):  # it listens before it says so
            build_opener().open(bare, timeout=PATIENCE)
        assert opened.open(address, timeout=PATIENCE).status == 200
        assert opened.open(bare, timeout=PATIENCE).status == 200, "the cookie is enough from then on"
    finally:
        server.kill()
        server.wait()
