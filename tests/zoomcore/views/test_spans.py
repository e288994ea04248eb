from zoomcore.views import Code, sentence


def test_what_stands_in_backticks_is_to_be_typed() -> None:
    assert sentence("Send `list`, then `help new`.") == ("Send ", Code("list"), ", then ", Code("help new"), ".")


def test_a_sentence_without_backticks_or_with_a_lone_one_stays_as_it_is() -> None:
    assert sentence("All is well.") == ("All is well.",)
    assert sentence("I couldn't read “a`b”.") == ("I couldn't read “a`b”.",)
