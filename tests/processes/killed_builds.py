"""Builds that kill themselves with SIGKILL before their n-th step that changes a file: `killed_builds.py ROOT`.

Each build is a process of its own, forked once everything is imported and the figures are drawn. After each, one line
of JSON says before which step it was killed, the digests of the release folder before, then, and after the next build,
and which hidden files are left after that.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import build_dataset
from builder import check, compare, illustrate, manifest, prove, read, refresh, release, reliability, tabulate

STEPS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "shutil.copyfile", "ctypes.call_function"}
MADE = {".build.json", ".zenodo.json"}  # hidden files that a build makes
MOMENTS = 20
LOADED = (check, compare, manifest, prove, read, refresh, release, reliability, tabulate)


def main(root: Path) -> None:
    """Kill builds before steps spread evenly from the first to the last."""
    out = root / "dist"
    draw, drawn = illustrate.illustrate, []
    illustrate.illustrate = lambda *arguments: drawn[0] if drawn else drawn.append(draw(*arguments)) or drawn[0]
    build_dataset.build(root, out)
    change(root)
    steps = int(built(root, out, kill_before=0))
    for moment in sorted({1 + round(i * (steps - 1) / (MOMENTS - 1)) for i in range(MOMENTS)}):
        change(root)
        before = digest(out)
        step = built(root, out, kill_before=moment)
        killed = digest(out)
        built(root, out, kill_before=0)
        left = sorted(path.relative_to(root).as_posix() for path in root.rglob(".*") if path.name not in MADE)
        told = {"step": step, "before": before, "killed": killed, "next": digest(out), "left": left}
        print(json.dumps(told))


def change(root: Path) -> None:
    """Change a coded value, to and fro, so that there are two releases in turn."""
    coding = root / "data" / "codings" / "reader" / "gazette-2022-05.yaml"
    text = coding.read_text("utf-8")
    certainty = "asserted" if "hedged" in text else "hedged"
    coding.write_text(re.sub("certainty: .*", f"certainty: {certainty}", text), "utf-8")


def built(root: Path, out: Path, kill_before: int) -> str:
    """Build in a forked process; says before which step it was killed, or how many it took where that is 0."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        count = counted(kill_before, writer)
        build_dataset.build(root, out)
        os.write(writer, str(count()).encode())
        os._exit(0)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reader) as told:
        answer = told.read()
    ended = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL if kill_before else status == 0
    assert ended, f"status {status} before step {kill_before}: {answer}"
    return answer


def counted(kill_before: int, writer: int) -> Callable[[], int]:
    """Count the steps of this process from now on, and kill it before the n-th (0: never); gives what counts."""
    steps = 0

    def hook(event: str, arguments: tuple) -> None:
        nonlocal steps
        is_writing = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax")
        if event in STEPS or is_writing:
            steps += 1
            if steps == kill_before:
                os.write(writer, event.encode())
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return lambda: steps


def digest(folder: Path) -> str:
    """Give one digest of every file of a folder, or 'none' if there is no folder."""
    if not folder.is_dir():
        return "none"
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(f"{path.relative_to(folder)}\n".encode() + path.read_bytes())
    return found.hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
