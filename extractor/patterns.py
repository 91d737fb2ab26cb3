"""Patterns over classes of words, and the alphabet of symbols that they are compiled to.

A pattern is written in the YAML files: `CLASS` is any unit of that class, `word` that very word, `_` any one unit,
`..` at most 5 units, `...` at most 15, `( | )` a choice, `? * + {0,8}` as usual, `!( )` must not follow, `!<( )` must
not stand before, `^` the start of the sentence and `$` the end of what is searched, `p:( )` a slot that the engine
reads (p platform, s speaker). Macros are named parts of patterns.
"""

from __future__ import annotations

import functools
import itertools
import operator
import re
from dataclasses import replace

from extractor.expressions import ANYTHING, Pattern, Piece, Stretch, bracket, either, in_order
from extractor.gates import Symbols
from extractor.lexicon import LOWER, MARK, NAME, NUMBER, Lexicon

_TOKEN = re.compile(r"\s*(?:(\.{2,3}|!<?\(|\{[0-9]+,[0-9]+\}|[()|?*+^$])|([a-z]):(?=[A-Z(])"
                    r"|([A-Z][A-Z_0-9]*)|(_)|([a-z0-9'-]+))")
_GAPS = {"..": ".{0,5}?", "...": ".{0,15}?", "^": r"\A", "$": r"\Z"}
_FIRST = 0xE000
LONGEST_RUN = 5
"""How many words of a pattern that stand in a row are tried as one phrase."""
KINDS = (NAME, LOWER, NUMBER, MARK)


class Alphabet:
    """The symbols: one character for each set of classes that a unit can belong to.

    Words of phrases have symbols of their own; `small` turns those of words with a capital into those without. `whole`
    gives the symbol of each phrase by the small symbols of its words: as it stands with a small letter ('' if it may
    not), and with a capital.
    """

    def __init__(self, lexicon: Lexicon, literals: set[str]) -> None:
        entries = {word: set(classes) for word, classes in lexicon.entries.items()}
        phrases = {word.lower() for word in entries if " " in word}
        literals = {word for word in literals if " " not in word or word in phrases}
        for word in literals:
            entries.setdefault(word, set())
        written = sorted({tuple(word.lower().split(" ")) for word in entries if " " in word}, key=len, reverse=True)
        self._in_phrases = set().union(*written)
        self._platform_of = lexicon.platform_of
        for word in self._in_phrases:
            entries.setdefault(word, set())
        classes = {variant: frozenset(names) for word in sorted(entries)
                   for variant, names in self._variants(word, entries, literals)}
        every = sorted({*classes.values(), *(frozenset({kind}) for kind in KINDS)}, key=_alike)
        self._symbols = {names: chr(_FIRST + number) for number, names in enumerate(every)}
        self.members: dict[str, set[str]] = {}
        for names, symbol in self._symbols.items():
            for name in names:
                self.members.setdefault(name, set()).add(symbol)
        self.units = {variant: self._symbols[names] for variant, names in classes.items()}
        self.small = str.maketrans({self.units["^" + word]: self.units[word] for word in self._in_phrases})
        self.whole = {"".join([self.units[part] for part in parts]): self._whole(" ".join(parts)) for parts in written}

    def _whole(self, phrase: str) -> tuple[str, str]:
        """Give the symbols of a phrase, small and with a capital; one that only names hold must stand with one."""
        small = self.units[phrase]
        return "" if small == self.kind(LOWER) else small, self.units["^" + phrase]

    def _variants(self, word: str, entries: dict[str, set[str]], literals: set[str]):
        """Give a word as it may stand in a text, small or with a capital, each with its classes."""
        low = word.lower()
        small = entries.get(low, set()) | ({f"={low}"} if low in literals else set())
        capital = small | {name for other in (word, low.capitalize(), low.upper(), low.title())
                           for name in entries.get(other, ())}
        service = {f"@{self._platform_of[low]}"} if low in self._platform_of else set()
        for sign, names in (("^", capital or {_kind(low.capitalize())}), ("", small or {_kind(low)})):
            yield sign + low, names | service | ({f"+{sign}{low}"} if low in self._in_phrases else set())

    def kind(self, name: str) -> str:
        """Give the symbol of a unit that no class holds."""
        return self._symbols[frozenset({name})]

    def unit(self, raw: str) -> str:
        """Give the symbol of a unit as it stands in a text. Only plain ASCII words are words of the lexicon."""
        if raw.isascii() or raw in self.units:
            low = raw.lower()
            found = self.units.get("^" + low if raw[0].isupper() else low)
            if found:
                return found
        return self.kind(_kind(raw))

    @functools.cached_property
    def platform_at(self) -> dict[str, str]:
        """Give the platform for which each symbol stands, of those that are names of platforms or phrases for them."""
        names = self.members["PLATFORM_NAME"] | self.members["PLATFORM_ALIAS"]
        return {symbol: platform for platform in set(self._platform_of.values())
                for symbol in self.members[f"@{platform}"] & names}

    def symbols(self, name: str) -> set[str]:
        """Give the symbols of a class; KeyError if no word belongs to it."""
        return self.members[name]


def _alike(names: frozenset[str]) -> tuple[list[str], list[str]]:
    """Give what sorts sets of classes so that the symbols of a class stand together as far as they can."""
    return sorted(name for name in names if name[0] not in "+@="), sorted(names)


def _kind(raw: str) -> str:
    if raw[0].isdigit():
        return NUMBER
    if raw[0].isalpha():
        return NAME if raw[0].isupper() else LOWER
    return MARK


def slot(match: re.Match[str], name: str) -> tuple[int, int] | None:
    """Give the units that a slot of a pattern holds in a match, or None."""
    for group in match.re.groupindex:
        if group[0] == name and match.start(group) >= 0:
            return match.span(group)
    return None


def literals_in(source: str) -> set[str]:
    """Give the words that a pattern names itself, and the runs of them, which may be phrases."""
    words, found = [token[4] for token in _TOKEN.findall(source)], set()
    for start in range(len(words)):
        run = itertools.takewhile(bool, words[start:start + LONGEST_RUN])
        found |= {*itertools.accumulate(run, "{} {}".format)}
    return found


class Compiler:
    """Compiles patterns with one alphabet and one set of macros."""

    def __init__(self, alphabet: Alphabet, macros: dict[str, str]) -> None:
        self.alphabet = alphabet
        self.macros = macros
        self.used: set[str] = set()
        self._slots = 0
        self._known: dict[str, Piece] = {}
        self._classes: dict[str, Piece] = {}
        self._patterns: dict[str, Pattern] = {}

    def pattern(self, source: str) -> Pattern:
        """Compile a pattern, once; ValueError names what cannot be read, KeyError an unknown class."""
        if source not in self._patterns:
            self._patterns[source] = either(self._read(source)).pattern(source)
        return self._patterns[source]

    def branched(self, source: str) -> Pattern:
        """Compile a pattern with its alternatives, which may stand in a macro; raises as `pattern` does."""
        if source in self.macros:
            self.used.add(source)
        parts = self._read(self.macros.get(source, source))
        return replace(either(parts).pattern(source), branches=tuple(piece.pattern(source) for piece in parts))

    def _read(self, source: str) -> list[Piece]:
        """Read the alternatives of a whole pattern."""
        tokens = _tokens(source)
        parts = self._alternatives(tokens, source)
        if tokens:
            raise ValueError(f"unbalanced brackets in the pattern {source!r}")
        return parts

    def _choice(self, tokens: list, source: str) -> Piece:
        """Read alternatives up to a closing bracket."""
        return either(self._alternatives(tokens, source))

    def _alternatives(self, tokens: list, source: str) -> list[Piece]:
        parts = [self._sequence(tokens, source)]
        while tokens and tokens[0][0] == "|":
            tokens.pop(0)
            parts.append(self._sequence(tokens, source))
        return parts

    def _sequence(self, tokens: list, source: str) -> Piece:
        """Read a sequence; it needs what each of its items needs that may not be left out."""
        items = []
        while tokens and tokens[0][0] not in ("|", ")"):
            piece = self._phrase(tokens, source) or self._item(tokens, source)
            quantifier = tokens.pop(0)[0] if tokens and tokens[0][0] and tokens[0][0][0] in "?*+{" else ""
            items.append(piece.repeated(quantifier) if quantifier else piece)
        return in_order(items)

    def _phrase(self, tokens: list, source: str) -> Piece | None:
        """Read words that stand in a row and are a phrase of the lexicon, the longest: a text has them as one unit."""
        if not tokens[0][4]:
            return None
        words = [token[4] for token in itertools.takewhile(operator.itemgetter(4), tokens[:LONGEST_RUN])]
        if len(words) < len(tokens) and (tokens[len(words)][0] or "|")[0] in "?*+{":
            words.pop()
        for size in range(len(words), 1, -1):
            phrase = "=" + " ".join(words[:size])
            if phrase in self.alphabet.members:
                del tokens[:size]
                return self._one_of(phrase)
        return None

    def _item(self, tokens: list, source: str) -> Piece:
        mark, slot, name, anyone, word = tokens.pop(0)
        if slot:
            part = self._item(tokens, source)
            self._slots += 1
            return Piece(f"(?P<{slot}{self._slots}>{part.text})", part.needs)
        if mark in ("(", "!(", "!<("):
            part = self._choice(tokens, source)
            if not tokens or tokens.pop(0)[0] != ")":
                raise ValueError(f"unbalanced brackets in the pattern {source!r}")
            return {"(": Piece.bracketed, "!(": Piece.not_here, "!<(": Piece.not_before}[mark](part)
        if mark:
            return Piece(_GAPS[mark], looks=r"(?<=\A.)" if mark == "^" else "")
        if anyone:
            return Piece(".")
        if name in self.macros:
            return self._macro(name)
        self.used.add(name)
        return self._one_of(name or f"={word}")

    def _one_of(self, name: str) -> Piece:
        """Compile a class, once; KeyError if no word belongs to it."""
        if name not in self._classes:
            symbols = Symbols(self.alphabet.symbols(name))
            self._classes[name] = Piece(bracket(symbols), (frozenset({symbols}),), symbols)
        return self._classes[name]

    def _macro(self, name: str) -> Piece:
        """Compile a macro, once unless it has slots, whose names must differ from place to place."""
        self.used.add(name)
        if name in self._known:
            return self._known[name]
        slots = self._slots
        piece = either(self._read(self.macros[name])).bracketed()
        if self._slots == slots:
            self._known[name] = piece
        return piece


def _tokens(source: str) -> list:
    tokens, place = [], 0
    while place < len(source.rstrip()):
        match = _TOKEN.match(source, place)
        if not match:
            raise ValueError(f"cannot read {source[place:place + 20]!r} in the pattern {source!r}")
        tokens.append(match.groups(default=""))
        place = match.end()
    return tokens


__all__ = ["ANYTHING", "Alphabet", "Compiler", "Pattern", "Stretch", "bracket", "literals_in", "slot"]
