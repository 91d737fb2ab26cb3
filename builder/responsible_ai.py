"""Responsible AI: the RAI properties of the Croissant description, each with the datacard's own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from builder.inputs import Coder
from builder.sections import Sections
from builder.who_coded import language_models

_COLLECTION_TYPE = "Document analysis"  # one of the values that the vocabulary recommends


def responsible_ai(datacard: Sections, title: str, coders: Sequence[Coder]) -> dict[str, Any]:
    """Give the RAI properties: collection, annotation, uses, limitations, people, society, maintenance.

    `title` is the dataset's, under which the datacard begins; `coders` are those of the register. Left out where no
    language model coded: the tools of annotation; because nobody recorded it: the timeframe of the collection. Raises
    `FaultsFound` if the datacard lacks a heading that is asked for.
    """
    collected, *_ = datacard.section("Source data").split("\n\n")
    properties = {
        "dataCollection": collected,
        "dataCollectionType": [_COLLECTION_TYPE],
        "dataCollectionRawData": datacard.paragraph("Source data", "Lineage"),
        "dataAnnotationProtocol": [datacard.paragraph("Annotations", "Process")],
        "dataAnnotationAnalysis": [datacard.paragraph("Annotations", "Stability")],
        "annotatorDemographics": [datacard.paragraph("Annotations", "Who")],
        "machineAnnotationTools": language_models(coders),
        "dataUseCases": [datacard.paragraph("Uses", "Meant for")],
        "dataLimitations": [datacard.paragraph(title, "Read before use"),
                            *(f"Not meant for {item}" for item in datacard.items("Uses"))],
        "dataBiases": datacard.items("Bias, risks and limitations"),
        "personalSensitiveInformation": [datacard.section("Personal and sensitive information")],
        "dataSocialImpact": datacard.section("Social impact"),
        "dataReleaseMaintenancePlan": f"{datacard.section('Maintenance')}\n\n{datacard.section('Corrections')}",
    }
    return {f"rai:{name}": value for name, value in properties.items() if value}
