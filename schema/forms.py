"""Forms: the shapes of the hand-written files, filled from strict YAML, with every fault at its line."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from schema.faults import Fault, nearest, shown
from schema.periods import FORMATS, PERIOD, is_period
from schema.strict_yaml import Document, Path_


class Form(BaseModel):
    """A record that a person writes. Unknown fields are faults; text such as '12' fills a whole number."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _day(written: Any) -> Any:
    if not isinstance(written, str):
        return written
    try:
        return date.fromisoformat(written if _DAY.match(written) else "")
    except ValueError:
        raise ValueError("a day that exists, written like 2023-07-11") from None


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
# Pydantic alone takes '0' for the first of January 1970.
Day = Annotated[date, BeforeValidator(_day)]


_EXPECTED = {
    "string_type": "a text", "string_too_short": "a text that is not empty",
    "list_type": "a list", "dict_type": "a mapping", "model_type": "a mapping",
    "int_parsing": "a whole number", "int_type": "a whole number", "int_from_float": "a whole number",
}

_IN_WORDS: dict[str, str] = {}

FormT = TypeVar("FormT", bound=Form)


def patterned(pattern: str, in_words: str, max_length: int = 1_000) -> Any:
    """Make the type of a text that matches a pattern, which faults then describe in words."""
    _IN_WORDS[pattern] = in_words
    return Annotated[str, StringConstraints(pattern=pattern, max_length=max_length)]


_PERIOD_IN_WORDS = f"a day, month or year that exists: {FORMATS}"


def _period(written: str) -> str:
    if not is_period(written):
        raise ValueError(_PERIOD_IN_WORDS)
    return written


Period = Annotated[patterned(f"^{PERIOD}$", _PERIOD_IN_WORDS), AfterValidator(_period)]


def filled(form: type[FormT], document: Document) -> tuple[FormT | None, list[Fault]]:
    """Fill a form from a document that was read.

    Gives the form and no faults, or None and all faults: those of the document as YAML, else those of its fields.
    """
    if document.faults:
        return None, document.faults
    if not isinstance(document.value, dict):
        kind = {list: "a list", str: "a text"}.get(type(document.value), "nothing")
        return None, [Fault(document.name, document.line(), "", "the file does not hold a mapping", found=kind,
                            allowed=f"the fields {', '.join(form.model_fields)}", check="form")]
    try:
        return form.model_validate(document.value), []
    except ValidationError as error:
        return None, [_fault(form, document, details) for details in error.errors(include_url=False)]


def _fault(form: type[Form], document: Document, details: Any) -> Fault:
    path: Path_ = tuple(details["loc"])
    name = _shown_path(path)
    line = document.line(path)
    kind = details["type"]
    if kind == "missing":
        return Fault(document.name, line, name, "the field is missing", remedy=f"add '{path[-1]}:'", check="form")
    if kind == "extra_forbidden":
        allowed = _fields_at(form, path[:-1])
        return Fault(document.name, line, name, "there is no such field", found=shown(path[-1]),
                     allowed=", ".join(allowed), remedy=nearest(str(path[-1]), allowed), check="form")
    while path and path not in document.places:
        path = path[:-1]  # pydantic adds the branch of a union to the path
    expected = details["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    if kind == "string_pattern_mismatch":
        expected = _IN_WORDS.get(details["ctx"]["pattern"], expected)
    elif kind == "string_too_long":
        expected = f"at most {details['ctx']['max_length']} characters"
    found = "nothing" if details["input"] is None else shown(details["input"])
    return Fault(document.name, line, _shown_path(path), "the value does not fit", found=found,
                 allowed=_EXPECTED.get(kind, expected), check="form")


def _fields_at(form: type[Form], path: Path_) -> list[str]:
    """Name the fields of the form that stands at `path` inside `form`."""
    inner = form
    for step in path:
        field = inner.model_fields.get(step) if isinstance(step, str) else None
        inner = (_form_in(field.annotation) if field else None) or inner
    return list(inner.model_fields)


def _form_in(annotation: Any) -> type[Form] | None:
    if isinstance(annotation, type) and issubclass(annotation, Form):
        return annotation
    inner = [found for argument in getattr(annotation, "__args__", ()) if (found := _form_in(argument))]
    return inner[0] if inner else None


def _shown_path(path: Path_) -> str:
    """Write a path as people do: `statements[3].stance`, counting from 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return text.lstrip(".")
