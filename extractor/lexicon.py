"""The lexicon: which words belong to which class, which names are platforms and which are targets.

The words are data, in the files `lexicon_*.yaml` beside this module; the engine knows classes only. Each unit of a
text (a word, a phrase of the lexicon, a mark) is read as one symbol: a character that stands for the set of classes
that the unit belongs to. Patterns (`extractor.patterns`) are regular expressions over those symbols.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.remembered import remembered
from schema.faults import FaultsFound
from schema.forms import Form, FormT, filled
from schema.strict_yaml import read_file

FOLDER = Path(__file__).parent

_GROUP = re.compile(r"(\S*?)\(([^()]*)\)(\S*)")
_PHRASE = re.compile(r"\w+(?:['’](?!s\b)\w+)?|['’]s\b|[^\w\s]")
_NO_WORD = frozenset("()|?")
VERB_FORMS = ("BASE", "THIRD", "PAST", "PARTICIPLE", "ING")
NAME, LOWER, NUMBER, MARK = "NAME", "LOWER", "NUMBER", "MARK"


class ClassForm(Form):
    """A class of words. `verbs` gives five forms a line: base, third person, past, participle, -ing."""

    about: str
    words: list[str] = []
    verbs: list[str] = []


class PlatformForm(Form):
    """A platform: its id in the codebook, its names, and other phrases that stand for it ("Musk's site").

    `verbs`: what people do on this platform only ("tweet"). `kinds`: nouns for services of its kind ("messenger"),
    which stand for the service of that kind that was named before.
    `areas`: policy areas that are its own: in a text that names it, a sentence on one that names no platform means it.
    `is_first`: the service after which its company was named before, so that its name may stand for the company.
    """

    id: str
    company: str
    label: str
    names: list[str]
    aliases: list[str] = []
    people: list[str] = []
    verbs: list[str] = []
    kinds: list[str] = []
    areas: list[str] = []
    is_first: bool = False


class LexiconFile(Form):
    """One file of the lexicon."""

    platforms: list[PlatformForm] = []
    targets: list[str] = []
    classes: dict[str, ClassForm] = {}


@dataclass(frozen=True)
class Lexicon:
    """The whole lexicon. `targets` and `platform_names` are what a text must hold to yield a row, in lower case."""

    classes: dict[str, frozenset[str]]
    platforms: dict[str, PlatformForm]
    platform_of: dict[str, str]
    targets: tuple[str, ...]
    platform_names: tuple[str, ...]
    entries: dict[str, frozenset[str]] = field(repr=False, default_factory=dict)
    of_kind: dict[str, frozenset[str]] = field(repr=False, default_factory=dict)

    @functools.cached_property
    def gate(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """Give two patterns, of a target and of a platform, that both occur in every text that yields a row."""
        return _any_of(self.targets), _any_of(self.platform_names)

    @functools.cached_property
    def company_of(self) -> dict[str, str]:
        """Give the company of each platform."""
        return {name: form.company for name, form in self.platforms.items()}

    def may_hold(self, text: str) -> bool:
        """Say whether a text holds a target word and a platform name, not inside longer words, in any case."""
        target, platform = self.gate
        return bool(target.search(text) and platform.search(text))


def forms_in(stem: str, form: type[FormT]) -> list[FormT]:
    """Read the files `<stem>*.yaml` of the extractor, in the order of their names; raises `FaultsFound`."""
    found, faults = [], []
    for path in sorted(FOLDER.glob(f"{stem}*.yaml")):
        value, more = filled(form, read_file(path, path.name))
        faults += more
        if value is not None:
            found.append(value)
    if faults:
        raise FaultsFound(faults)
    return found


def one_each(what: str, named: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Give what the files name, by name; ValueError if two things have one name."""
    found: dict[str, Any] = {}
    for name, one in named:
        if name in found:
            raise ValueError(f"{what} {name!r} stands in two places: keep one, or name the other differently")
        found[name] = one
    return found


@functools.cache
def lexicon() -> Lexicon:
    """Give the extractor's lexicon; raises `FaultsFound` if a file does not fill its form, ValueError for its words."""
    return remembered("lexicon", _read_lexicon)


def _read_lexicon() -> Lexicon:
    files = forms_in("lexicon_", LexiconFile)
    platforms = one_each("platform", ((platform.id, platform) for file in files for platform in file.platforms))
    classes: dict[str, set[str]] = {}
    for file in files:
        for name, form in file.classes.items():
            _add_class(classes, name, form)
    platform_of, of_kind = {}, {}
    for platform in platforms.values():
        for kind, words in (("PLATFORM_NAME", platform.names), ("PLATFORM_ALIAS", platform.aliases),
                            ("PLATFORM_PERSON", platform.people), ("PLATFORM_VERB", platform.verbs)):
            written = {one for word in words for one in expanded(word)}
            classes.setdefault(kind, set()).update(written)
            platform_of.update({" ".join(split_phrase(word.lower())): platform.id for word in written})
        for word in (" ".join(split_phrase(one.lower())) for kind in platform.kinds for one in expanded(kind)):
            of_kind[word] = of_kind.get(word, frozenset()) | {platform.id}
    classes["PLATFORM_KIND"] = {one for platform in platforms.values() for kind in platform.kinds
                                for one in expanded(kind)}
    targets = [word for file in files for word in file.targets]
    classes.setdefault("TARGET_NAME", set()).update(targets)
    names = [name for platform in platforms.values() for name in platform.names]
    return Lexicon({name: frozenset(words) for name, words in classes.items()}, platforms, platform_of,
                   tuple(sorted({word.lower() for word in targets})), tuple(sorted({name.lower() for name in names})),
                   _entries(classes), of_kind)


def expanded(word: str) -> list[str]:
    """Write out a word with endings in brackets: `ban(s|ned)` is bans, banned; `ban(|s)` is ban, bans.

    ValueError for brackets that are not written so.
    """
    match = _GROUP.search(word)
    if not match:
        if len(word) > 1 and not _NO_WORD.isdisjoint(word):
            raise ValueError(f"lexicon: {word!r} cannot be read: write endings as ban(s|ned) or ban(|s)")
        return [word]
    before, after = word[: match.start()] + match[1], match[3] + word[match.end():]
    return [one for ending in match[2].split("|") for one in expanded(before + ending + after)]


def split_phrase(phrase: str) -> list[str]:
    """Split a phrase into the units that a text is split into."""
    return _PHRASE.findall(phrase)


def _add_class(classes: dict[str, set[str]], name: str, form: ClassForm) -> None:
    own = classes.setdefault(name, set())
    for word in form.words:
        own.update(expanded(word))
    for line in form.verbs:
        verb, _, particle = line.partition(" + ")
        parts = verb.split()
        if len(parts) == 4:
            parts.insert(3, parts[2])
        for kind, part in zip(VERB_FORMS, parts, strict=True):
            phrase = f"{part} {particle}".strip()
            own.add(phrase)
            classes.setdefault(f"{name}_{kind}", set()).add(phrase)
            classes.setdefault(f"VERB_{kind}", set()).add(phrase)


def _entries(classes: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    """Turn classes → words into word → classes; a word keeps its case, which matters where it has a capital."""
    entries: dict[str, set[str]] = {}
    for name, words in classes.items():
        for word in words:
            entries.setdefault(" ".join(split_phrase(word)).replace("’", "'"), set()).add(name)
    return {word: frozenset(names) for word, names in entries.items()}


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, longest_first))})(?![A-Za-z0-9])",
                      re.ASCII | re.IGNORECASE)
