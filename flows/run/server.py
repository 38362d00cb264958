"""Where a run's Prefect API comes from: the user's server, or a private one that lives as long as the run.

Prefect's own temporary server starts only when the flow is called, after everything was imported, with services that
a run of minutes has no use for: 12 s on a machine where this takes 5 (`benchmarks/README.md`). Here it is started
first, as a child process on a loopback socket, and is up by the time the flow needs it. It is Prefect's own
application on Prefect's own database; it ends when its standard input does, that is, with its parent, however that
ends.
"""

import contextlib
import gc
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from flows.language import say
from flows.run import database
from flows.run.children import only_our_modules
from flows.run.guard import Guard, hosts

_SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "ERROR",
}
_SERVER_SETTINGS = {
    "PREFECT_UI_ENABLED": "false",
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    "PREFECT_SERVER_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
}

_WHOLE_SERVER_SETTINGS = {"PREFECT_UI_ENABLED": "true"}

_GRACE = 5
"""Seconds that ending may take."""


def quiet() -> None:
    """Settings for every run, where the user has not made others; before Prefect is imported."""
    only_our_modules()
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)


def _home() -> Path:
    return Path(os.environ.get("PREFECT_HOME") or "~/.prefect").expanduser()


def _need_home() -> None:
    """Raises OSError with a sentence where Prefect's folder, which holds its database, cannot be written."""
    try:
        _home().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=_home()):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        sentence = "Prefect's folder {home} cannot be written ({reason}); name another with PREFECT_HOME"
        raise OSError(say(sentence, home=_home(), reason=reason)) from error


def user_has_a_server() -> bool:
    """Whether PREFECT_API_URL is set, in the environment or in a profile."""
    if os.environ.get("PREFECT_API_URL"):
        return True
    profiles = Path(os.environ.get("PREFECT_PROFILES_PATH", _home() / "profiles.toml"))
    if not profiles.is_file() or "PREFECT_API_URL" not in profiles.read_text(errors="replace"):
        return False
    from prefect.settings import get_current_settings

    return bool(get_current_settings().api.url)


@contextlib.contextmanager
def session(port: int = 0) -> Iterator[None]:
    """PREFECT_API_URL names a usable API inside. Begin it before Prefect is imported.

    With a port it is Prefect's whole server, with its scheduler and its pages, at that port of this machine. Raises
    OSError where the port is taken or Prefect's folder cannot be written.
    """
    quiet()
    if user_has_a_server():
        yield
        return
    _need_home()
    with socket.create_server(("127.0.0.1", port), backlog=128) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        server = subprocess.Popen(
            [sys.executable, "-P", "-m", "flows.run.server", str(listener.fileno()), *(["--whole"] if port else [])],
            pass_fds=[listener.fileno()],
            env={**(_WHOLE_SERVER_SETTINGS if port else _SERVER_SETTINGS), **os.environ, "PREFECT_UI_API_URL": url},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us; the server ends with its standard input
        )
    os.environ["PREFECT_API_URL"] = url
    try:
        yield
        _send_what_is_queued()
    finally:
        del os.environ["PREFECT_API_URL"]
        if server.stdin:
            server.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(5)
        server.kill()
        server.wait()


@contextlib.contextmanager
def fast_imports() -> Iterator[None]:
    """Importing makes hardly any garbage: without collections it is a fifth faster."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextlib.contextmanager
def short_run() -> Iterator[None]:
    """Prefect's settings for a run on the private server: no heartbeat, whose thread ends only each second."""
    from prefect.settings import temporary_settings

    defaults = {"flows.heartbeat_frequency": None, "client.csrf_support_enabled": False}
    with temporary_settings(set_defaults=defaults):
        yield


def _send_what_is_queued() -> None:
    """Sends the events from which the server records task runs, and the logs; both wait in this process."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    EventsWorker.drain_all(timeout=_GRACE)
    APILogWorker.drain_all(timeout=_GRACE)


def serve(descriptor: int, *, whole: bool = False) -> None:
    """Runs Prefect's application on a listening socket until standard input ends; `whole` with all its services."""
    with fast_imports():
        import uvicorn
        from prefect.server.api.server import create_app
    with database.as_known():
        app = create_app(ephemeral=not whole)
        listener = socket.socket(fileno=descriptor)
        guarded = Guard(app, hosts(listener.getsockname()[1]))
        server = uvicorn.Server(
            uvicorn.Config(guarded, log_level="error", access_log=False, lifespan="on", timeout_graceful_shutdown=1)
        )

        def follow() -> None:
            sys.stdin.buffer.read()
            server.should_exit = True
            time.sleep(_GRACE)
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()
        server.run(sockets=[listener])
    if server.started:
        database.note()
    os._exit(0)  # the database is closed: nothing is left that the interpreter's slow end would save


def prepare() -> None:
    """Brings Prefect's database to its newest form, which the first run would otherwise spend five seconds on."""
    import asyncio

    from prefect.server.database import provide_database_interface

    asyncio.run(provide_database_interface().create_db())
    database.note()


if __name__ == "__main__":
    prepare() if sys.argv[1] == "--prepare" else serve(int(sys.argv[1]), whole="--whole" in sys.argv)
