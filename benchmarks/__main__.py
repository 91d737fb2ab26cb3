"""Run every measurement, or those named: `python -m benchmarks [builder …]`."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks


def main(names: list[str]) -> None:
    """Run the modules `bench_<name>` of this package, all without a name; each prints its own table."""
    found = sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__))
    for name in names or [module.removeprefix("bench_") for module in found if module.startswith("bench_")]:
        print(f"== {name}", flush=True)
        importlib.import_module(f"benchmarks.bench_{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
