"""Builds that kill themselves with SIGKILL before their n-th step that changes a file: `killed_builds.py ROOT`.

Each build is a process of its own, forked once everything is imported. After each, one line of JSON says before which
step it was killed, the digests of the release folder before, then, and after the next build, and which hidden files
are left after that. The last build is not killed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import sys
from pathlib import Path

import build_dataset
from builder import check, compare, manifest, prove, read, refresh, release, reliability, tabulate

STEPS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "shutil.copyfile", "ctypes.call_function"}
MADE = {".build.json", ".zenodo.json"}  # hidden files that a build makes
LOADED = (check, compare, manifest, prove, read, refresh, release, reliability, tabulate)


def main(root: Path) -> None:
    """Kill a build before every other of its steps in turn, until one ends well."""
    out, coding = root / "dist", root / "data" / "codings" / "reader" / "gazette-2022-05.yaml"
    build_dataset.build(root, out)  # what is imported and made once is not made in each process
    count, is_killed = 1, True
    while is_killed:
        hedged = "asserted" if "hedged" in coding.read_text("utf-8") else "hedged"
        coding.write_text(re.sub("certainty: .*", f"certainty: {hedged}", coding.read_text("utf-8")), "utf-8")
        before = digest(out)
        is_killed, step = built(root, out, kill_before=count)
        killed = digest(out)
        built(root, out, kill_before=0)
        left = sorted(path.relative_to(root).as_posix() for path in root.rglob(".*") if path.name not in MADE)
        told = {"step": step, "before": before, "killed": killed, "next": digest(out), "left": left}
        print(json.dumps(told))
        count += 2


def built(root: Path, out: Path, kill_before: int) -> tuple[bool, str]:
    """Build in a forked process; says whether it was killed, and before which step."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        kill_at(kill_before, writer)
        build_dataset.build(root, out)
        os._exit(0)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reader) as told:
        step = told.read()
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
        return False, ""
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, status
    return True, step


def kill_at(kill_before: int, writer: int) -> None:
    """Kill this process before its n-th step; 0 never."""
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
