import pytest

import extractor

SPEAKERS = [
    ("narration", "Facebook bans the Taliban.", ("journalist", "", "narration")),
    ("company", "Facebook said that it bans the Taliban.", ("platform", "Facebook", "indirect")),
    ("spokesperson", "Facebook bans the Taliban, a Facebook spokesperson said.",
     ("platform", "Facebook spokesperson", "indirect")),
    ("person of a platform", "Nick Clegg said that Meta bans the Taliban.", ("platform", "Nick Clegg", "indirect")),
    ("quotation", '"We ban the Taliban from Facebook," a Facebook spokeswoman said.',
     ("platform", "Facebook spokesperson", "direct")),
    ("closing the sentence", "Facebook removes every account that acts for the Taliban, a spokesperson for the company "
     "told this paper on Tuesday.", ("platform", "Facebook spokesperson", "indirect")),
    ("apposition that closes", "Facebook bans the Taliban, Andy Stone, a spokesman for the company, said on Tuesday.",
     ("platform", "Andy Stone", "indirect")),
    ("in the middle", "The Taliban, YouTube said in a statement, is not allowed to have accounts.",
     ("platform", "YouTube", "indirect")),
    ("turned round", '"Why does Twitter let the Taliban keep its accounts?" asked Nigar Ahmadi, an activist.',
     ("civil_society", "Nigar Ahmadi", "direct")),
    ("after an opening", "Asked about it, a YouTube spokesperson said it removes Taliban accounts.",
     ("platform", "YouTube spokesperson", "indirect")),
    ("headline", "Taliban banned for good: Facebook", ("platform", "Facebook", "indirect")),
    ("reduced passive is no speech", "The accounts reported by users act for the Taliban. Facebook removed them.",
     ("journalist", "", "narration")),
    ("outlet", "Reuters reported that Facebook bans the Taliban.", ("media", "Reuters", "indirect")),
    ("outlet at the end", "Facebook bans the Taliban, the New York Times reported.",
     ("media", "New York Times", "indirect")),
    ("according to", "According to Reuters, Facebook bans the Taliban.", ("media", "Reuters", "indirect")),
    ("person of the target", "Zabihullah Mujahid said that Facebook bans the Taliban.",
     ("taliban", "Zabihullah Mujahid", "indirect")),
    ("politician", "Sen. Mary Roe asked why Twitter lets the Taliban tweet and Trump may not.",
     ("politician", "Mary Roe", "indirect")),
    ("critics",
     "Critics asked why Twitter lets the Taliban tweet and Trump may not.", ("civil_society", "", "indirect")),
    ("this very article", "This article says that Twitter hosts the Taliban.", ("journalist", "", "narration")),
    ("pronoun", "Anas Haqqani leads the Taliban. He said that Twitter tolerates free speech.",
     ("taliban", "Anas Haqqani", "indirect")),
    ("she", "A YouTube spokeswoman spoke. The Taliban is banned from YouTube, she said.",
     ("platform", "YouTube spokesperson", "indirect")),
    ("surname", "Anas Haqqani leads the Taliban. Haqqani said that Twitter tolerates free speech.",
     ("taliban", "Anas Haqqani", "indirect")),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in SPEAKERS], ids=[case[0] for case in SPEAKERS])
def test_the_speaker_of_a_claim_is_found(text, wanted):
    row = extractor.extract(text, "2021-08-18").candidates[0]
    assert (row.speaker_role, row.speaker, row.attribution) == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("Facebook reportedly bans the Taliban.", "hedged"),
    ("Facebook bans the Taliban.", "asserted"),
], ids=["hedged", "asserted"])
def test_a_hedge_is_heard(text, wanted):
    assert extractor.extract(text).candidates[0].certainty == wanted
