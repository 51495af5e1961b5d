"""``NameIndex`` against the rule of ``docs/formats.md`` written down as plainly as possible."""

from unicodedata import normalize

from claudeprojects.core.vault.resolve import NameIndex, keys_of, link_key
from hypothesis import given
from hypothesis import strategies as st


def same(text: str) -> str:
    return normalize("NFC", text).replace("\u00a0", " ").casefold()


def slow_resolve(files: dict[str, list[str]], target: str, source: str) -> str | None:
    """The rule, word by word, over all files."""
    if not target:
        return source if source in files else None
    relative = target.startswith(("./", "../", "/")) or target in (".", "..") or "/../" in target
    if relative:
        parts = [] if target.startswith("/") else source.split("/")[:-1]
        for part in target.split("/"):
            if part == ".." and not parts:
                return None
            parts = parts[:-1] if part == ".." else parts if part in ("", ".") else [*parts, part]
        target = "/".join(parts)
    wanted = [same(target), same(target) + ".md"]
    if not wanted[0].endswith(".md"):
        wanted.reverse()

    def spelled(path: str) -> bool:
        return not path.endswith((target, target + ".md"))

    for name in wanted if target else []:
        exact = [path for path in files if same(path) == name]
        if exact:
            return min(exact, key=lambda path: (len(path), spelled(path), path))
    if relative:
        return None

    def nearest(paths: list[str], written: bool) -> str:
        folder = source.rpartition("/")[0]
        inside = [path for path in paths if not folder or path.startswith(folder + "/")]
        return min(inside or paths, key=lambda path: (len(path), written and spelled(path), path))

    for name in wanted:
        tails = [path for path in files if same(path).endswith("/" + name)]
        if tails:
            return nearest(tails, written=True)
    named = [path for path, aliases in files.items() if same(target) in map(same, aliases)]
    return min_alias(named, source) if named else None


def min_alias(paths: list[str], source: str) -> str:
    folder = source.rpartition("/")[0]
    inside = [path for path in paths if not folder or path.startswith(folder + "/")]
    return min(inside or paths, key=lambda path: (len(path), path))


names = st.sampled_from(
    [
        "a",
        "A",
        "b",
        "a.md",
        "x.png",
        "X.PNG",
        "caf\u00e9",
        "cafe\u0301",
        "v1.2",
        "straße",
        "STRASSE",
        "a b",
        "a\u00a0b",
    ]
)
folders = st.lists(st.sampled_from(["a", "b", "A", "c c"]), max_size=3)
paths = st.tuples(folders, names, st.sampled_from(["", ".md", ".md", ".md", ".MD"])).map(
    lambda p: "/".join([*p[0], p[1] + p[2]])
)
aliases = st.lists(st.sampled_from(["a", "b", "Alias", "ALIAS", "x/y", "b/a", "z.md", "a.md"]), max_size=2)
vaults = st.dictionaries(paths, aliases, max_size=25)
targets = (
    paths
    | st.tuples(st.sampled_from(["./", "../", "/", "../../", "a/../", ""]), paths).map("".join)
    | st.sampled_from(["", "Alias", "alias", "x/y", "y", "z", ".", "..", "/", "a/", "./", "b/a", "nowhere"])
)


def indexed(files: dict[str, list[str]]) -> NameIndex:
    index = NameIndex()
    for path, names_of in files.items():
        index.add(path, names_of)
    return index


@given(vaults, targets, paths)
def test_the_index_resolves_as_the_rule_says(files: dict[str, list[str]], target: str, source: str) -> None:
    assert indexed(files).resolve(target, source) == slow_resolve(files, target, source)


@given(st.lists(folders, min_size=9, max_size=40), st.sampled_from(["n", "a/n", "N", "b/n.md"]), folders)
def test_many_files_of_one_name_resolve_as_the_rule_says(
    places: list[list[str]], target: str, source: list[str]
) -> None:
    files: dict[str, list[str]] = {"/".join([*place, "n.md"]): [] for place in places}
    files |= {f"z{i}/{'z' * i}/n.md": [] for i in range(9)}
    index = indexed(files)
    note = "/".join([*source, "s.md"])
    assert index.resolve(target, note) == slow_resolve(files, target, note)
    gone = next(iter(files))
    index.remove(gone)
    del files[gone]
    assert index.resolve(target, note) == slow_resolve(files, target, note)


@given(vaults, vaults, targets, paths)
def test_changing_files_and_aliases_equals_starting_anew(
    before: dict[str, list[str]], after: dict[str, list[str]], target: str, source: str
) -> None:
    index = indexed(before)
    for path in before:
        if path not in after:
            index.remove(path)
    for path, names_of in after.items():
        index.add(path)
        index.set_aliases(path, names_of)
    assert index.resolve(target, source) == slow_resolve(after, target, source)
    assert len(index) == len(after)


@given(vaults, paths, aliases, targets, paths)
def test_a_link_whose_key_is_not_among_the_changed_keys_keeps_its_meaning(
    files: dict[str, list[str]], changed: str, names_of: list[str], target: str, source: str
) -> None:
    index = indexed(files)
    before = index.resolve(target, source)
    keys = keys_of(changed, files.get(changed, ()))
    if changed in files:
        index.remove(changed)
    without = index.resolve(target, source)
    index.add(changed, names_of)
    keys |= keys_of(changed, names_of)
    if link_key(target) not in keys and target:
        assert before == without == index.resolve(target, source)


def test_near_names_are_offered_nearest_first() -> None:
    index = indexed(
        {path: [] for path in ["Energy contract.md", "a/Energy contacts.md", "Plan.md", "notes/planning.md"]}
    )
    assert index.suggest("Energy contrat") == ["Energy contract.md", "a/Energy contacts.md"]
    assert index.suggest("wholly different") == []
    index.add("Energy contrat.md")
    assert index.suggest("Energy contrat", 1) == ["Energy contrat.md"]
    index.remove("Energy contrat.md")
    assert index.suggest("Energy contrat", 1) == ["Energy contract.md"]


def test_a_vault_without_files_answers_nothing() -> None:
    assert NameIndex().resolve("a", "b.md") is None
    assert NameIndex().suggest("a") == []
