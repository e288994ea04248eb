"""How people name a class by a piece of its topic: what of their words the topic must hold."""

#: Small words, which say nothing of which class is meant. Flat: lower case, without accents.
FILLER = frozenset(
    {
        *("to", "the", "my", "for", "of", "class", "meeting", "please", "a", "in", "on", "from", "now"),
        *("la", "el", "los", "las", "al", "de", "del", "mi", "clase", "reunion", "para", "por", "favor", "ahora"),
    }
)


def pieces(words: str) -> tuple[str, ...]:
    """In lower case, in any order, and without small words where there are others: "review of algebra".

    A letter alone stays: it tells Group A from Group B.
    """
    said = words.lower().split()
    telling = tuple(word for word in said if len(word) == 1 or word not in FILLER)
    return telling or tuple(said)
