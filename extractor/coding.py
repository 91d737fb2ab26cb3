"""Coding: the variables of a row, from the rule that matched, from its clause and from what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractor.attribution import OFFICE, Attribution
from extractor.companies import CONTENT, EVALUATION, RULE
from extractor.discourse import Discourse
from extractor.extraction import Candidate, Evidence
from extractor.lexicon import lexicon
from extractor.mentions import Asked, Coded, Units
from extractor.patterns import ANYTHING, Stretch
from extractor.periods import UNDECLARED, Periods
from extractor.reading import Sentence
from extractor.rules import Compiled, RuleBook
from extractor.speakers import NARRATOR, PLATFORM_ROLE, Speaker
from extractor.weighing import WEIGHED
from extractor.weights import Treatment

BACK = 4
PRACTICE = "practice"
LETTING_IN = ("access", "permits")


class Place(NamedTuple):
    """A match of a statement rule: the sentence, the clause and the matched units."""

    sentence: Sentence
    clause: Units
    match: Units


class RowCoder:
    """Codes the rows of one text. `coded` holds the platforms with rows, by policy area, stance and sentence."""

    def __init__(self, book: RuleBook, text: str, sentences: list[Sentence], published: str | None) -> None:
        self.book = book
        self.text = text
        self.sentences = sentences
        self.mentions = Discourse(book, sentences)
        self.attribution = Attribution(book, sentences, self.mentions)
        self.periods = Periods(book, sentences, published)
        self.coded: dict[str, dict[str, Coded]] = {}
        self._with_rows: dict[str, set[str]] = {}
        self._rows: Coded = {}

    def keep(self, row: Candidate, sentence: Sentence) -> None:
        """Keep in mind that a row stands in a sentence: later ones may go on about its platform."""
        coded = self.coded.setdefault(row.policy_area, {}).setdefault(row.stance, {})
        coded.setdefault(sentence.index, set()).add(row.platform)
        self._rows.setdefault(sentence.index, set()).add(row.platform)
        self._with_rows.setdefault(row.policy_area, set()).add(row.platform)

    def basis(self, rule: Compiled, place: Place) -> str:
        """Give the basis of what a match of a rule states, as far as can be told before it is known who speaks."""
        return self._chosen("basis", rule.rule.gives, place)[0]

    def rows(self, rule: Compiled, place: Place, platforms: tuple[str, ...], basis: str) -> Iterator[Candidate]:
        """Give a row for each platform, or for their company where that is what is meant."""
        for platform in self._by_company(platforms, place.sentence, basis, rule.rule.gives["policy_area"]):
            yield self.row(rule, place, platform, basis)

    def platforms(self, rule: Compiled, place: Place, named: Units | None, basis: str) -> tuple[str, ...]:
        """Give the platforms that a match of a rule is about, by what was coded before; none if none is named.

        `named` are the units in which the rule itself names them.
        """
        sentence, asked = place.sentence, self._asked(rule.rule.treatment, basis)
        if named and not self.mentions.stands_aside(sentence, named):
            return self.mentions.platforms_in(sentence, *named) or self.mentions.anaphor(sentence, named, asked)
        return self.mentions.treating(sentence, place.clause, place.match, asked, rule.rule.platforms == "clause")

    def _asked(self, treatment: Treatment, basis: str) -> Asked:
        """Give what is asked of the text for a row, with the platforms that have rows by now."""
        area, stance = treatment
        by_stance = self.coded.get(area, {})
        against = [coded for other, coded in by_stance.items() if other != stance]
        return Asked(area, basis, treatment == LETTING_IN, by_stance.get(stance, {}), against,
                     self._with_rows.get(area, set()), self._rows)

    def _by_company(self, platforms: tuple[str, ...], sentence: Sentence, basis: str, area: str) -> tuple[str, ...]:
        """Take the company for its first service where the text says that a standing rule covers its services.

        What is told or judged of the service by its name is not said of the company.
        """
        first, named = self.mentions.company_covers_services, bool(self.mentions.runs(sentence))
        if first is None or len(platforms) > 1 or self.mentions.is_called_service(sentence):
            return platforms
        unnamed = not named and (area == CONTENT or sentence.index >= first)
        if basis != RULE and not unnamed and sentence.index != first:
            return platforms
        known = lexicon().platforms
        goes_on = basis == RULE and sentence.index >= first and not named
        return tuple(known[name].company if known[name].is_first or goes_on else name for name in platforms)

    def row(self, rule: Compiled, place: Place, platform: str, basis: str) -> Candidate:
        """Give the row of one platform; who speaks is found by `basis`, and then the row's own basis by who speaks."""
        gives, sentence = rule.rule.gives, place.sentence
        speaker = self._speaker(rule, place, basis, platform)
        basis, basis_rule = self._chosen("basis", gives | {"speaker_role": speaker.role}, place)
        if basis == PRACTICE and speaker.role == PLATFORM_ROLE and rule.rule.treatment == LETTING_IN:
            basis = RULE
        target, target_rule = self._chosen("target", gives | {"basis": basis}, place)
        certainty, certainty_rule = self._chosen("certainty", gives | {"speaker_role": speaker.role}, place)
        dates = self.periods.dates(sentence, place.clause)
        start, end = dates.of(gives["stance"], basis)
        attribution = "narration"
        if speaker.role != NARRATOR:
            attribution = self._voice(place)
        return Candidate(
            platform=platform, target=target, policy_area=gives["policy_area"], stance=gives["stance"], basis=basis,
            speaker_role=speaker.role, speaker=speaker.name, attribution=attribution, certainty=certainty,
            period_start=start, period_end=end, compared_with=self._compared(place, platform),
            evidence=Evidence(sentence.start, sentence.end, self.text[sentence.start:sentence.end]),
            rule=rule.rule.id, rules=tuple(filter(None, (target_rule, basis_rule, speaker.rule, certainty_rule))),
            confidence=rule.rule.confidence, dates=dates,
        )

    def _chosen(self, variable: str, gives: dict[str, str], place: Place) -> tuple[str, str]:
        """Choose a value by the ordered rules of a variable, unless the statement rule gives it."""
        if variable in gives:
            return gives[variable], ""
        sentence, (begin, end) = place.sentence, place.clause
        if variable == "target":
            sentence = self._treated(place)
            begin, end = 0, len(sentence.symbols)
        for choice in self.book.fitting(variable, gives):
            span = (0, len(sentence.symbols)) if choice.rule.scope == "sentence" else (begin, end)
            if choice.pattern and not choice.pattern.search(sentence, *span):
                continue
            if choice.unless is None or not choice.unless.search(sentence, *span):
                return choice.rule.value, choice.rule.id
        raise ValueError(f"no rule chooses {variable}: the last must hold everywhere")

    def _treated(self, place: Place) -> Stretch:
        """Give what tells who is treated: the clause, or what was named before it; who speaks only if nobody else."""
        structure, whole = self.book.structure, self.attribution.reported(place.sentence, place.match)
        if not structure["treated"].search(whole) and self.mentions.has_target(place.sentence):
            whole = place.sentence
        clause = Stretch(whole.symbols[slice(*place.clause)], whole.opened)
        if structure["treated"].search(clause):
            return clause
        so_far = Stretch(whole.symbols[:place.clause[1]], whole.opened)
        if structure["treated"].search(so_far):
            return so_far
        if not structure["treated_before"].search(clause):
            return clause
        earlier = self.sentences[max(0, place.sentence.index - BACK):place.sentence.index]
        before = next((one for one in reversed(earlier) if structure["treated_earlier"].search(one)), None)
        return Stretch(before.symbols + clause.symbols, ANYTHING) if before else clause

    def _speaker(self, rule: Compiled, place: Place, basis: str, platform: str) -> Speaker:
        given = rule.rule.gives.get("speaker_role")
        if given == NARRATOR:
            told = self.attribution.told(place.sentence, place.match, platform)
            return (rule.rule.gives["stance"] == UNDECLARED and told) or Speaker(NARRATOR, "", "")
        otherwise = rule.rule.gives.get("speaker_else", "")
        judges = basis in (EVALUATION, PRACTICE)
        found = self.attribution.teller(place.sentence, place.match, judges, platform)
        if found is None and rule.rule.group == WEIGHED:
            found = self.attribution.teller(place.sentence, place.clause, True, platform) or (
                self.attribution.opening(place.sentence, platform))
        if given and (found is None or found.role != given):
            return Speaker(given, lexicon().platforms[platform].label if given == PLATFORM_ROLE else "", "")
        if otherwise and (found is None or (basis == EVALUATION and self._is_told_of(found, place))):
            if otherwise == PLATFORM_ROLE:
                return Speaker(PLATFORM_ROLE, lexicon().platforms[platform].label, "")
            return self.attribution.somebody(place.sentence, otherwise, platform)
        if found is None:
            found = self.attribution.continued(place.sentence, platform, basis == RULE)
        return self._told(rule, basis, found, place) if found else Speaker(NARRATOR, "", "")

    def _is_told_of(self, found: Speaker, place: Place) -> bool:
        """Say whether a platform that seems to speak is what another judges: no spokesperson, no quotation."""
        return found.role == PLATFORM_ROLE and found.kind != OFFICE and self._voice(place) != "direct"

    def _voice(self, place: Place) -> str:
        """Say whether somebody's words are quoted or reported."""
        return "direct" if self.attribution.quotations.hold(place.sentence, place.clause) else "indirect"

    def _told(self, rule: Compiled, basis: str, found: Speaker, place: Place) -> Speaker:
        """Give who speaks, or the article where it tells a row though somebody of that role speaks beside it."""
        values = {"policy_area": rule.rule.gives["policy_area"], "stance": rule.rule.gives["stance"], "basis": basis,
                  "speaker_role": found.role, "kind": found.kind, "attribution": self._voice(place)}
        narrates = next(iter(self.book.fitting("attribution", values)), None)
        return Speaker(NARRATOR, "", narrates.rule.id) if narrates else found

    def _compared(self, place: Place, platform: str) -> tuple[str, ...]:
        sides = self.mentions.sides(place.sentence, *place.clause)
        return tuple(dict.fromkeys(name for side in sides for name in side.platforms if name != platform))
