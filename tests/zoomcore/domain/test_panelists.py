"""What Zoom's list of panelists lacks and has too much."""

from zoomcore.domain.panelists import AtZoom, Panelist, PanelistState, panelist_change

OURS = tuple(
    Panelist(meeting_id=1, email=email, name=email, state=PanelistState(state))
    for email, state in (("w", "wanted"), ("s", "sent"), ("t", "there"), ("l", "leaving"))
)


def at_zoom(*there, known=()):
    return AtZoom(there=frozenset(there), known=frozenset(known))


def emails(people):
    return [one.email for one in people]


def test_with_nobody_named_all_that_is_asked_for_is_brought_about():
    change = panelist_change(OURS, at_zoom("s", "l"))
    assert (emails(change.missing), emails(change.leaving)) == (["w"], ["l"])
    assert (change.sent, change.remove) == ({"w", "s"}, {"l"})


def test_those_who_are_named_are_nobody_else_s_business():
    change = panelist_change(OURS, at_zoom("l"), add={"w"})
    assert (emails(change.missing), change.leaving, change.remove) == (["w"], (), frozenset())


def test_whom_we_took_to_be_there_is_added_again_when_named():
    assert emails(panelist_change(OURS, at_zoom(known="t"), add={"t"}).missing) == ["t"]
    # Added by another while Zoom's list was read.
    assert panelist_change(OURS, at_zoom(), add={"t"}).missing == ()


def test_who_shall_leave_meanwhile_is_not_added_and_who_is_wanted_again_not_taken_out():
    assert panelist_change(OURS, at_zoom(), add={"l"}).missing == ()
    assert panelist_change(OURS, at_zoom("w", "t"), remove={"w", "t"}).leaving == ()
