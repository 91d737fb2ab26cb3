import pytest

import extractor

BASES = [
    ("expected by others", "Mary Roe, an analyst, said that Facebook will ban the Taliban.", "forecast"),
    ("what others expect to go on", "Analysts expect that YouTube will probably keep removing Taliban accounts.",
     "forecast"),
    ("what goes on", "YouTube keeps removing Taliban accounts.", "rule"),
    ("announced", "Facebook said that it will ban the Taliban.", "rule"),
    ("declared", "YouTube declared the Taliban banned.", "rule"),
    ("again and again", "Meta goes on removing pages of the Taliban.", "rule"),
    ("once", "Meta removed pages of the Taliban.", "action"),
    ("on a day", "On Monday posts in praise of the Taliban were out of bounds on Facebook.", "action"),
    ("at no time", "Posts in praise of the Taliban are out of bounds on Facebook.", "rule"),
    ("come down", "Videos that praise the Taliban come down, YouTube said.", "rule"),
    ("helpline", "The Taliban's helpline on WhatsApp is dead.", "action"),
    ("what its rules let it do", "Under its rules, Facebook may remove Taliban accounts.", "rule"),
    ("what it may do to who breaks them", "Facebook may remove Taliban accounts that break its rules.", "rule"),
    ("what it may do at any time", "YouTube may remove Taliban channels without warning.", "rule"),
    ("what it may yet do", "Meta might remove Taliban accounts.", "forecast"),
    ("absurd", "Mary Roe, a researcher, said that Facebook's ban on the Taliban is absurd.", "evaluation"),
]
CERTAINTIES = [
    ("what a platform says that it may do", "Facebook said it could remove Taliban accounts at any time.", "asserted"),
    ("what its spokesman says so", "A Twitter spokesman said the company might suspend Taliban accounts.", "asserted"),
    ("what its rules let it do", "Under its rules, Facebook may remove Taliban accounts.", "asserted"),
    ("what others say that it may do", "Mary Roe, an analyst, said that Facebook may ban the Taliban.", "hedged"),
    ("what the article says that it may do", "YouTube could ban the Taliban next year.", "hedged"),
]
TARGETS = [
    ("may not have accounts", "Facebook does not let the Taliban have accounts.", "organisation"),
    ("accounts believed to be its own", "YouTube closes accounts that it believes the Taliban to own.", "members"),
    ("the militants", "Twitter said that the militants may remain as long as the Taliban keeps its rules.",
     "organisation"),
    ("other users", "Facebook bans the Taliban, whatever other users think.", "organisation"),
    ("they after accounts", "Accounts of the Taliban are many. They may remain on Twitter.", "members"),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in BASES], ids=[case[0] for case in BASES])
def test_the_basis_follows_from_what_is_told_and_who_tells_it(text, wanted):
    assert extractor.extract(text, "2021-08-18").candidates[0].basis == wanted


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in TARGETS], ids=[case[0] for case in TARGETS])
def test_the_target_is_the_group_unless_its_accounts_or_people_are_treated(text, wanted):
    assert extractor.extract(text, "2021-08-18").candidates[0].target == wanted


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in CERTAINTIES], ids=[case[0] for case in CERTAINTIES])
def test_what_may_be_done_is_hedged_unless_the_platform_or_its_rules_say_so(text, wanted):
    assert extractor.extract(text, "2021-08-18").candidates[0].certainty == wanted


@pytest.mark.parametrize(("text", "judges"), [
    pytest.param("She asked why Twitter hears out the Taliban and never Donald Trump, which is hypocrisy.",
                 ["civil_society"], id="told of"),
    pytest.param("A Twitter spokesman said it was absurd that the Taliban tweets while Donald Trump is banned.", [],
                 id="its office speaks"),
    pytest.param('The Taliban is on Facebook. "Facebook tramples on free speech," Facebook said.', [], id="quoted"),
])
def test_who_judges_a_platform_is_another_unless_its_office_speaks_or_it_is_quoted(text, judges):
    rows = extractor.extract(text, "2021-08-18").candidates
    assert [row.speaker_role for row in rows if row.basis == "evaluation"] == judges
