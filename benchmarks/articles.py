"""Articles to measure on: the practice texts as they are, and each among neutral sentences, as long as news articles.

The practice texts state something in most sentences; a news article does so in a few. The sentences here are our own.
"""

from __future__ import annotations

import random

from benchmarks.measure import ROOT

TEXTS = ROOT / "data" / "practice" / "texts"
CODINGS = ROOT / "data" / "practice" / "statements"
WORDS = 600
PLACES = ("Herat", "Kandahar", "Ghazni", "Bamyan", "Kunduz", "Jalalabad", "Khost", "Mazar")
PEOPLE = ("Karim Sadat", "Laila Noor", "Peter Marsh", "Hanna Weiss", "Omar Rahimi", "Ines Duarte")
NEUTRAL = (
    "The price of flour in {place} rose by {number} percent in a month, traders in the old bazaar said.",
    "{person}, who has taught in {place} for {number} years, keeps the school open in the mornings only.",
    "Snow closed the road to {place} for the second time this winter, and lorries queued at the pass.",
    "“We have no work and no money to leave,” {person} said outside a bakery in {place}.",
    "The United Nations says that more than half of the population will need help before spring.",
    "Aid agencies warned that clinics in {place} would run out of medicine within {number} days.",
    "At the airport, families waited with small bags and papers for a flight that did not come.",
    "The central bank's reserves, about {number} million dollars, remain frozen abroad.",
    "Farmers near {place} have begun to plant wheat again after the driest year in a generation.",
    "{person} left {place} with her two children in August and now lives in a flat near Hamburg.",
    "The ministry of finance did not answer questions about the salaries of teachers.",
    "Western diplomats met in Doha on Thursday to talk about aid, and agreed to meet again.",
    "In {place}, shops close before dark, and few people go out after the evening prayer.",
    "Electricity comes for {number} hours a day, so that mills and workshops run at night.",
    "“Nobody knows what next month will bring,” said {person}, who sells phones and cards for them.",
    "The country has had {number} finance ministers in the time that its neighbours had one.",
    "A cricket match between {place} and Kabul drew some {number} thousand spectators on Friday.",
    "The company that ran the power station has flown its engineers out, {person} said.",
    "Women in {place} marched to the governor's house and asked that the high schools be opened.",
    "Reporters counted {number} checkpoints on the road between {place} and the border.",
    "A spokesman for the hospital said that it had received {number} wounded since Sunday.",
    "Oil and gas are bought from the north, and the bill for last winter has not been paid.",
    "Before the war the valley was known for its apricots, and it still sends them to India.",
    "The court in {place} heard {number} cases in a week, most of them about land and water.",
    "“It's the longest drought that I can remember,” {person} told visitors from the capital.",
    "The new rulers have not said when the university will open or who may teach there.",
    "He was born in {place} in 1979, and studied engineering before he went into business.",
    "Banks let customers take out {number} dollars a week, which does not pay the rent.",
    "According to the World Bank, the economy shrank by a fifth in a single year.",
    "They had walked for {number} days when the police at the frontier sent them back.",
)


def practice_texts() -> list[str]:
    """Give the practice texts that hold statements."""
    return [path.read_bytes().decode("utf-8") for path in sorted(TEXTS.glob("*.txt"))
            if "statements: []" not in (CODINGS / f"{path.stem}.yaml").read_text(encoding="utf-8")]


def as_news(text: str, chance: random.Random) -> str:
    """Give a text as an article of 600 words: its lines in their order, neutral paragraphs between."""
    lines = [line for line in text.splitlines() if line.strip()]
    missing = WORDS - len(text.split())
    while missing > 0:
        paragraph = " ".join(_neutral(chance) for _ in range(chance.randint(2, 4)))
        lines.insert(chance.randint(1, len(lines)), paragraph)
        missing -= len(paragraph.split())
    return "\n".join(lines)


def _neutral(chance: random.Random) -> str:
    return chance.choice(NEUTRAL).format(place=chance.choice(PLACES), person=chance.choice(PEOPLE),
                                         number=chance.randint(2, 900))
