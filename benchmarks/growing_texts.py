"""Growing texts: kinds of text, each as long as one likes, on which time once grew or may grow faster than the text."""

from __future__ import annotations

SENTENCES = {
    "a platform that is a source only": ("The Taliban said on Facebook.\n", "They banned the Taliban.\n"),
    "'both' far from the names": ("Facebook and Twitter met the Taliban.\n",
                                  "Both companies have banned the Taliban from their platforms.\n"),
    "a company and its services": ("", "WhatsApp shut a helpline of the Taliban, Facebook said on 3 July 2001.\n"
                                   "Facebook removed the Taliban's accounts.\n"),
    "an interview": ("", "Mary Roe: Has Twitter banned the Taliban?\nJohn Doe: Twitter has banned the Taliban.\n"),
    "one statement again and again": ("", "Facebook bans the Taliban.\n"),
    "pronouns": ("Facebook met the Taliban.\n", "It has banned the group since 2001.\n"),
    "dates": ("", "On 3 July 2021 Facebook shut accounts of the Taliban. On the same day Twitter let it tweet.\n"),
    "lists": ("", "The Taliban is banned from Facebook, WhatsApp, YouTube, TikTok and Telegram.\n"),
    "ellipses": ("", "Facebook bans the Taliban. So does TikTok. Not so Twitter.\n"),
    "contrasts": ("", "Facebook bans the Taliban. By contrast, Twitter lets the Taliban tweet.\n"),
    "headings": ("", "Facebook bans the Taliban\n\nFacebook bans the Taliban, the company said.\n\n"),
    "what is left out": ("Twitter.\n", "The Taliban was never banned. Would the platform ban the Taliban?\n"),
    "readings that yield": ("", "Facebook bans the Taliban under its rules and removes its accounts.\n"),
    "speakers who are pronouns": ("", "“Facebook bans the Taliban,” said Mary Roe. She said Twitter allows it.\n"),
}
"""Kinds of text made of sentences: how each begins, and what follows as often as one likes."""

MARKS = {
    "asterisks": "*",
    "underscores": "_",
    "apostrophes": "'",
    **{f"quotation marks {mark} left open": f"{mark}a " for mark in "“„‟«»‘‹'"},
    "quotation marks “ left open by sentences": "“A b. ",
    "quotations in single marks": "'A b.' ",
}
"""Kinds of text made of marks: what stands in one line, as often as one likes."""


def of_sentences(kind: str, times: int) -> str:
    """Give a text of a kind of `SENTENCES`, in which these stand so many times."""
    begins, goes_on = SENTENCES[kind]
    return begins + goes_on * times


def of_marks(kind: str, times: int) -> str:
    """Give a text of a kind of `MARKS`, in which these stand so many times after a statement."""
    return "Facebook bans the Taliban. " + MARKS[kind] * times
