"""Patterns over classes of words, and the alphabet of symbols that they are compiled to.

A pattern is written in the YAML files: `CLASS` is any unit of that class, `word` that very word, `_` any one unit,
`..` at most 5 units, `...` at most 15, `( | )` a choice, `? * + {0,8}` as usual, `!( )` must not follow, `!<( )` must
not stand before, `^` and `$` the edges, `p:( )` a slot that the engine reads (p platform, s speaker). Macros are named
parts of patterns.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from extractor.gates import ALWAYS, Needs, Symbols, all_of, any_of, one_demand
from extractor.lexicon import LOWER, MARK, NAME, NUMBER, Lexicon, split_phrase

_TOKEN = re.compile(r"\s*(?:(\.{2,3}|!<?\(|\{[0-9]+,[0-9]+\}|[()|?*+^$])|([a-z]):(?=[A-Z(])"
                    r"|([A-Z][A-Z_0-9]*)|(_)|([a-z0-9'-]+))")
_GAPS = {"..": ".{0,5}?", "...": ".{0,15}?", "^": r"\A", "$": r"\Z"}
_FIRST = 0xE000
KINDS = (NAME, LOWER, NUMBER, MARK)


@dataclass(frozen=True)
class Pattern:
    """A pattern: its source, the regular expression that it stands for, what must stand in whatever it matches, and
    its alternatives in order. Most patterns are never asked for a match, so each is compiled when it first is."""

    source: str
    expression: str
    needs: Needs
    branches: tuple[Pattern, ...] = ()

    @functools.cached_property
    def regex(self) -> re.Pattern[str]:
        """Give the compiled pattern; re.error if a `!<( )` holds what has no fixed length."""
        return re.compile(self.expression, re.DOTALL)

    @functools.cached_property
    def scout(self) -> re.Pattern[str]:
        """Give a quick pattern that is found wherever this one can be: one symbol, or nothing at all."""
        demand = next(iter(one_demand(self.needs)[0]), None)
        return re.compile(bracket(demand) if demand else "")


class Alphabet:
    """The symbols: one character for each set of classes that a unit can belong to.

    Words of phrases have symbols of their own; `small` turns those of words with a capital into those without. `whole`
    gives the symbol of each phrase by the small symbols of its words: as it stands with a small letter ('' if it may
    not), and with a capital.
    """

    def __init__(self, lexicon: Lexicon, literals: set[str]) -> None:
        entries = {word: set(classes) for word, classes in lexicon.entries.items()}
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

    def every_symbol(self) -> list[str]:
        """Give all symbols."""
        return list(self._symbols.values())

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


def bracket(symbols: Collection[str]) -> str:
    """Write a set of symbols as a bracket of a regular expression, neighbours as a range."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, symbols)):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return f"[{''.join(chr(first) if first == last else f'{chr(first)}-{chr(last)}' for first, last in runs)}]"


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
    """Give the words that a pattern names itself."""
    return {token[4] for token in _TOKEN.findall(source) if token[4]}


class Compiler:
    """Compiles patterns with one alphabet and one set of macros."""

    def __init__(self, alphabet: Alphabet, macros: dict[str, str]) -> None:
        self.alphabet = alphabet
        self.macros = macros
        self.used: set[str] = set()
        self._slots = 0
        self._known: dict[str, tuple[str, Needs]] = {}

    def pattern(self, source: str) -> Pattern:
        """Compile a pattern; ValueError names what cannot be read, KeyError an unknown class."""
        regex, needs = self._compiled(source)
        return Pattern(source, regex, needs)

    def branched(self, source: str) -> Pattern:
        """Compile a pattern with its alternatives; raises as `pattern` does."""
        branches = [Pattern(source, regex, needs) for regex, needs in self._alternatives(_tokens(source), source)]
        return replace(self.pattern(source), branches=tuple(branches))

    def _compiled(self, source: str) -> tuple[str, Needs]:
        tokens = _tokens(source)
        regex, needs = self._choice(tokens, source)
        if tokens:
            raise ValueError(f"unbalanced brackets in the pattern {source!r}")
        return regex, needs

    def _choice(self, tokens: list, source: str) -> tuple[str, Needs]:
        """Read alternatives up to a closing bracket."""
        parts = self._alternatives(tokens, source)
        text = parts[0][0] if len(parts) == 1 else f"(?:{'|'.join(part for part, _ in parts)})"
        return text, any_of([needs for _, needs in parts])

    def _alternatives(self, tokens: list, source: str) -> list[tuple[str, Needs]]:
        parts = [self._sequence(tokens, source)]
        while tokens and tokens[0][0] == "|":
            tokens.pop(0)
            parts.append(self._sequence(tokens, source))
        return parts

    def _sequence(self, tokens: list, source: str) -> tuple[str, Needs]:
        """Read a sequence; it needs what each of its items needs that may not be left out."""
        text, needs = "", []
        while tokens and tokens[0][0] not in ("|", ")"):
            part, own = self._item(tokens, source)
            quantifier = tokens.pop(0)[0] if tokens and tokens[0][0] and tokens[0][0][0] in "?*+{" else ""
            text += f"(?:{part}){quantifier}" if quantifier else part
            if quantifier in ("", "+"):
                needs.append(own)
        return text, all_of(needs)

    def _item(self, tokens: list, source: str) -> tuple[str, Needs]:
        mark, slot, name, anyone, word = tokens.pop(0)
        if slot:
            part, own = self._item(tokens, source)
            self._slots += 1
            return f"(?P<{slot}{self._slots}>{part})", own
        if mark in ("(", "!(", "!<("):
            part, own = self._choice(tokens, source)
            if not tokens or tokens.pop(0)[0] != ")":
                raise ValueError(f"unbalanced brackets in the pattern {source!r}")
            sign = {"(": "?:", "!(": "?!", "!<(": "?<!"}[mark]
            return f"({sign}{part})", own if mark == "(" else ALWAYS
        if mark:
            return _GAPS[mark], ALWAYS
        if anyone:
            return ".", ALWAYS
        if name in self.macros:
            return self._macro(name)
        symbols = self.alphabet.symbols(name or f"={word}")
        self.used.add(name)
        return bracket(symbols), (frozenset({Symbols(symbols)}),)

    def _macro(self, name: str) -> tuple[str, Needs]:
        """Compile a macro, once unless it has slots, whose names must differ from place to place."""
        self.used.add(name)
        if name in self._known:
            return self._known[name]
        slots = self._slots
        part, own = self._compiled(self.macros[name])
        compiled = f"(?:{part})", own
        if self._slots == slots:
            self._known[name] = compiled
        return compiled


def _tokens(source: str) -> list:
    tokens, place = [], 0
    while place < len(source.rstrip()):
        match = _TOKEN.match(source, place)
        if not match:
            raise ValueError(f"cannot read {source[place:place + 20]!r} in the pattern {source!r}")
        tokens.append(match.groups(default=""))
        place = match.end()
    return tokens


__all__ = ["Alphabet", "Compiler", "Pattern", "literals_in", "split_phrase"]
