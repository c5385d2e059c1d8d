"""An article is listed only where a source gives its content; the rest stay unknown.

articles: {prisoners: ...}      with no statement `article: prisoners`   ->  article-without-source
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.case import Case
from detente.notation.problem import Problem


def check(case: Case) -> Iterator[Problem]:
    """Articles that no statement gives, and more articles than slots."""
    cited = {statement.article for statement in case.statements.values()}
    for name, instrument in case.process.instruments.items():
        path = ("instruments", name, "articles")
        if name == case.meta.instrument and case.whole_record:
            for article in instrument.articles:
                if article not in cited:
                    yield Problem(
                        "article-without-source",
                        f"No statement gives the content of the article '{article}'.",
                        case.place_of("process.yaml", (*path, article), of_key=True),
                        hint="remove it (it then shows as unknown), or record a statement with article: " + article,
                        because_of="unknown-article",
                    )
        if instrument.slots is not None and len(instrument.articles) > instrument.slots:
            yield Problem(
                "too-many-articles",
                f"It lists {len(instrument.articles)} articles and has {instrument.slots}.",
                case.place_of("process.yaml", path, of_key=True),
            )
