import pytest

import extractor

SPEAKERS = [
    ("narration", "Facebook bans the Taliban.", ("journalist", "", "narration")),
    ("company", "Facebook said that it bans the Taliban.", ("platform", "Facebook", "indirect")),
    ("spokesperson", "Facebook bans the Taliban, a Facebook spokesperson said.",
     ("platform", "Facebook spokesperson", "indirect")),
    ("person of a platform", "Nick Clegg said that Meta bans the Taliban.", ("platform", "Nick Clegg", "indirect")),
    ("quotation", '"We ban the Taliban from Facebook," a Facebook spokeswoman said.',
     ("platform", "Facebook spokeswoman", "direct")),
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
     ("platform", "YouTube spokeswoman", "indirect")),
    ("surname", "Anas Haqqani leads the Taliban. Haqqani said that Twitter tolerates free speech.",
     ("taliban", "Anas Haqqani", "indirect")),
    ("outlet that quotes another", "Reuters reported that Facebook said it bans the Taliban.",
     ("platform", "Facebook", "indirect")),
    ("aside before the verb", "The company, which owns WhatsApp, said its rules bar the Taliban from Facebook.",
     ("platform", "Facebook", "indirect")),
    ("named spokesperson", "Facebook bans the Taliban, said spokesperson Mary Roe.",
     ("platform", "Mary Roe", "indirect")),
    ("verb of opinion between commas", "Facebook, the Oversight Board holds, bans the Taliban.",
     ("civil_society", "Oversight Board", "indirect")),
    ("organisation that found", "Article 19 counted forty Taliban accounts that are active on Twitter.",
     ("civil_society", "Article 19", "indirect")),
    ("organisation, then it", "Access Now is in Kabul. Facebook, it said, bans the Taliban.",
     ("civil_society", "Access Now", "indirect")),
    ("rule book", "Facebook's community guidelines forbid praise for the Taliban.",
     ("platform", "Facebook", "indirect")),
    ("she who has no name", "A researcher in Delhi met us. \"Facebook bans the Taliban,\" she said.",
     ("civil_society", "", "direct")),
    ("title", "Facebook bans the Taliban, Dr Mary Roe said.", ("civil_society", "Mary Roe", "indirect")),
    ("reporters asked", "Facebook removed the Taliban's pages after the BBC asked about them.",
     ("journalist", "", "narration")),
    ("by email", '"We ban the Taliban from Facebook," a Facebook representative said by email.',
     ("platform", "Facebook representative", "direct")),
    ("going on", "Zabihullah Mujahid of the Taliban goes on posting on Twitter.", ("journalist", "", "narration")),
    ("feeling", "Republicans are furious that Twitter bans Donald Trump and lets the Taliban tweet.",
     ("politician", "", "indirect")),
    ("nobody judges", "It is hypocrisy that Twitter keeps the Taliban on.", ("journalist", "", "narration")),
    ("staff of a platform", "Mary Roe of WhatsApp said that it bans the Taliban.",
     ("platform", "Mary Roe", "indirect")),
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
