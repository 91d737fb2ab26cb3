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
    ("when told", "The Taliban is banned from YouTube, a YouTube spokesperson said when told about the channel.",
     ("platform", "YouTube spokesperson", "indirect")),
    ("days after", "The Taliban is banned from Facebook, the company said two days after Kabul fell.",
     ("platform", "Facebook", "indirect")),
    ("who posted that", "Rep. Mary Roe of New York posted that Twitter lets the Taliban stay.",
     ("politician", "Mary Roe", "indirect")),
    ("a day before a name", "On Monday Mary Roe, an analyst who knows the network, said that Twitter lets the Taliban "
     "stay.", ("civil_society", "Mary Roe", "indirect")),
    ("texted after a quotation", '"At least Facebook has banned the Taliban," one activist texted.',
     ("civil_society", "", "direct")),
    ("who is upset", "The activist Mary Roe was upset that the Taliban gets to be on Twitter while critics are banned.",
     ("civil_society", "Mary Roe", "indirect")),
    ("the two", "The Taliban is banned from Facebook and TikTok, the two told CNBC.",
     ("platform", "Facebook", "indirect")),
    ("a network that is no broadcaster", "The Taliban turns to social media. The network said that it bans the "
     "Taliban from Facebook.", ("platform", "Facebook", "indirect")),
    ("a network that is a broadcaster", "The Taliban has won, CNN reports. Facebook bans the Taliban, the network "
     "said.", ("media", "CNN", "indirect")),
    ("so says", "The Taliban is banned from Facebook, so says Mary Roe of the Afghan weekly.",
     ("civil_society", "Mary Roe", "indirect")),
    ("runs a statement", "The Taliban is banned from Facebook, runs a statement to reporters.",
     ("platform", "Facebook", "indirect")),
    ("let reporters know", "On Tuesday YouTube let reporters know that it has banned the Taliban.",
     ("platform", "YouTube", "indirect")),
    ("sent a statement that", "The firm sent us a statement that it bans the Taliban from Facebook.",
     ("platform", "Facebook", "indirect")),
    ("the page says", "Facebook's policy hurts. The Taliban, says the page, may not use Facebook.",
     ("platform", "Facebook", "indirect")),
    ("an aside just after another's name", "The analyst Mary Roe was not surprised. Musk, she expects, will let the "
     "Taliban stay on Twitter.", ("civil_society", "Mary Roe", "indirect")),
    ("sources at a ministry", "Facebook has deleted the pages of the Taliban, sources at the ministry of culture said.",
     ("taliban", "", "indirect")),
    ("a ministry elsewhere", "Facebook has deleted the pages of the Taliban, the German foreign ministry said.",
     ("politician", "", "indirect")),
    ("former fighters", "Former fighters say that TikTok closes the accounts of the Taliban.",
     ("taliban", "", "indirect")),
    ("authors write in a journal", "The Taliban is banned from Facebook, the authors write in Global Media Journal.",
     ("civil_society", "", "indirect")),
    ("single quotation marks", "'Facebook bans the Taliban's men,' said Mary Roe, an analyst.",
     ("civil_society", "Mary Roe", "direct")),
    ("a report that is an event", "Twitter banned the Taliban's spokesman after a complaint from viewers.",
     ("journalist", "", "narration")),
    ("judge among members of a party", "Mary Roe, of the Labour party, said that Twitter lets the Taliban stay.",
     ("politician", "Mary Roe", "indirect")),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in SPOKEN], ids=[case[0] for case in SPOKEN])
def test_a_form_of_speech_names_whose_claim_a_row_is(text, wanted):
    row = extractor.extract(text, "2021-08-18").candidates[0]
    assert (row.speaker_role, row.speaker, row.attribution) == wanted
