"""Run every measurement, or those named: `python -m benchmarks [builder …]`."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys

import benchmarks

_PREFIX = "bench_"


def main(arguments: list[str]) -> None:
    """Run the modules `bench_<name>` of this package, all without a name; each prints its own table."""
    found = sorted(module.name.removeprefix(_PREFIX) for module in pkgutil.iter_modules(benchmarks.__path__)
                   if module.name.startswith(_PREFIX))
    names = f"of: {', '.join(found)}"
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Run measurements; each prints a table.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{names} (default: all)")
    chosen = parser.parse_args(arguments).names
    unknown = [name for name in chosen if name not in found]
    if unknown:
        parser.error(f"no measurement is called {', '.join(map(repr, unknown))}; allowed are any {names}")
    for name in chosen or found:
        print(f"== {name}", flush=True)
        importlib.import_module(f"benchmarks.{_PREFIX}{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
