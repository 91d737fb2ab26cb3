import pytest

from extractor.summaries import summary

PLAIN = {"platform": "meta", "target": "members", "policy_area": "access", "stance": "prohibits", "basis": "rule",
         "speaker_role": "platform", "speaker": "Meta spokesman"}


@pytest.mark.parametrize(("differs", "text"), [
    pytest.param({}, "Meta denies the Taliban's members access (rule), says a Meta spokesman.", id="an office"),
    pytest.param({"platform": "instagram", "target": "organisation", "speaker": "Instagram spokesperson"},
                 "Instagram denies the Taliban access (rule), says an Instagram spokesperson.", id="before a vowel"),
    pytest.param({"speaker": "Meta spokespeople"},
                 "Meta denies the Taliban's members access (rule), says Meta spokespeople.", id="several"),
    pytest.param({"speaker": "Ann Doe"}, "Meta denies the Taliban's members access (rule), says Ann Doe.",
                 id="a person"),
    pytest.param({"speaker": "Meta"}, "Meta denies the Taliban's members access (rule), says Meta.", id="a company"),
    pytest.param({"speaker": "the company's lawyers"},
                 "Meta denies the Taliban's members access (rule), says the company's lawyers.", id="its own article"),
    pytest.param({"speaker_role": "journalist", "speaker": None}, "Meta denies the Taliban's members access (rule).",
                 id="the article itself"),
    pytest.param({"platform": "twitter", "policy_area": "verification", "stance": "restricts", "basis": "action",
                  "speaker_role": "civil_society", "speaker": None},
                 "Twitter withholds or withdraws badges from the Taliban's members (action), say critics or observers.",
                 id="badges"),
    pytest.param({"target": "content", "policy_area": "content", "speaker_role": "journalist", "speaker": None},
                 "Meta prohibits posts for or about the Taliban (rule).", id="posts"),
])
def test_a_draft_summary_names_the_taliban_and_gives_an_office_an_article(differs, text):
    assert summary(PLAIN | differs) == text
