"""Who coded, told by the register of coders: the language models and the persons, each with what they made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from builder.inputs import Coder


def who_coded(coders: Sequence[Coder]) -> str:
    """Say who coded, in one paragraph: what each model made, then what persons made, with the note on each coding."""
    persons = [coder for coder in coders if coder.kind == "person"]
    told = [_told("Persons", persons)] if persons else []
    if all(coder.kind == "language_model" for coder in coders):
        told = ["No human coder has coded these articles yet; the layout takes human coders without change."]
    return " ".join([*language_models(coders), *told])


def language_models(coders: Sequence[Coder]) -> list[str]:
    """Say of each language model what it made, alone or with persons, and the note; nothing where none coded."""
    made = defaultdict(list)
    for coder in coders:
        if coder.model:
            made[coder.model, " and persons" if coder.kind == "both" else ""].append(coder)
    return [_told(f"A language model, `{model}`,{others}", codings) for (model, others), codings in made.items()]


def _told(who: str, made: Sequence[Coder]) -> str:
    *others, last = (f"`{coder.coder}`" for coder in made)
    named = f"{', '.join(others)} and {last}" if others else last
    return " ".join([f"{who} made {named}.", *(f"`{coder.coder}`: {coder.note.rstrip('.')}." for coder in made)])
