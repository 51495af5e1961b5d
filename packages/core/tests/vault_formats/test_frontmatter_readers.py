"""The quick reader of frontmatter and the full one agree wherever the quick one does not give up."""

import pytest
import yaml
from claudeprojects.core.vault.simpleyaml import read_simple_mapping
from claudeprojects.core.vault.yamlreader import YamlProblem, plain_value, read_mapping
from hypothesis import given
from hypothesis import strategies as st

keys = st.sampled_from(["a", "tags", "my key", "x-1", "null", "true", "n", "é", "名", "key:", "_", "No"])
values = st.sampled_from(
    [
        "",
        " x",
        " 1",
        " -1.5",
        " 2026-01-01",
        " 2026-01-01T10:00:00",
        " true",
        " null",
        " ~",
        " a b",
        " a: b",
        " a #b",
        " a#b",
        ' "x"',
        ' "[[N]]"',
        " 'it''s'",
        " 'x y'",
        " [a, b]",
        " [1, \"x\", 'y z']",
        " []",
        " [ ]",
        " [a,,b]",
        " [a,]",
        " [a: b]",
        " {a: b}",
        " https://x.org/y?z=1#f",
        " a, b",
        " *x",
        " &x y",
        " |",
        " >-",
        " - x",
        " -",
        " - - x",
        " x:",
        " :x",
        " a:b",
        " 12:30",
        " 1_000",
        " 0x1f",
        " .5",
        " 5.",
        " +1",
        " 1e3",
        " 1e400",
        " é",
        " 日本",
        " ไทย",
        " !t x",
        " a!",
        " a  b ",
        "\tx",
        " [a]]",
        " @x",
        " `x`",
        " %x",
        " ?",
        " ? x",
        " /x",
        " (x)",
        " a'b",
        ' a"b',
        " \\x",
        " x\\y",
        "  x",
        " [-1, +2, .5]",
        " [a-b, c/d]",
        " [true, null, ~]",
        " x [y]",
        " <<",
        " =",
        " 1.",
        " -",
        " --- x",
        " 'a\\b'",
        " _x",
    ]
)  # fmt: skip
items = st.sampled_from(
    ["- a", "  - a", "    - 1", "-", "  -", "- - a", "- a: b", "  - [a]", '- "x"', "- 'y'", "-a", " - a", "# c", ""]
)
lines = st.tuples(keys, values).map(lambda pair: f"{pair[0]}:{pair[1]}") | items
documents = st.lists(lines, max_size=6).map(lambda parts: "".join(part + "\n" for part in parts))


@given(documents)
def test_the_quick_reader_agrees_with_the_full_one_or_gives_up(text: str) -> None:
    simple = read_simple_mapping(text, 0, len(text))
    if simple is not None:
        assert simple == read_mapping(text)
        assert list(simple[0]) == list(read_mapping(text)[0])


@given(st.text(st.sampled_from("ab1:-#[]{}\"', \n|>&*!?%@`.~\t\\é\x85\u2028")))
def test_they_agree_on_any_text(text: str) -> None:
    text = text + "\n" if text else ""
    simple = read_simple_mapping(text, 0, len(text))
    if simple is not None:
        assert simple == read_mapping(text)


def test_everyday_frontmatter_is_read_the_quick_way() -> None:
    text = (
        'title: A Title (draft), part 2\ntags: [project/alpha, review]\naliases:\n  - One\n  - "Two"\n'
        'created: 2026-05-01T10:30:00\nurl: https://example.org/a?b=c\nup: "[[Note]]"\ndone: false\nrank: 3\nnone:\n'
    )
    simple = read_simple_mapping(text, 0, len(text))
    assert simple == read_mapping(text)


@given(documents)
def test_the_full_reader_gives_what_the_yaml_library_gives(text: str) -> None:
    """The two differ only where YAML 1.2 and the property rules say so, so only texts and structure are compared."""
    try:
        ours, _ = read_mapping(text)
    except YamlProblem:
        return

    class Texts(yaml.CSafeLoader):
        yaml_implicit_resolvers = {}  # noqa: RUF012 - the library's way to switch them off

    def texts(value: object) -> object:
        if isinstance(value, dict):
            return {str(key): texts(entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [texts(entry) for entry in value]
        return value

    def shape(value: object) -> object:
        if isinstance(value, dict):
            return {key: shape(entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [shape(entry) for entry in value]
        return value if isinstance(value, str) and plain_value(value) == value else None

    def resolved(value: object) -> object:
        if isinstance(value, dict):
            return {key: resolved(entry) for key, entry in value.items()}
        if isinstance(value, list):
            return [resolved(entry) for entry in value]
        return value if isinstance(value, str) and plain_value(value) == value else None

    loaded = texts(yaml.load(text.replace("!t ", ""), Loader=Texts)) or {}  # noqa: S506 - a safe loader
    assert shape(ours) == resolved(loaded)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: [", "line 3"),
        ("a: *x", "names nothing"),
        ("? [a]\n: b", "not a plain text"),
        ("a: 1\n...\nb: 2", ""),
        ("[a]", "not a list of properties"),
        ("x", "not a list of properties"),
        ("a: \ud800", "Unicode"),
        ("a: \x01", ""),
    ],
)
def test_a_problem_is_said_in_one_line(text: str, problem: str) -> None:
    with pytest.raises(YamlProblem) as raised:
        read_mapping(text)
    assert problem in str(raised.value)
    assert "\n" not in str(raised.value)
