"""How well questions are answered: passages found, ranked, and cited, by several ways side by side.

make eval                                         the generated corpus
make eval ARGS="--vault FOLDER --questions FILE"  any folder, with questions of your own (see ``docs/ask.md``)
"""
