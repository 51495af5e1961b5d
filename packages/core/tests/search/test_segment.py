"""The index and the query read text alike: folded, and cut so that two characters are found in any script."""

from __future__ import annotations

import unicodedata

import pytest
import regex
import tantivy
from claudeprojects.core.search.finder import Term, aligned_fold
from claudeprojects.core.search.segment import QueryWord, fold, query_text, segment, words
from hypothesis import given, settings
from hypothesis import strategies as st

RUN = st.text(
    st.sampled_from("東京都搜索引擎库ひらがなカタカナー々서울한국어ภาษาไทยง่ายสวัสดีครับລາວເວົ້າភាសាខ្មែរမြန်မာ"),
    min_size=1,
    max_size=12,
)
MIXED = st.text(st.sampled_from("abz AZ09-_#éßŁйЙёЁ東京ไทยง่ 한ﬁＡ①’—🚀❤️👍🏽👩‍💻🇩🇪1️⃣→"), max_size=40)


def holds(text: str, query: str) -> bool:
    """Whether an index of terms and positions finds ``query`` as a phrase in ``text``."""
    terms = words(text)
    wanted, open_end = query_text(query)

    def fits(at: int, number: int) -> bool:
        place = at + wanted[number].position
        if place >= len(terms):
            return False
        begins = open_end and number == len(wanted) - 1
        return terms[place].startswith(wanted[number].term) if begins else terms[place] == wanted[number].term

    return any(all(fits(at, number) for number in range(len(wanted))) for at in range(len(terms)))


@given(RUN, st.data())
def test_every_stretch_of_a_script_without_spaces_is_found(text: str, data: st.DataObject) -> None:
    plain = unicodedata.normalize("NFKC", text)
    start = data.draw(st.integers(0, len(plain) - 1))
    end = data.draw(st.integers(start + 1, len(plain)))
    assert holds(plain, plain[start:end])


@given(RUN, RUN)
def test_every_two_characters_are_found_inside_mixed_text(before: str, after: str) -> None:
    text = unicodedata.normalize("NFKC", f"AI{before}2 x{after}")
    run = unicodedata.normalize("NFKC", before)
    assert all(holds(text, run[at : at + 2]) for at in range(len(run)))
    assert holds(text, f"{run[-1]}2")


@given(MIXED)
def test_composed_and_decomposed_text_read_alike(text: str) -> None:
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


@given(st.one_of(MIXED, st.text(max_size=60)))
@settings(max_examples=300)
def test_the_terms_are_those_the_tokenizer_makes(text: str) -> None:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    analyzer = builder.filter(tantivy.Filter.remove_long(40)).filter(tantivy.Filter.lowercase()).build()
    assert words(text) == analyzer.analyze(segment(text))


@given(st.text(st.characters(codec="ascii"), max_size=39))
def test_ascii_text_passes_through_untouched(text: str) -> None:
    assert segment(text) == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Café", "cafe"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("ΜΟΝΆΔΑΣ", "μοναδασ"),
        ("Ёлка", "елка"),
        ("Йод", "йод"),
        ("ＡＢＣ１２", "abc12"),
        ("ﬁne", "fine"),
        ("مُحَمَّد", "محمد"),
        ("שָׁלוֹם", "שלום"),
        ("Tiếng", "tieng"),
        ("İstanbul", "istanbul"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_case_accents_and_forms_are_folded(text: str, plain: str) -> None:
    assert words(text) == [plain]
    assert words(unicodedata.normalize("NFD", text)) == [plain]


def test_a_run_becomes_pairs_and_its_last_character() -> None:
    assert words("搜索库") == ["搜索", "索库", "库"]
    assert words("AI模型2") == ["ai", "模型", "型", "2"]


def test_a_run_at_the_end_of_a_query_may_go_on() -> None:
    assert query_text("模型") == ((QueryWord("模型", 0),), False)
    assert query_text("型") == ((QueryWord("型", 0),), True)
    assert query_text("模型2").words[-1] == QueryWord("2", 2)


def test_indic_words_stay_whole() -> None:
    assert len(words("हिन्दी")) == 1
    assert words("हिन्दी") != words("हन्द")


def test_words_the_tokenizer_would_drop_are_cut_and_still_found() -> None:
    digest = "0123456789abcdef" * 4
    assert [len(word) for word in words(digest)] == [39, 25]
    assert holds(f"commit {digest} done", digest)
    assert all(len(word.encode()) <= 39 for word in words("достопримечательность" * 3))


def test_every_emoji_is_a_term_and_what_is_written_as_punctuation_is_not() -> None:
    pictures = [chr(n) for n in range(0x110000) if regex.match(r"\p{Emoji_Presentation}", chr(n))]
    skin = set("🏻🏼🏽🏾🏿")
    squared = {c for c in pictures if unicodedata.normalize("NFKC", c) != c}  # 🈁 is ココ, a word
    missed = [c for c in pictures if len(words(c)) != 1 and c not in skin and c not in squared]
    assert missed == []
    assert words("a → b ™ ✂ c") == ["a", "b", "tm", "0u2702", "c"]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("launch🚀now", "🚀"),
        ("launch🚀now", "launch 🚀"),
        ("🚀🚀 and 🎉", "🚀🚀"),
        ("I ❤️ it", "❤"),
        ("I ❤ it", "❤️"),
        ("👍🏽", "👍"),
        ("👍", "👍🏽"),
        ("a 👩‍💻 codes", "👩‍💻"),
        ("a 👩‍💻 codes", "💻"),
        ("🇩🇪 trip", "🇩🇪"),
        ("due 📅 2026-01-01", "📅 2026"),
        ("東京🗼塔", "東京🗼"),
    ],
)
def test_emoji_are_found_and_marked(text: str, query: str) -> None:
    assert holds(text, query)
    start, end = next(Term(query).places(aligned_fold(text)))
    assert query[0] in text[start:end]


@pytest.mark.parametrize(("text", "query"), [("🇪🇩", "🇩🇪"), ("1f680", "🚀"), ("🚁", "🚀"), ("👩💻", "👨‍💻")])
def test_one_emoji_is_not_taken_for_another(text: str, query: str) -> None:
    assert not holds(text, query)


def test_names_are_compared_folded() -> None:
    assert fold("CAFÉ") == fold("cafe\u0301") == "cafe"
    assert fold("한국") == unicodedata.normalize("NFC", "한국")
