import pytest

import extractor

PLATFORMS = [
    ("subject", "Facebook bans the Taliban.", {"facebook"}),
    ("place", "The Taliban is banned from Facebook and YouTube.", {"facebook", "youtube"}),
    ("three", "The Taliban may not use Facebook, Instagram or WhatsApp.", {"facebook", "instagram", "whatsapp"}),
    ("X", "X hosts accounts of the Taliban. It was called Twitter.", {"twitter"}),
    ("a company on a named service", "Facebook closed a WhatsApp helpline run by the Taliban.", {"whatsapp"}),
    ("an aside that lists what is owned",
     "Meta, owner of Facebook and Instagram, lists the Taliban as terrorist.", {"meta"}),
    ("all services of Facebook Inc.", "Facebook bans the Taliban from all of its services.", {"meta"}),
    ("a contrasted side", "Unlike Facebook, YouTube bans the Taliban.", {"youtube"}),
    ("the company", "Facebook spoke on Monday. The company bans the Taliban.", {"facebook"}),
    ("platforms without a name", "Most platforms ban the Taliban. Twitter looks on.", set()),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in PLATFORMS], ids=[case[0] for case in PLATFORMS])
def test_the_platform_that_treats_is_found(text, wanted):
    assert {row.platform for row in extractor.extract(text, "2021-08-18").candidates} == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("Facebook bans the Taliban.", "organisation"),
    ("Facebook removes accounts of the Taliban.", "members"),
    ("Facebook bans supporters of the Taliban.", "supporters"),
    ("Facebook deletes posts that praise the Taliban.", "content"),
    ("The Taliban is Tier 1. Meta does not allow terrorist groups on its platforms.", "everyone"),
], ids=["organisation", "members", "supporters", "content", "everyone"])
def test_the_target_of_a_treatment_is_found(text, wanted):
    assert extractor.extract(text, "2021-08-18").candidates[0 if wanted != "everyone" else -1].target == wanted


@pytest.mark.parametrize(("text", "wanted"), [
    ("The Taliban's ministries write on X. Instagram has blocked nine of them.", "members"),
    ("Taliban spokesmen were on Instagram. The network barred them.", "members"),
    ("The Taliban opened a channel on YouTube. YouTube took it down.", "members"),
    ("The Taliban is on X. Facebook bars it.", "organisation"),
    ("May Taliban ministers have pages on Facebook? \"They are not welcome there,\" a spokesman of Facebook said.",
     "members"),
], ids=["of them", "them", "it, closed", "it, barred", "they, quoted"])
def test_a_pronoun_takes_the_target_of_the_sentence_before(text, wanted):
    assert extractor.extract(text, "2021-08-18").candidates[-1].target == wanted
