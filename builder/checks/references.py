"""Rules on references: articles, platforms, claims and coders resolve."""

from __future__ import annotations

from collections.abc import Iterator

from builder.checks import Context, collection_check, file_check, row_check
from builder.read import ADJUDICATED, CodedFile, Collection, Row
from schema.codebook import codebook
from schema.faults import Fault, nearest, shown

# Ids of articles of one month have most of their characters in common; a slip of the pen leaves more.
_LIKE_AN_ID = 0.9
_OF_CLAIMS = ("platform", "policy_area")  # variables of the codebook that a claim has, too
_REGISTER = "run 'register' on its text and paste the record there, or mend the id"


@file_check(needs=["articles"], is_firm=True)
def known_article(coded: CodedFile, context: Context) -> Iterator[Fault]:
    """Every coded article stands in the register."""
    known = context.lookup("registered articles", _article_ids)
    if coded.article_id not in known:
        guess = nearest(coded.article_id, known, _LIKE_AN_ID)
        yield coded.fault("article_id", f"{coded.article_id!r} is not in data/articles.yaml",
                          remedy=f"{guess} if not, {_REGISTER}" if guess else _REGISTER)


@collection_check(needs=["statements"], is_firm=True)
def coded_article(context: Context) -> Iterator[Fault]:
    """Every article of the register has its adjudicated coding, be it an empty one."""
    for article in context.collection.articles:
        if (ADJUDICATED, article.record_id) not in context.collection.coded_articles:
            file = f"data/statements/{article.record_id}.yaml"
            yield article.fault("article_id", "has no file in data/statements",
                                remedy=f"add {file} ('statements: []' if it has none)")


@collection_check(needs=["coders"])
def known_coder(context: Context) -> Iterator[Fault]:
    """Every folder of codings, and the adjudicated coding, has its coder in the register."""
    known = [coder.record_id for coder in context.collection.coders]
    for coder in sorted({coder for coder, _ in context.collection.coded_articles} - set(known)):
        yield Fault("data/coders.yaml", 0, "coder", f"{coder!r} is not in the register", record=coder,
                    remedy="say there who or what the coder is")


@collection_check(needs=["coders", "statements", "codings"], is_firm=True)
def used_coder(context: Context) -> Iterator[Fault]:
    """Every coder of the register has coded an article, be it without finding a row."""
    used = {coder for coder, _ in context.collection.coded_articles}
    for coder in context.collection.coders:
        if coder.record_id not in used:
            folder = "data/statements" if coder.record_id == ADJUDICATED else f"data/codings/{coder.record_id}"
            yield coder.fault("coder", f"{coder.record_id!r} has coded no article",
                              remedy=f"add the codings to {folder}, or remove the record until there are some")


@collection_check(needs=["coders"], is_firm=True)
def one_kind_of_coder(context: Context) -> Iterator[Fault]:
    """A coder's own rows are a language model's or a person's; the adjudicated rows alone may be of both."""
    for coder in context.collection.coders:
        if coder.values.kind == "both" and coder.record_id != ADJUDICATED:
            yield coder.fault("kind", f"{coder.record_id!r} is more than one coder", found=shown("both"),
                              allowed=f"language_model or person; 'both' of {ADJUDICATED!r} alone",
                              remedy="give the person's codings a coder id and a folder of their own")


@collection_check(needs=["platforms"])
def platform_register(context: Context) -> Iterator[Fault]:
    """The register of platforms holds exactly the platforms of the codebook."""
    allowed = codebook().values("platform")
    known = [platform.record_id for platform in context.collection.platforms]
    for platform in context.collection.platforms:
        if platform.record_id not in allowed:
            yield platform.fault("platform", f"{platform.record_id!r} is not a platform of the codebook",
                                 allowed=", ".join(allowed), remedy=nearest(platform.record_id, allowed))
    for missing in sorted(set(allowed) - set(known)):
        yield Fault("data/platforms.yaml", 0, "platform", f"{missing!r} is missing", record=missing,
                    remedy="add its company and other names")


@row_check(of="published", needs=["claims"])
def known_claim(row: Row, context: Context) -> Iterator[Fault]:
    """A row's claim stands in the register, with the row's platform and policy area."""
    claims = context.lookup("claims", _claims)
    claim_id = row.values.claim_id
    if claim_id is None:
        return
    if claim_id not in claims:
        yield row.fault("claim_id", f"{claim_id!r} is not in data/claims.yaml",
                        remedy=" ".join(filter(None, [nearest(claim_id, claims), "add it there if it is new"])))
        return
    for field in _OF_CLAIMS:
        wanted = getattr(claims[claim_id].values, field)
        if wanted in codebook().values(field) and getattr(row.values, field) != wanted:
            yield row.fault(field, f"differs from its claim {claim_id}", found=shown(getattr(row.values, field)),
                            allowed=shown(wanted), remedy="choose another claim, or mend the field")


@collection_check()
def legal_claim(context: Context) -> Iterator[Fault]:
    """Every claim of the register has a platform and a policy area of the codebook."""
    for claim in context.collection.claims:
        for field in _OF_CLAIMS:
            found, allowed = getattr(claim.values, field), codebook().values(field)
            if found not in allowed:
                yield claim.fault(field, f"{found!r} is not a value of {field}", allowed=", ".join(allowed),
                                  remedy=nearest(found, allowed))


@collection_check(needs=["statements"])
def used_claim(context: Context) -> Iterator[Fault]:
    """Every claim of the register is made by some statement."""
    used = {row.values.claim_id for row in context.collection.statements}
    for claim in context.collection.claims:
        if claim.record_id not in used:
            yield claim.fault("claim_id", "no statement makes this claim", remedy="remove it from data/claims.yaml")


def _article_ids(collection: Collection) -> set[str]:
    return {article.record_id for article in collection.articles}


def _claims(collection: Collection) -> dict:
    return {claim.record_id: claim for claim in collection.claims}
