"""The scan of a corpus: the filter against only reading, spaCy and `re`; cores, engines, growth, memory."""

from __future__ import annotations

import gzip
import json
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measure import ROOT, header, row
from benchmarks.synthetic_corpus import linked, write_corpus
from extractor import extract, lexicon
from extractor.corpus import json_lines, parquet_shard
from extractor.corpus.settings import Settings
from extractor.corpus.text_filter import text_filter

TEXTS = 600_000
SHARDS = TEXTS // 10_000
GROWTH = (0.1, 1, 10)
SETTINGS = Settings(id_column="id", date_column="date")
ROUNDS = 5
SCAN_ROUNDS = 3
EXTRAPOLATED = 100_000_000
MACHINES = {"one": ["--workers", "1"], "two": ["--workers", "2"], "dask": ["--engine", "dask", "--workers", "2"]}


@dataclass(frozen=True)
class Run:
    """A scan: seconds by the clock, seconds of all its processes' processor time, and the tree's peak memory in MB."""

    seconds: float
    processor: float
    megabytes: float


def main() -> None:
    """Print the figures of the scan."""
    header()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = write_corpus(folder / "corpus", TEXTS)
        size = sum(pq.read_metadata(path).row_group(0).column(2).total_uncompressed_size for path in corpus.iterdir())
        row("the corpus", f"{TEXTS:,} texts, {size / 1e9:.2f} GB of text in {SHARDS} shards")
        _filter(sorted(corpus.iterdir())[:6], folder)
        _engines(folder, corpus)


def _filter(shards: list[Path], folder: Path) -> None:
    """Compare the filter with only reading and with what others would use, by the time of one core."""
    texts = pq.read_table(shards[0], columns=["text"])["text"].to_pylist()
    in_memory = pa.array(texts)
    share, with_filter = _share_of_reading(shards)
    row("read and filter / only read, one core, Parquet (snappy)", f"{share:.0%} ({with_filter:,.0f} MB/s)",
        "at least 40%")
    zstd = folder / "zstd.parquet"
    pq.write_table(pq.read_table(shards[0]), zstd, compression="zstd")
    share_zstd, speed = _share_of_reading([zstd])
    row("the same, Parquet (zstd)", f"{share_zstd:.0%} ({speed:,.0f} MB/s)", "at least 40%")
    row("read and filter / spaCy's PhraseMatcher on texts in memory", f"{with_filter / _spacy_speed(texts[:300]):,.0f}",
        "at least 100")
    row("read and filter / Python's `re` on texts in memory",
        f"{with_filter / _speed(lambda: _search(texts[:3000]), texts[:3000]):,.0f}", "at least 10")
    row("read and filter / the extractor's own gate, `re` for ASCII only, on texts in memory",
        f"{with_filter / _speed(lambda: [lexicon().may_hold(text) for text in texts[:3000]], texts[:3000]):,.0f}")
    row("the filter alone, on texts in memory",
        f"{_speed(lambda: text_filter().kept(in_memory), texts):,.0f} MB/s")
    lines = _as_lines(texts, folder)
    row("JSON lines: read and filter, one core",
        ", ".join(f"{name} {_lines_speed(path, texts):,.0f} MB/s" for name, path in lines.items()))
    relevant = [text for text in texts if lexicon().may_hold(text)]
    extract(relevant[0])
    row("extraction of a text that passes the filter",
        f"{1000 * _seconds(lambda: [extract(text) for text in relevant]) / len(relevant):.1f} ms")


def _share_of_reading(shards: list[Path]) -> tuple[float, float]:
    """Give the speed of reading with the filter as a share of that of only reading, and in MB of text a second."""
    size = sum(pq.read_metadata(path).row_group(0).column(2).total_uncompressed_size for path in shards) / 1e6
    only, both = [], []
    for _ in range(ROUNDS):
        only.append(_seconds(lambda: _consume(_only_read(shards))))
        both.append(_seconds(lambda: _consume(_read_and_filter(shards))))
    return statistics.median(only) / statistics.median(both), size / statistics.median(both)


def _only_read(shards: list[Path]) -> Iterator[pa.RecordBatch]:
    for path in shards:
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(SETTINGS.batch_rows, columns=["text", "id", "date"], use_threads=False)


def _read_and_filter(shards: list[Path]) -> Iterator[pa.RecordBatch]:
    for path in shards:
        for block in parquet_shard.blocks(str(path), SETTINGS):
            yield block.documents.take(text_filter().kept(block.documents.column("text")))


def _spacy_speed(texts: list[str]) -> float:
    import spacy
    from spacy.matcher import PhraseMatcher

    blank = spacy.blank("en")
    matcher = PhraseMatcher(blank.vocab, attr="LOWER")
    for name, words in (("target", lexicon().targets), ("platform", lexicon().platform_names)):
        matcher.add(name, [blank.make_doc(word) for word in words])
    return _speed(lambda: [len({key for key, *_ in matcher(doc)}) == 2 for doc in blank.pipe(texts)], texts)


def _search(texts: list[str]) -> list[bool]:
    """Search texts as one would by hand: a bounded target, then a bounded platform, in any case."""
    target, platform = (re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
                        for words in (lexicon().targets, lexicon().platform_names))
    return [bool(target.search(text) and platform.search(text)) for text in texts]


def _as_lines(texts: list[str], folder: Path) -> dict[str, Path]:
    records = ({"id": i, "date": "2023", "text": text} for i, text in enumerate(texts))
    content = "".join(json.dumps(record) + "\n" for record in records).encode()
    packed = {"plain": content, "gzip": gzip.compress(content, 6),
              "zstd": pa.compress(content, codec="zstd", asbytes=True)}
    for name, data in packed.items():
        (folder / name).write_bytes(data)
    return {name: folder / name for name in packed}


def _lines_speed(path: Path, texts: list[str]) -> float:
    def scan() -> None:
        """Read and filter the shard once."""
        with open(path, "rb") as file:
            for block in json_lines.blocks(json_lines.opened(file, path.name.replace("plain", "")), SETTINGS):
                text_filter().kept(block.documents.column("text"))

    return _speed(scan, texts)


def _consume(batches: Iterator[pa.RecordBatch]) -> int:
    return sum(batch.num_rows for batch in batches)


def _speed(run: Callable[[], object], texts: list[str]) -> float:
    """Give the speed of a call over texts, in MB of UTF-8 for each second of one core."""
    return sum(len(text.encode()) for text in texts) / 1e6 / _seconds(run)


def _seconds(run: Callable[[], object]) -> float:
    """Give the seconds of the processor that a call takes in this process: others' work does not count."""
    start = time.process_time()
    run()
    return time.process_time() - start


def _engines(folder: Path, corpus: Path) -> None:
    """Compare cores and engines by the clock, the least of some rounds in turn; growth by the processors' time."""
    small = _small(corpus, folder / "small")
    start_up = _least({name: (small, machines) for name, machines in MACHINES.items()}, folder)
    runs = _least({name: (corpus, machines) for name, machines in MACHINES.items()}, folder)
    work = {name: runs[name].seconds - start_up[name].seconds for name in runs}
    row("two cores / one core, once running", f"{work['one'] / work['two']:.2f}", "at least 1.7")
    row("Dask / a plain pool, two cores, once running", f"{work['two'] / work['dask']:.2f}", "at least 0.9")
    row("start-up: a scan of 20 texts, pool; Dask",
        f"{start_up['two'].seconds:.1f} s; {start_up['dask'].seconds:.1f} s", "under 5 s")
    row("peak memory of the whole tree, two cores: pool; Dask",
        f"{runs['two'].megabytes:,.0f} MB; {runs['dask'].megabytes:,.0f} MB")
    row("whole scan, two cores, start-up included", f"{TEXTS / runs['two'].seconds:,.0f} texts a second")
    first = 0.0
    for factor in GROWTH:
        shards = int(SHARDS * factor)
        run = _scan(folder, linked(corpus, folder / f"times-{factor}", shards), MACHINES["two"])
        each = (run.processor - start_up["two"].processor) / shards
        first = first or each
        row(f"growth: {shards * 10_000:,} texts: processor time per text / that of the first size",
            f"{each / first:.2f} ({100 * each:.0f} µs; peak of the tree {run.megabytes:,.0f} MB)", "within 15%")
    hours = each / 10_000 * EXTRAPOLATED / 3600
    row(f"{EXTRAPOLATED:,} texts of this kind, extrapolated from the last", f"{hours:.1f} hours of one core")


def _small(corpus: Path, folder: Path) -> Path:
    """Make a corpus of two shards of ten relevant texts, on which each worker starts up whole."""
    folder.mkdir()
    for path in sorted(corpus.iterdir())[:2]:
        table = pq.read_table(path)
        pq.write_table(table.take(text_filter().kept(table["text"].combine_chunks())).slice(0, 10), folder / path.name)
    return folder


def _least(runs: dict[str, tuple[Path, list[str]]], folder: Path) -> dict[str, Run]:
    """Run scans in turn, some rounds; gives the quickest run of each."""
    rounds = [{name: _scan(folder, *run) for name, run in runs.items()} for _ in range(SCAN_ROUNDS)]
    return {name: min((one[name] for one in rounds), key=lambda run: run.seconds) for name in runs}


def _scan(folder: Path, corpus: Path, machines: list[str]) -> Run:
    """Run `scan` in a process of its own; CalledProcessError if it does not end well."""
    with tempfile.TemporaryDirectory(dir=folder) as out:
        command = [sys.executable, "-m", "benchmarks.one_scan", str(corpus), "--out", out, "--id-column", "id",
                   "--date-column", "date", *machines]
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        peaks, processor, is_over = [0.0], {}, threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peaks, processor, is_over))
        watcher.start()
        process.wait()
        seconds = time.perf_counter() - start
        is_over.set()
        watcher.join()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        return Run(seconds, sum(processor.values()), max(peaks))


def _watch(pid: int, peaks: list[float], processor: dict[int, float], is_over: threading.Event) -> None:
    """Note the memory (MB) and the processors' time (seconds, by process) of a process and all below it, some times a
    second; shared pages count once (PSS). Workers are not the process's own children, so it cannot be asked in the end.
    """
    while not is_over.wait(0.1):
        try:
            top = psutil.Process(pid)
            family = [top, *top.children(recursive=True)]
            peaks.append(sum(one.memory_full_info().pss for one in family) / 1e6)
            processor |= {one.pid: sum(one.cpu_times()[:2]) for one in family}
        except psutil.Error:
            continue
