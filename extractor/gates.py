"""Gates: which patterns can match at all where given symbols stand, found without trying them.

What a pattern needs is written as alternatives; each is a set of demands, and a demand is a set of symbols of which
one must be there. Lookarounds and what may be left out need nothing. Needs may ask for less than the pattern does,
never for more: a gate lets some patterns through that do not match, and holds back none that does.
"""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterable, Sequence

Symbols = frozenset[str]
Needs = tuple[frozenset[Symbols], ...]
ALWAYS: Needs = (frozenset(),)
MOST_ALTERNATIVES = 8
MOST_DEMANDS = 4
"""As many as `Gate.open` joins."""


def any_of(choices: Sequence[Needs]) -> Needs:
    """Give what a choice needs: what one of its alternatives needs."""
    alternatives = tuple(dict.fromkeys(itertools.chain.from_iterable(choices)))
    if all(len(one) == 1 for one in alternatives) or len(alternatives) > MOST_ALTERNATIVES:
        return one_demand(alternatives)
    return alternatives


def all_of(parts: Sequence[Needs]) -> Needs:
    """Give what a sequence needs: all that its parts need."""
    whole = ALWAYS
    for part in sorted(parts, key=len):
        wanted = part if len(whole) * len(part) <= MOST_ALTERNATIVES else one_demand(part)
        whole = tuple(dict.fromkeys(left | right for left in whole for right in wanted))
    return whole


def one_demand(alternatives: Needs) -> Needs:
    """Weaken alternatives to a single demand: one symbol of the rarest demand of each."""
    if not all(alternatives):
        return ALWAYS
    return (frozenset({Symbols().union(*(min(one, key=len) for one in alternatives))}),)


class Gate:
    """Says which of some patterns, known by their numbers, can match where given symbols stand.

    Each alternative has one bit in each of a few planes, one plane a demand. A symbol has the bits of the demands that
    it meets; an alternative whose bits are set in all planes may match. `bits` are those of each pattern, as `open`
    gives them.
    """

    def __init__(self, needs: Sequence[Needs]) -> None:
        alternatives = [(number, sorted(one, key=len)[:MOST_DEMANDS])
                        for number, own in enumerate(needs) for one in own]
        self._numbers = [number for number, _ in alternatives]
        self._size = len(alternatives)
        self.bits = [0] * len(needs)
        self._plane = (1 << self._size) - 1
        self._always = 0
        meeting: dict[Symbols, int] = {}
        for place, (number, demands) in enumerate(alternatives):
            self.bits[number] |= 1 << place
            for plane in range(MOST_DEMANDS):
                bit = 1 << plane * self._size + place
                if plane >= len(demands):
                    self._always |= bit
                else:
                    meeting[demands[plane]] = meeting.get(demands[plane], 0) | bit
        self._met: dict[str, int] = {}
        for demand, bits in meeting.items():
            for symbol in demand:
                self._met[symbol] = self._met.get(symbol, 0) | bits

    def met(self, symbols: Iterable[str]) -> int:
        """Give the bits that symbols meet; bits of several stretches may be joined by `|`."""
        return functools.reduce(operator.or_, filter(None, map(self._met.get, symbols)), self._always)

    def open(self, met: int) -> int:
        """Give one bit for each alternative that can match, 0 if none can."""
        size = self._size
        return met & met >> size & met >> 2 * size & met >> 3 * size & self._plane

    def joined(self, numbers: Iterable[int]) -> int:
        """Give the bits of several patterns."""
        return functools.reduce(operator.or_, map(self.bits.__getitem__, numbers), 0)

    def numbers(self, opened: int) -> list[int]:
        """Give the numbers of the patterns that can match, in order, each once."""
        found: list[int] = []
        while opened:
            highest = opened.bit_length() - 1
            number = self._numbers[highest]
            if not found or found[-1] != number:
                found.append(number)
            opened ^= 1 << highest
        return found[::-1]
