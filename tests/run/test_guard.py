"""The API of our server answers its own host and origin, and nobody else."""

import asyncio
from typing import Any

import pytest

from flows.run.guard import Guard, hosts

PORT = 4200


def asked(kind: str = "http", **headers: str) -> list[dict[str, Any]]:
    """What is sent in answer to a request."""
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "answered"})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    said = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    asyncio.run(Guard(app, hosts(PORT))({"type": kind, "headers": said}, None, send))  # type: ignore[arg-type]
    return sent


OURS = [
    {"host": "127.0.0.1:4200"},
    {"host": "localhost:4200"},
    {"Host": "LOCALHOST:4200", "Origin": "http://localhost:4200"},
    {"host": "127.0.0.1:4200", "origin": "http://localhost:4200"},
]
THEIRS = [
    {},
    {"host": "budget.example"},
    {"host": "127.0.0.1.budget.example:4200"},
    {"host": "127.0.0.1:80"},
    {"host": "127.0.0.1:4200", "origin": "https://budget.example"},
    {"host": "127.0.0.1:4200", "origin": "null"},
]


@pytest.mark.parametrize("headers", OURS)
def test_its_own_host_and_origin_are_answered(headers: dict[str, str]) -> None:
    assert asked(**headers) == asked("websocket", **headers) == [{"type": "answered"}]


@pytest.mark.parametrize("headers", THEIRS)
def test_others_are_refused(headers: dict[str, str]) -> None:
    begun, said = asked(**headers)
    assert begun["status"] == 403 and b"YUSUAN_HOSTS" in said["body"]
    assert asked("websocket", **headers) == [{"type": "websocket.close", "code": 1008}]


def test_what_begins_and_ends_the_server_goes_through() -> None:
    assert asked("lifespan") == [{"type": "answered"}]


def test_the_hosts_of_a_proxy_can_be_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUSUAN_HOSTS", "yusuan.house.example, other.example")
    assert asked(host="yusuan.house.example", origin="https://yusuan.house.example") == [{"type": "answered"}]
