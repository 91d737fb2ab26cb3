import pytest

import extractor

SPOKEN = [
    ("did say", "Facebook did promise that it bans the Taliban.", ("platform", "Facebook", "indirect")),
    ("an answer before a colon", "Meta, when asked, gave a brief answer: the Taliban is banned from Facebook.",
     ("platform", "Meta", "indirect")),
    ("unmoved before a colon", "Facebook is unmoved: the Taliban is banned from its services.",
     ("platform", "Facebook", "indirect")),
    ("that firm", "Taliban accounts are banned from YouTube, that firm says in turn.",
     ("platform", "YouTube", "indirect")),
    ("asked about this", "The Taliban is banned from Facebook, the company said when it was asked about this.",
     ("platform", "Facebook", "indirect")),
    ("owned by", "Taliban accounts are banned from YouTube, the video service owned by Alphabet declared.",
     ("platform", "YouTube", "indirect")),
    ("as somebody pointed out", "The Taliban is active on Twitter, as the researcher Mary Roe pointed out.",
     ("civil_society", "Mary Roe", "indirect")),
    ("the organisers", "According to the organisers, Twitter lets the Taliban stay.",
     ("civil_society", "", "indirect")),
    ("a columnist is the article", "Twitter lets the Taliban stay, a columnist writes.",
     ("journalist", "", "narration")),
    ("a paper without a name", "A Vienna daily wrote that Facebook bans the Taliban.", ("media", "", "indirect")),
    ("owner of a page", "The Taliban's page was deleted by Facebook, the page's owner said.",
     ("civil_society", "", "indirect")),
    ("lawyer of a firm", "The Taliban may not be on Facebook, said a company lawyer, Mary Roe.",
     ("platform", "Mary Roe", "indirect")),
    ("its maker", "The Taliban is banned from Threads, its maker said.", ("platform", "Threads", "indirect")),
    ("denying the group something is no speech", "Facebook, citing sanctions, denies the Taliban any account.",
     ("journalist", "", "narration")),
    ("telling followers is presence", "Suhail Shaheen of the Taliban was on Twitter on Monday, telling his 350,000 "
     "followers that all is calm.", ("journalist", "", "narration")),
    ("who is first named goes on", "Doug Lamborn, a Republican, wrote to Jack Dorsey. It grieves him that men who "
     "talk for the Taliban may use Twitter and former President Trump may not.",
     ("politician", "Doug Lamborn", "indirect")),
    ("speaking for", "Mary Roe, speaking for WhatsApp, declined to talk. She said that the Taliban is banned from "
     "WhatsApp.", ("platform", "Mary Roe", "indirect")),
    ("they counted", "Researchers spoke about Kabul, and some said little. They documented forty Taliban "
     "accounts that are active on Twitter.", ("civil_society", "", "indirect")),
    ("something left open", "Facebook said that what the Taliban may post is an open question.",
     ("journalist", "", "narration")),
    ("who calls a ban something", "Mary Roe, an analyst, called Facebook's ban on the Taliban misplaced.",
     ("civil_society", "Mary Roe", "indirect")),
    ("though", "Facebook's spokesperson told CNBC, though, that the Taliban is banned from Facebook.",
     ("platform", "Facebook spokesperson", "indirect")),
    ("that statement", "A Facebook spokesman sent a statement. The Taliban is banned from Facebook, that "
     "statement says.",
     ("platform", "Facebook", "indirect")),
    ("in the eyes of a platform", "In the eyes of Facebook the Taliban is terrorist, and it bans the group.",
     ("journalist", "", "narration")),
    ("ways found", "The Taliban is busy. It has found ways round the ban of YouTube.",
     ("journalist", "", "narration")),
    ("judge among members of a party", "Mary Roe, of the Labour party, said that Twitter lets the Taliban stay.",
     ("politician", "Mary Roe", "indirect")),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in SPOKEN], ids=[case[0] for case in SPOKEN])
def test_a_form_of_speech_names_whose_claim_a_row_is(text, wanted):
    row = extractor.extract(text, "2021-08-18").candidates[0]
    assert (row.speaker_role, row.speaker, row.attribution) == wanted
