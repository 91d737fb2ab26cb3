"""House rules: what imports what, how large things are, and what no file may hold. A failure names each offender."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("schema", "builder", "extractor")
ALLOWED_IMPORTS = {"schema": {"schema"}, "builder": {"schema", "builder"}, "extractor": {"schema", "extractor"}}
NETWORK = ("huggingface_hub", "hf_xet", "datasets", "requests", "httpx", "httpx2", "httpcore", "httpcore2", "urllib3",
           "urllib.request", "http.client", "ftplib", "smtplib", "socket", "ssl", "aiohttp", "fsspec")
NETWORK_MODULES = ("builder.hub",)
OFFLINE = ("pyarrow",)
READS_CORPORA = ("extractor.corpus.sources",)
MAX_LINES, MAX_FUNCTION, MAX_TOP, MAX_FLOW = 300, 50, 16, 80

# Written in pieces, so that this file does not hold what it forbids.
PLACES = [r"(?<![\w.~-])/" + name + r"/[\w.]" for name in ("work", "root", "home", "tmp", "Users")]
HOSTS = ["pypi" + r"\.(?:org|python)", "files" + r"\.pythonhosted", "registry" + r"\.npmjs",
         r"--(?:extra-)?index" + "-url"]


def tracked(*patterns):
    done = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z", *patterns], capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git repository, so there are no tracked files")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def sources():
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def module_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): ast.parse(path.read_text("utf-8")) for path in sources()}


def imported(module):
    """Name everything that a module imports, wherever it does, by its full name."""
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(name):
    """Give the module of ours that an imported name stands for, or ''."""
    parts = name.split(".")
    return next((module for end in range(len(parts), 0, -1) if (module := ".".join(parts[:end])) in MODULES), "")


def imports_of_ours(module):
    return {found for name in imported(module) if (found := ours(name)) and found != module}


def within(name, prefixes):
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def functions():
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{module}:{node.lineno} {node.name}", node


def test_packages_import_in_one_direction():
    offenders = [f"{module} imports {name}" for module in MODULES for name in imports_of_ours(module)
                 if name.split(".")[0] not in ALLOWED_IMPORTS[module.split(".")[0]]]
    assert offenders == [], "schema imports nothing of ours; builder and extractor import schema, never each other"


def test_no_module_imports_in_a_circle():
    left = {module: imports_of_ours(module) for module in MODULES}
    while free := [module for module, needs in left.items() if not needs & left.keys()]:
        for module in free:
            del left[module]
    assert left == {}, "let modules import in one direction: move what both need to a third"


def test_only_the_publisher_speaks_to_the_network():
    offenders = [f"{module} imports {name}" for module in MODULES for name in imported(module)
                 if within(name, NETWORK) and not within(module, NETWORK_MODULES)
                 and not (module.startswith(READS_CORPORA) and within(name, ["fsspec"]))]
    assert offenders == [], f"move it to {', '.join(NETWORK_MODULES)}"


def test_every_library_that_the_publisher_imports_counts_as_network_or_is_known_to_be_offline():
    known = (*sys.stdlib_module_names, *PACKAGES, *NETWORK, *OFFLINE)
    unknown = [name for module in NETWORK_MODULES for name in imported(module) if not within(name, known)]
    assert unknown == [], "add it to NETWORK, so that no other module imports it, or to OFFLINE"


def test_modules_are_named_for_what_they_do():
    vague = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert [module for module in MODULES if vague & set(module.split("."))] == [], "name it by the flow's own words"


def test_no_module_is_too_long():
    paths = [*sources(), *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py"),
             *(ROOT / "extractor").glob("*.yaml")]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in paths}
    assert {path: n for path, n in lengths.items() if n > MAX_LINES} == {}, f"split it: at most {MAX_LINES} lines"


def test_no_function_is_too_long():
    lengths = {name: node.end_lineno - node.lineno + 1 for name, node in functions()}
    assert {name: n for name, n in lengths.items() if n > MAX_FUNCTION} == {}, f"split it: at most {MAX_FUNCTION} lines"


def test_whatever_is_public_is_documented():
    offenders = [f"{module}:{node.lineno} {node.name}" for module, tree in MODULES.items() for node in tree.body
                 if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
                 and not ast.get_docstring(node)]
    offenders += [module for module, tree in MODULES.items() if not ast.get_docstring(tree)]
    assert offenders == [], "say in a docstring what comes in and what goes out"


def test_the_top_is_easy_to_overlook():
    top = {path.relative_to(ROOT).parts[0] for path in tracked()}
    visible = sorted(name for name in top if not name.startswith("."))
    assert len(visible) <= MAX_TOP, f"{visible}: at most {MAX_TOP}; put the new one into a folder"


def test_the_flow_fits_a_page():
    lines = (ROOT / "build_dataset.py").read_text("utf-8").splitlines()
    assert len(lines) < MAX_FLOW, "keep the flow a table of contents: move details into their step"


@pytest.mark.parametrize("pattern", [*PLACES, *HOSTS])
def test_no_file_names_a_place_on_one_machine_or_a_registry(pattern):
    offenders = []
    for path in tracked():
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        offenders += [f"{path.relative_to(ROOT)}:{n}" for n, line in enumerate(lines, 1) if re.search(pattern, line)]
    assert offenders == [], "use a path relative to the project, or no address"


def test_a_clone_where_git_translates_line_ends_has_the_bytes_that_were_committed(tmp_path):
    assert tracked(), "nothing is tracked"
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", "--config=core.autocrlf=true", ROOT.as_uri(), clone],
                   check=True)
    done = subprocess.run(["git", "-C", clone, "ls-files", "--eol"], capture_output=True, text=True, check=True)
    ends = [line.split(maxsplit=2) for line in done.stdout.splitlines()]
    offenders = [name for index, worktree, name in ends if index[2:] != worktree[2:]]
    assert offenders == [], "let .gitattributes hold '* -text': git must translate no line ends"
