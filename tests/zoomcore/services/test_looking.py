from tests.school import text
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import ShowMeeting
from zoomcore.views import Form, Tone


async def test_the_bare_word_shows_what_is_next_with_the_likeliest_button(school):
    assert (await school.say("bo", "")).view.title == "Nothing is scheduled"
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    now = await school.say("bo", "")
    assert [one.label for one in now.view.actions] == ["Join class", "This week", "Help"]
    mine = await school.say("ana", "")
    assert [one.label for one in mine.view.actions] == ["Start class", "New class", "This week", "Help"]
    assert (await school.say("bo", "", where="")).view.title == "Next class"


async def test_in_an_unlinked_channel_the_bare_word_says_how_to_link_it(school):
    assert "course map" in text(await school.say("bo", "", where="elsewhere"))


async def test_a_list_goes_by_day_and_pages_both_ways(school):
    for number in range(12):
        await school.say("ana", f'new "Class {number:02}" tomorrow {8 + number}:00 for 30m')
    first = await school.say("bo", "list")
    assert ("Class 09" in text(first), "Class 10" in text(first)) == (True, False)
    second = await school.press("Later", by="bo")
    assert "Class 11" in text(second)
    assert "Class 09" in text(await school.press("← Earlier", by="bo"))


async def test_the_list_is_as_long_as_was_asked(school):
    await school.say("ana", 'new "Soon" tomorrow 3pm')
    await school.say("ana", 'new "Next month" dec 20 3pm')
    assert "Next month" not in text(await school.say("bo", "list"))
    assert "Soon" not in text(await school.say("bo", "list today"))


async def test_mine_and_a_private_chat_show_my_courses_alone(school):
    await school.say("ada", 'course add PHYS "Physics"')
    await school.say("ada", "course people PHYS add li@uni.example as instructor")
    await school.say("ada", "course map PHYS", where="physics")
    await school.say("li", 'new "Optics" tomorrow 3pm', where="physics")
    assert "Optics" not in text(await school.say("bo", "list", where=""))
    assert "Optics" in text(await school.say("li", "list mine"))
    assert "You aren't in PHYS" in text(await school.say("bo", "list PHYS"))
    assert "Optics" in text(await school.say("bo", "list", where="physics"))


async def test_details_show_staff_the_number_and_students_their_button(school):
    await school.say("ana", 'new "Algebra" every tue 10am x 3')
    listed = await school.say("ana", "list")
    full = await school.press("Details of Algebra", on=listed, by="ana")
    assert "ref" in text(full)
    assert school.button(full, "Cancel class")
    seen = await school.press("Details of Algebra", on=listed, by="bo")
    assert "ref" not in text(seen)
    assert [one.label for one in school.actions(seen)] == ["Join class"]


async def test_details_of_a_cancelled_or_ended_class_say_so(school):
    await school.say("ana", 'new "Lab" today 11am for 30m')
    number = school.at_zoom()[0].id
    school.sandbox.start(number)
    await school.later(hours=2)
    school.sandbox.end(number)
    await school.hear_zoom()
    one = ShowMeeting(target=Target(occurrence=1))
    assert "ended" in text(await school.wish("bo", one))
    await school.say("ana", 'new "Off" tomorrow 3pm')
    await school.say("ana", "cancel off")
    await school.press("Cancel Off", by="ana")
    assert "cancelled" in text(await school.wish("bo", ShowMeeting(target=Target(occurrence=2))))


async def test_while_zoom_has_the_change_a_class_stands_in_the_list(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    await school.say("ana", "move to 4pm", settle=False)
    assert "Lab" in text(await school.say("bo", "list", settle=False))


# Help.


async def test_help_names_what_this_person_may_ask_for(school):
    student, teacher, admin = [text(await school.say(who, "help all")) for who in ("bo", "ana", "ada")]
    assert "new:" not in student
    assert ("new:" in teacher, "status:" in teacher) == (True, False)
    assert ("course add:" in admin, "status:" in admin) == (True, True)


async def test_help_about_a_verb_gives_its_examples(school):
    told = text(await school.say("bo", "help new"))
    assert '/class new "Algebra II" tomorrow 3pm for 50m' in told
    assert "I don't know" in text(await school.say("bo", "help juggling"))


async def test_help_is_short_and_the_rest_is_one_press_away(school):
    brief = await school.say("ana", "help")
    assert len(brief.view.body[1].rows) <= 6
    assert "course people" in text(await school.press("All commands", by="ana"))
    assert isinstance((await school.press("New class", on=brief, by="ana")).view, Form)


# Settings and who I am.


async def test_my_zone_and_language_change_what_i_read(school):
    form = await school.say("bo", "settings")
    await school.submit(form, {"zone": "america/new york", "locale": "es"}, by="bo")
    async with school.store.reading() as unit:
        person = await unit.people.get(school.ids["bo"])
    assert (person.zone, person.locale) == ("America/New_York", "es")
    assert "Clases" in text(await school.say("bo", "list"))


async def test_a_zone_or_language_nobody_knows_stands_beside_its_field(school):
    form = await school.say("bo", "settings")
    again = await school.submit(form, {"zone": "Mars/Olympus"}, by="bo")
    assert [one.field for one in again.view.errors] == ["zone"]
    other = await school.submit(form, {"locale": "tlh"}, by="bo")
    assert [one.field for one in other.view.errors] == ["locale"]


async def test_a_courses_presets_are_saved_and_kept_to(school):
    form = await school.say("ana", "settings MATH201")
    values = {
        "title": "Algebra III",
        "zone": "Europe/London",
        "announce": "always",
        "duration_minutes": "30",
        "opens_minutes": "5",
    }
    assert (await school.submit(form, values, by="ana")).view.tone is Tone.GOOD
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    assert school.at_zoom()[0].duration_minutes == 30
    assert len(school.posts()) == 1
    assert "Algebra III" in text(await school.say("bo", "course list"))


async def test_presets_out_of_bounds_stand_beside_their_field(school):
    form = await school.say("ana", "settings MATH201")
    for field, value in (("duration_minutes", "3"), ("opens_minutes", "121"), ("zone", "Nowhere")):
        again = await school.submit(form, {field: value}, by="ana")
        assert [one.field for one in again.view.errors] == [field]


async def test_connect_says_who_i_am_to_zoom(school):
    assert "Zoom: Licensed" in text(await school.say("ana", "connect"))
    assert "Basic" in text(await school.say("kim", "connect"))
    told = await school.say("tia", "connect")
    assert (told.view.tone, "sign in to Zoom once" in text(told)) == (Tone.WARNING, True)
    assert "not known" in text(await school.say("gus", "connect"))


async def test_help_on_a_word_shows_what_else_begins_with_it_to_who_may(school):
    told = text(await school.say("ana", "help rooms"))
    assert "rooms [class] from sections | in groups of N" in told
    assert "in groups of N" not in text(await school.say("bo", "help rooms"))
