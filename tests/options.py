"""Any options that people could mean, for properties."""

from enum import StrEnum

from hypothesis import strategies as st

from zoomcore.domain.options import PLACES, Options, RecordingMode, option_type

_MAILS = st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True)
_DOMAINS = st.lists(st.from_regex(r"[a-z]{1,8}\.example", fullmatch=True), min_size=1, max_size=3).map(",".join)
_AGENDAS = st.text(
    alphabet=st.characters(codec="ascii", exclude_categories=("C",), exclude_characters='"\\'), max_size=80
)


def _values(name: str) -> st.SearchStrategy[object]:
    kind = option_type(name)
    if kind is bool:
        return st.booleans()
    if issubclass(kind, StrEnum):
        return st.sampled_from([one for one in kind if one is not RecordingMode.HOST])
    if kind is tuple:
        return st.lists(_MAILS, min_size=1, max_size=3, unique=True).map(tuple)
    return _DOMAINS if name == "signed_in_domains" else _AGENDAS.map(lambda text: " ".join(text.split()))


@st.composite
def any_options(draw: st.DrawFn) -> Options:
    said = draw(st.sets(st.sampled_from(sorted(PLACES))))
    return Options(**{name: draw(_values(name)) for name in sorted(said)})
