import datetime

import pytest

import extractor
from extractor.periods import Dates
from schema.codebook import codebook

PERIODS = [
    ("month and year", "Facebook removed Taliban accounts in August 2021.", "2023-07-11", ("2021-08", "2021-08")),
    ("month of the last year", "Facebook removed Taliban accounts in August.", "2023-07-11", ("2022-08", "2022-08")),
    ("day of a month", "Facebook removed Taliban accounts on July 20, 2022.", "2023-07-11",
     ("2022-07-20", "2022-07-20")),
    ("weekday", "Facebook removed Taliban accounts on Tuesday.", "2021-08-18", ("2021-08-17", "2021-08-17")),
    ("weekday without a date", "Facebook removed Taliban accounts on Tuesday.", "2021-08", ("", "")),
    ("last year", "Facebook removed Taliban accounts last year.", "2022-07-21", ("2021", "2021")),
    ("year", "Facebook removed Taliban accounts in 2020.", "2022-07-21", ("2020", "2020")),
    ("since a month", "Facebook has banned the Taliban since August 2021.", "2023-07-11", ("2021-08", "")),
    ("the day of the saying", "Facebook removes Taliban accounts, a spokesperson said on Tuesday.", "2021-08-18",
     ("", "")),
    ("the verb march", "Facebook removed Taliban accounts after the march into Kabul.", "2021-08-18", ("", "")),
    ("this month", "Facebook has this month removed Taliban accounts.", "2021-08-18", ("2021-08", "2021-08")),
    ("not said", "Facebook removed Taliban accounts.", "2023-07-11", ("", "")),
    ("no date of publication", "Facebook removed Taliban accounts in August 2021.", None, ("2021-08", "2021-08")),
    ("this week", "Facebook removed Taliban accounts this week.", "2021-08-18", ("2021-08", "2021-08")),
    ("last week", "Facebook removed Taliban accounts last week.", "2021-08-03", ("2021-07", "2021-07")),
    ("last autumn", "Facebook removed Taliban accounts last autumn.", "2022-06-02", ("2021", "2021")),
    ("last summer, in the same year", "Facebook removed Taliban accounts last summer.", "2022-11-02", ("2022", "2022")),
    ("the same month of the last year", "Facebook removed Taliban accounts last August.", "2022-08-15",
     ("2021-08", "2021-08")),
    ("a date that opens the sentence", "On Monday, after a report, it removed Taliban accounts from Facebook.",
     "2021-08-18", ("2021-08-16", "2021-08-16")),
    ("since yesterday", "Facebook has removed Taliban accounts since yesterday.", "2023-07-11", ("2023-07-10", "")),
    ("since a time of two words", "Facebook has removed Taliban accounts since last night.", "2023-07-11",
     ("2023-07-10", "")),
    ("since a year, after a date that is left out", "Twitter said on Monday, as it had removed Taliban accounts "
     "since last year, that this was no secret.", "2023-07-11", ("2022", "")),
    ("a phrase in a longer word", "Facebook removed Taliban accounts in Springfield.", "2023-07-11", ("", "")),
    ("May of a year", "Facebook removed Taliban accounts in May 2021.", "2023-07-11", ("2021-05", "2021-05")),
    ("a day before May", "Facebook removed Taliban accounts on 5 May 2022.", "2023-07-11",
     ("2022-05-05", "2022-05-05")),
    ("a day after May", "Facebook removed Taliban accounts on May 5.", "2023-07-11", ("2023-05-05", "2023-05-05")),
    ("since May", "Facebook has banned the Taliban since May 2021.", "2023-07-11", ("2021-05", "")),
    ("the verb may", "Facebook removed accounts that the Taliban may 20 times have used.", "2023-07-11", ("", "")),
    ("a person named May", "Facebook removed Taliban accounts, as Ms May asked.", "2023-07-11", ("", "")),
    ("May after a preposition", "Facebook removed Taliban accounts in May.", "2023-07-11", ("2023-05", "2023-05")),
    ("last May", "Facebook removed Taliban accounts last May.", "2023-07-11", ("2023-05", "2023-05")),
    ("May, early or late in it", "Facebook removed Taliban accounts in late May.", "2023-07-11",
     ("2023-05", "2023-05")),
    ("the last such day, told on such a day", "Facebook removed Taliban accounts last Tuesday.", "2023-07-11",
     ("2023-07-04", "2023-07-04")),
    ("such a day, told on such a day", "Facebook removed Taliban accounts on Tuesday.", "2023-07-11",
     ("2023-07-11", "2023-07-11")),
    ("until a year", "Facebook banned the Taliban until 2021.", "2023-07-11", ("", "2021")),
    ("until the end of a month", "Facebook banned the Taliban until the end of August 2021.", "2023-07-11",
     ("", "2021-08")),
    ("until a day at least", "Facebook banned the Taliban until at least 15 June 2021.", "2023-07-11",
     ("", "2021-06-15")),
    ("through a month", "Facebook banned the Taliban through June 2021.", "2023-07-11", ("", "2021-06")),
    ("an act before a month", "Facebook removed Taliban accounts before August 2021.", "2023-07-11", ("", "")),
    ("an act ahead of a month", "Ahead of August 2021 Facebook removed Taliban accounts.", "2023-07-11", ("", "")),
    ("what held before a day already", "Facebook had banned the Taliban even before 15 August 2021.", "2023-07-11",
     ("", "")),
    ("since before a year", "Facebook has banned the Taliban since before 2019.", "2023-07-11", ("", "")),
    ("a month to come", "Facebook will ban the Taliban next August.", "2023-07-11", ("", "")),
    ("May to come", "Facebook will ban the Taliban next May.", "2023-07-11", ("", "")),
    ("a weekday to come", "Facebook will ban the Taliban next Tuesday.", "2023-07-11", ("", "")),
    ("since the start of a year", "Facebook has banned the Taliban since the start of 2019.", "2023-07-11",
     ("2019", "")),
    ("between two years", "Between 2016 and 2020 Facebook removed Taliban accounts.", "2023-07-11", ("2016", "2020")),
    ("from one year to another", "From 2016 to 2020, Twitter let the Taliban tweet.", "2023-07-11", ("2016", "2020")),
    ("from a month until a month", "Facebook banned the Taliban from May 2021 until June 2022.", "2023-07-11",
     ("2021-05", "2022-06")),
    ("through the end of a month", "Facebook banned the Taliban from May 2021 through the end of July 2021.",
     "2023-07-11", ("2021-05", "2021-07")),
    ("from one year to another at least", "Twitter tolerated the Taliban from 2016 to at least 2020.", "2023-07-11",
     ("2016", "2020")),
    ("from a month to one before it", "Facebook banned the Taliban from June to March.", "2023-07-11", ("2023-06", "")),
    ("between a month and something of a year", "Between May 2021 and the raids of spring 2022 Facebook removed "
     "Taliban accounts.", "2023-07-11", ("2021-05", "2021-05")),
    ("between two things, and then a year", "Between raids Facebook removed Taliban accounts, and in 2021 posts.",
     "2023-07-11", ("", "")),
    ("a number of accounts that looks like a year", "Facebook removed 2021 Taliban accounts.", "2023-07-11", ("", "")),
    ("a number of accounts for it", "Facebook removed 2000 pro-Taliban accounts.", "2023-07-11", ("", "")),
    ("a number of pages tied to it", "Facebook removed 2021 suspected Taliban-linked pages.", "2023-07-11", ("", "")),
    ("a number of followers that looks like a year", "On Twitter a Taliban spokesman tweets to 2000 followers.",
     "2023-07-11", ("", "")),
    ("a year before accounts", "In 2021 accounts of the Taliban were removed by Facebook.", "2023-07-11",
     ("2021", "2021")),
    ("a day of numbers", "Facebook removed Taliban accounts on 2022-06-05.", "2023-07-11",
     ("2022-06-05", "2022-06-05")),
    ("a day that does not exist", "Facebook removed Taliban accounts on 30 February 2021.", "2023-07-11",
     ("2021-02", "2021-02")),
    ("the same day", "Fighters took Kabul on Sunday. Facebook removed Taliban accounts on the same day.", "2021-08-18",
     ("2021-08-15", "2021-08-15")),
    ("the same day as one that is not told", "Fighters took Kabul. Facebook removed Taliban accounts on the same day.",
     "2021-08-18", ("", "")),
    ("a date that opens without a comma", "Last week it was told, and Facebook removed Taliban accounts.", "2021-08-03",
     ("2021-07", "2021-07")),
    ("what holds, told this week", "This week Facebook told reporters that Taliban accounts are banned.", "2021-08-18",
     ("", "")),
    ("a silence on a day", "Twitter declined on Monday to say whether the Taliban may stay.", "2021-08-18",
     ("2021-08-16", "2021-08-16")),
    ("the date of the saying", "Facebook said on August 17 that it bans the Taliban.", "2021-08-18", ("", "")),
]


@pytest.mark.parametrize(("text", "published", "wanted"), [case[1:] for case in PERIODS], ids=[c[0] for c in PERIODS])
def test_the_period_is_read_from_the_words_and_the_date_of_publication(text, published, wanted):
    row = extractor.extract(text, published).candidates[0]
    assert (row.period_start, row.period_end) == wanted


def test_which_basis_is_an_opinion_and_so_has_no_period_is_for_the_codebook_to_say(monkeypatch):
    book = codebook()
    basis = book.variable("basis")
    opinions = [value.model_copy(update={"is_opinion": not value.is_opinion}) for value in basis.values]
    turned = book.model_copy(update={"variables": [basis.model_copy(update={"values": opinions})]})
    monkeypatch.setattr("extractor.periods.codebook", lambda: turned)
    dates = Dates(*[("2021", "2021")] * 3)
    assert {value.id: dates.of("prohibits", value.id) != ("", "") for value in basis.values} == {
        value.id: value.is_opinion for value in basis.values}


@pytest.mark.parametrize(("published", "message"), [
    pytest.param("2023-7-1", "is not a period", id="single digits"),
    pytest.param("July 2023", "is not a period", id="words"),
    pytest.param("2023-02-30", "2023-02 has no day 30", id="no day of the calendar"),
    pytest.param("0001-01-01", "the year 1 stands for no date", id="the day that stands for no date"),
])
def test_what_is_no_date_of_publication_is_refused_in_plain_words(published, message):
    with pytest.raises(ValueError, match=f"^published: {message}; found '{published}'; allowed YYYY, YYYY-MM or "):
        extractor.extract("It rains.", published)


@pytest.mark.parametrize("published", [datetime.date(2023, 7, 11), 2023, float("nan"), b"2023"], ids=repr)
def test_a_date_of_publication_that_is_no_text_is_refused_as_one_that_cannot_be_read(published):
    with pytest.raises(ValueError, match=r"^published: is no text; found .*; allowed YYYY, YYYY-MM or YYYY-MM-DD, or "):
        extractor.extract("It rains.", published)
