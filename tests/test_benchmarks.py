from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.synthetic_project import ROWS_PER_ARTICLE, make_project
from build_dataset import build

NAMES = sorted(path.stem.removeprefix("bench_")
               for path in (Path(__file__).parents[1] / "benchmarks").glob("bench_*.py"))


@pytest.mark.parametrize(("arguments", "code", "said"), [
    pytest.param(["--help"], 0, "Run measurements", id="help"),
    pytest.param(["nosuch"], 2, "no measurement is called 'nosuch'", id="an unknown one"),
    pytest.param(["builder", "nosuch"], 2, "no measurement is called 'nosuch'", id="an unknown one beside a known one"),
])
def test_whoever_asks_or_errs_is_told_the_names_of_the_measurements(capsys, arguments, code, said):
    with pytest.raises(SystemExit, match=f"^{code}$"):
        main(arguments)
    text = " ".join("".join(capsys.readouterr()).split())
    assert said in text and ", ".join(NAMES) in text


def test_the_synthetic_project_builds_with_as_many_statements_as_it_says(tmp_path, without_figures):
    root = make_project(tmp_path / "project", articles=3)
    report = build(root, tmp_path / "dist").splitlines()
    told = next(line for line in report if "statements" in line)
    assert told.split() == ["statements", str(3 * ROWS_PER_ARTICLE), "rows"]
