"""The generated corpus: notes on invented projects among generated ones, and questions with the passages that answer.

Every project has the same kinds of facts, so a question needs both its project and its subject to be answered; half
of the sections speak of the project as "it", so only title and headings say which one is meant. Questions come in
four kinds: in the words of the note, in other words, without the project's name, and such that no note answers.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.testing.vaults import generate_vault

from evaluation.questions import Asked, Gold

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "Evaluated"
FIRST = ("Amber", "Basalt", "Cobalt", "Drift", "Ember", "Fjord", "Granite", "Harbor", "Indigo", "Juniper")
SECOND = ("Lantern", "Compass", "Orchard", "Viaduct", "Sextant", "Quarry")
PEOPLE = ("Marta Lindqvist", "Tomas Hale", "Ines Okafor", "Pavel Brandt", "Yuki Sato", "Noor Haddad", "Ewan Price")
TOWNS = ("Bergen", "Lisbon", "Tallinn", "Kyoto", "Valencia", "Halifax", "Trieste", "Gdansk")
THINGS = (
    "bronze hinges",
    "oak panels",
    "ceramic filters",
    "wool felt",
    "copper tubing",
    "glass lenses",
    "cork sheets",
)
CAUSES = ("the ferry strike", "a cracked mould", "a late permit", "flooding in the workshop", "a wrong drawing")
ANIMALS = ("otters", "swifts", "bats", "herons", "hedgehogs", "newts")


class Subject(NamedTuple):
    """A kind of fact: a heading, how it is said with {it} for the project, and how it is asked about."""

    heading: str
    said: str
    same: str
    other: str
    nameless: str


SUBJECTS = (
    Subject(
        "Money",
        "The budget of {it} was raised to {amount} euros after the spring review.",
        "What is the budget of {name} in euros?",
        "How much money may {name} spend?",
        "Which budget was raised to {amount} euros?",
    ),
    Subject(
        "Responsible",
        "{person} leads {it} and reports every second Friday.",
        "Who leads {name}?",
        "Who is in charge of {name}?",
        "What does {person} lead, reporting on Fridays for {thing}?",
    ),
    Subject(
        "Supply",
        "{thing_cap} for {it} are bought from a small workshop in {town}.",
        "From which workshop are the {thing} for {name} bought?",
        "Where does {name} purchase its {thing}?",
        "Who sells us {thing} in {town}?",
    ),
    Subject(
        "Delay",
        "{it_cap} slipped by {weeks} weeks because of {cause}.",
        "By how many weeks did {name} slip?",
        "Why is {name} late?",
        "What slipped {weeks} weeks because of {cause}?",
    ),
    Subject(
        "Opening",
        "Doors open on {day} {month}, and {count} guests are invited to see {it}.",
        "On which day do the doors of {name} open?",
        "When does {name} begin, and how many visitors are expected?",
        "For what are {count} guests invited on {day} {month}?",
    ),
    Subject(
        "Wildlife",
        "{animals_cap} nest near {it}, so no drilling is allowed before {month}.",
        "Which animals nest near {name}?",
        "What creatures keep {name} from using drills?",
        "Where do {animals} nest, so that no drilling is allowed before {month}?",
    ),
)

FILLER = (
    "The meeting was short and everybody agreed to look at the drawings again next week.",
    "Photographs are in the shared album; the good ones are at the end.",
    "It rained all morning, which nobody minded, because there was soup.",
    "We wrote the list on the wall and left half of it for later.",
    "Two people asked the same thing, and the answer was the same both times.",
)
NOWHERE = (
    "What is the capital of Mongolia?",
    "How do I renew a passport for a child?",
    "Which vaccine does a travelling ferret need?",
    "Who won the chess olympiad in 1972?",
    "What temperature does caramel burn at?",
    "How long is the Trans-Siberian railway?",
)
MISSING = (
    "Which insurance company covers {name}?",
    "What colour is the logo of {name}?",
    "Which software license does {name} have?",
    "What is the wifi password at {name}?",
)
MONTHS = ("March", "April", "May", "June", "September", "October")


def make_corpus(root: Path, notes: int, *, seed: int = 1) -> list[Asked]:
    """Write the corpus into the missing or empty folder ``root`` and return its questions; the same every time."""
    generate_vault(root, notes, seed=seed)
    rng = random.Random(seed)
    asked: list[Asked] = []
    (root / FOLDER).mkdir()
    for number, name in enumerate(f"{first} {second}" for second in SECOND for first in FIRST):
        asked += _project(root, name, number, rng)
    names = [f"{first} {second}" for second in SECOND for first in FIRST]
    asked += [Asked(text, "no answer", ()) for text in NOWHERE]
    asked += [Asked(rng.choice(MISSING).format(name=name), "no answer", ()) for name in rng.sample(names, 24)]
    return asked


def _project(root: Path, name: str, number: int, rng: random.Random) -> list[Asked]:
    path = f"{FOLDER}/{name}.md"
    sections, asked = [], []
    for subject in rng.sample(SUBJECTS, 5):
        facts = _facts(name, rng)
        it = name if rng.random() < 0.5 else "it"
        sentence = subject.said.format(**facts, it=it, it_cap=it[:1].upper() + it[1:])
        words = [rng.choice(FILLER) for _ in range(rng.randrange(1, 4))]
        words.insert(rng.randrange(len(words) + 1), sentence)
        sections.append(f"## {subject.heading}\n\n{' '.join(words)}\n")
        kind, template = rng.choice(
            (("same words", subject.same), ("other words", subject.other), ("no name", subject.nameless))
        )
        asked.append(Asked(template.format(**facts), kind, (Gold(path, sentence),)))
    text = f"---\ntype: project\nnumber: {number}\n---\n# {name}\n\n{rng.choice(FILLER)}\n\n" + "\n".join(sections)
    (root / path).write_text(text, encoding="utf-8")
    return asked


def _facts(name: str, rng: random.Random) -> dict[str, object]:
    thing, animals = rng.choice(THINGS), rng.choice(ANIMALS)
    return {
        "name": name,
        "amount": f"{rng.randrange(20, 900)},{rng.randrange(10) * 100 or 500:03}",
        "person": rng.choice(PEOPLE),
        "thing": thing,
        "thing_cap": thing.capitalize(),
        "town": rng.choice(TOWNS),
        "weeks": rng.randrange(2, 40),
        "cause": rng.choice(CAUSES),
        "day": rng.randrange(1, 29),
        "month": rng.choice(MONTHS),
        "count": rng.randrange(30, 900),
        "animals": animals,
        "animals_cap": animals.capitalize(),
    }
