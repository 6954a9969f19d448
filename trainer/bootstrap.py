"""Sets up and runs the project with nothing but Python's own library; the Makefile calls it, Windows can too.

python3 trainer/bootstrap.py run     the demonstration site
python3 trainer/bootstrap.py test    everything the suite needs, then the suite
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.txt"
STAMP = VENV / "installed.sha256"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
MINIMUM = (3, 11)
TRANSLATIONS = ROOT / "trainer" / "translations"
KEYWORDS = ("_l", "lazy", "mark", "_n:1,2")
"""What marks a text in our code, beside the names that babel knows by itself."""
DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk")


def say(text: str) -> None:
    """Print a line at once, whatever encoding the terminal has."""
    encoding = sys.stdout.encoding or "utf8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()


def call(*command: object, quiet: bool = False) -> int:
    """Run a command in the project's folder and return its exit status."""
    out = subprocess.DEVNULL if quiet else None
    words = [str(part) for part in command]
    with subprocess.Popen(words, cwd=ROOT, stdout=out) as child:  # noqa: S603
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue  # the child heard it too and ends by itself


def need(*command: object) -> None:
    """Run a command; stop with its exit status when it fails."""
    if status := call(*command):
        sys.exit(status)


def install() -> int:
    """Make the environment from the hash lock, once for each state of lock, project file and catalogues."""
    sources = [LOCK, ROOT / "pyproject.toml", *sorted(TRANSLATIONS.rglob("*.po"))]
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return 0
    if not (BIN / ("python.exe" if os.name == "nt" else "python")).exists():
        say("trainer: making the environment .venv (once) / 正在建立运行环境（仅首次）")
        venv.create(VENV, with_pip=True)
    say("trainer: installing what the lock file names / 正在安装依赖（首次约需数分钟）")
    pip = (BIN / "python", "-m", "pip", "--disable-pip-version-check", "--quiet")
    need(*pip, "install", "--require-hashes", "--only-binary", ":all:", "-r", LOCK)
    need(*pip, "install", "--no-deps", "--no-build-isolation", "--no-index", "-e", ROOT)
    need(BIN / "pybabel", "-q", "compile", "-d", TRANSLATIONS)
    STAMP.write_text(wanted)
    return 0


def install_browser() -> None:
    """Install Chromium and Chinese fonts for the browser tests where that is possible; say so where not."""
    there = shutil.which("chromium") and any(Path("/usr/share/fonts").rglob("NotoSansCJK*"))
    if there or not shutil.which("apt-get"):
        return
    if os.geteuid() != 0:
        say("trainer: browser tests need: sudo apt-get install " + " ".join(DEBIAN_PACKAGES))
        return
    say("trainer: installing Chromium and fonts for the browser tests")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    call("apt-get", "-qq", "update", quiet=True)
    call("apt-get", "-qq", "install", "--no-install-recommends", "-y", *DEBIAN_PACKAGES, quiet=True)


def run(*arguments: str) -> int:
    """Serve the demonstration site."""
    install()
    return call(BIN / "trainer", "demo", "--serve", *arguments)


def test(*arguments: str) -> int:
    """Run the suite."""
    install()
    install_browser()
    # In the order of files: sorted by count, the few long tests in a browser would come last, on one worker.
    workers = str(min(4, os.cpu_count() or 1))
    spread = () if arguments else ("-n", workers, "--dist", "loadfile", "--no-loadscope-reorder")
    return call(BIN / "python", "-m", "pytest", "-q", *spread, *arguments)


def lint() -> int:
    """Check style and types."""
    install()
    return (
        call(BIN / "ruff", "check", ".") or call(BIN / "ruff", "format", "--check", ".") or call(BIN / "mypy")
    )


def format_code() -> int:
    """Rewrite the code in the one format."""
    install()
    return call(BIN / "ruff", "check", "--fix", "--quiet", ".") or call(BIN / "ruff", "format", ".")


def words() -> int:
    """Bring the Chinese catalogue up to date with the texts of code and templates."""
    install()
    template = VENV / "messages.pot"
    keys = [part for key in KEYWORDS for part in ("-k", key)]
    options = ("--no-location", "--sort-output", "-F", TRANSLATIONS / "babel.cfg")
    need(BIN / "pybabel", "-q", "extract", *options, *keys, "-o", template, ".")
    update = ("--no-fuzzy-matching", "--ignore-obsolete", "--omit-header", "-w", "110")
    return call(BIN / "pybabel", "-q", "update", *update, "-i", template, "-d", TRANSLATIONS, "-l", "zh_Hans")


def lock() -> int:
    """Resolve the dependencies anew and write the lock."""
    install()
    options = ("--quiet", "--universal", "--generate-hashes", "--no-annotate", "--no-header", "--upgrade")
    return call(BIN / "uv", "pip", "compile", *options, "--group", "dev", "pyproject.toml", "-o", LOCK)


COMMANDS = {
    "install": install,
    "run": run,
    "test": test,
    "lint": lint,
    "format": format_code,
    "lock": lock,
    "words": words,
}


def main() -> int:
    """Run the command named on the command line."""
    if sys.version_info < MINIMUM:
        say("trainer needs Python 3.11 or newer; this is " + sys.version.split()[0])
        say("trainer 需要 Python 3.11 或更新版本；当前为 " + sys.version.split()[0])
        return 1
    name, *arguments = sys.argv[1:] or ["help"]
    if name not in COMMANDS:
        say(f"usage: python3 trainer/bootstrap.py {'|'.join(COMMANDS)}")
        return 2
    try:
        return COMMANDS[name](*arguments)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
