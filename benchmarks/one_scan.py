"""One scan in a process of its own, for `bench_scan`: the arguments are those of the command `scan`."""

from __future__ import annotations

import argparse
import sys

from extractor.commands import add_commands

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(), list)
    options = parser.parse_args(["scan", *sys.argv[1:]])
    sys.exit(options.run(options))
