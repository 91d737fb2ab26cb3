"""Editor schemas: JSON Schemas of the hand-written files, so that editors complete and check them while one types.

Derived from the forms and the codebook: closed variables list their values, with what each means.
"""

from __future__ import annotations

import json
from typing import Any

from builder import inputs
from schema.codebook import Variable, codebook
from schema.columns import SUMMARY_LIMIT

_FORMS = {
    "coding": inputs.CodingFile,
    "articles": inputs.ArticlesFile,
    "platforms": inputs.PlatformsFile,
    "claims": inputs.ClaimsFile,
    "coders": inputs.CodersFile,
    "excuses": inputs.ExcusesFile,
}
# Forms whose fields are variables of the codebook; the `basis` of a derivation is none.
_CODED = {form.__name__ for form in (inputs.Statement, inputs.Claim, inputs.Platform)}


def editor_schemas() -> dict[str, str]:
    """Give the schemas: file name → JSON text. A coding file names its schema in its first line."""
    return {f"{name}.schema.json": json.dumps(_schema(form), indent=1, ensure_ascii=False) + "\n"
            for name, form in _FORMS.items()}


def _schema(form: type[inputs.Form]) -> dict[str, Any]:
    schema = form.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    for name, definition in schema.get("$defs", {}).items():
        properties = definition.get("properties", {}) if name in _CODED else {}
        for variable in codebook().variables:
            if variable.id in properties:
                properties[variable.id] = _property(variable, properties[variable.id])
        if "summary" in properties:
            properties["summary"]["maxLength"] = SUMMARY_LIMIT
    return schema


def _property(variable: Variable, property_: dict[str, Any]) -> dict[str, Any]:
    described = {**property_, "title": variable.label, "description": variable.definition}
    values = codebook().values(variable.id)
    if variable.kind == "category":
        described |= {"enum": values, "markdownDescription": _meanings(variable)}
    elif variable.kind == "list":
        described["items"] = {"enum": values}
    return described


def _meanings(variable: Variable) -> str:
    lines = [f"- `{value.id}`: {value.definition}" for value in variable.values]
    return "\n".join([variable.definition, "", *lines])
