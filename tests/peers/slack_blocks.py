"""What Slack refuses in blocks and views, written from docs.slack.dev's Block Kit reference and nothing of ours."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Thing = Mapping[str, Any]

CELLS_IN_A_MESSAGE = 10_000


def faults(blocks: Sequence[Thing], *, most: int = 50) -> list[str]:
    """Everything Slack would refuse, in words; empty for blocks it takes."""
    found = [f"{len(blocks)} blocks"] * (len(blocks) > most)
    for place, block in enumerate(blocks):
        found += [f"block {place} ({block.get('type')}): {fault}" for fault in _block(block)]
    ids = [one["action_id"] for block in blocks for one in elements(block) if "action_id" in one]
    found += [f"action_id {one} twice" for one in set(ids) if ids.count(one) > 1 and not _inputs(blocks)]
    named = [block["block_id"] for block in blocks if "block_id" in block]
    found += [f"block_id {one} twice" for one in set(named) if named.count(one) > 1]
    cells = sum(_cells(block) for block in blocks if block["type"] == "data_table")
    return found + [f"{cells} characters in tables"] * (cells > CELLS_IN_A_MESSAGE)


def view_faults(view: Thing) -> list[str]:
    found = faults(view["blocks"], most=100)
    if view["type"] == "modal":
        found += _plain(view.get("title"), 24, "title")
        found += [fault for name in ("submit", "close") if name in view for fault in _plain(view[name], 24, name)]
        found += ["private_metadata too long"] * (_size(view.get("private_metadata", "")) > 3000)
        found += ["callback_id too long"] * (_size(view.get("callback_id", "")) > 255)
        found += ["inputs need a submit button"] * (_inputs(view["blocks"]) and "submit" not in view)
    return found


def elements(block: Thing) -> Iterator[Thing]:
    """The interactive elements of a block, wherever it holds them."""
    if block["type"] == "actions":
        yield from block["elements"]
    for name in ("accessory", "element"):
        if name in block:
            yield block[name]


def _inputs(blocks: Sequence[Thing]) -> bool:
    return any(block["type"] == "input" for block in blocks)


def _block(block: Thing) -> list[str]:
    checks = {
        "header": lambda: _plain(block.get("text"), 150, "text"),
        "section": lambda: _section(block),
        "context": lambda: _context(block),
        "actions": lambda: _actions(block),
        "rich_text": lambda: _rich_text(block),
        "image": lambda: _image(block),
        "divider": list,
        "data_table": lambda: _table(block),
        "input": lambda: _input(block),
    }
    return checks[block["type"]]() if block.get("type") in checks else ["unknown type"]


def _section(block: Thing) -> list[str]:
    found = _text(block["text"], 3000) if "text" in block else ["neither text nor fields"] * ("fields" not in block)
    return found + (_element(block["accessory"]) if "accessory" in block else [])


def _context(block: Thing) -> list[str]:
    found = [] if 1 <= len(block["elements"]) <= 10 else [f"{len(block['elements'])} elements"]
    return found + [fault for one in block["elements"] for fault in _text(one, 3000)]


def _actions(block: Thing) -> list[str]:
    found = [] if 1 <= len(block["elements"]) <= 25 else [f"{len(block['elements'])} elements"]
    return found + [fault for one in block["elements"] for fault in _element(one)]


def _image(block: Thing) -> list[str]:
    found = ["no alt_text"] * (not block.get("alt_text")) + ["alt_text too long"] * (_size(block["alt_text"]) > 2000)
    return found + ["image_url"] * (not 1 <= _size(block.get("image_url", "")) <= 3000)


def _input(block: Thing) -> list[str]:
    found = _plain(block.get("label"), 2000, "label")
    found += _plain(block["hint"], 2000, "hint") if "hint" in block else []
    return found + _element(block["element"])


def _element(element: Thing) -> list[str]:
    found = ["no action_id"] * (not 1 <= _size(element.get("action_id", "")) <= 255)
    match element["type"]:
        case "button":
            return found + _button(element)
        case "overflow":
            return found + _options(element, least=2, most=5)
        case "static_select" | "multi_static_select":
            return found + _options(element, least=1, most=100)
        case "checkboxes" | "radio_buttons":
            return found + _options(element, least=1, most=10)
        case "plain_text_input":
            longest = element.get("max_length", 3000)
            return found + ["max_length"] * (not 1 <= longest <= 3000) + _initial(element, longest)
        case "datepicker" | "timepicker" | "number_input" | "users_select" | "multi_users_select":
            return found
        case other:
            return [*found, f"unknown element {other}"]


def _initial(element: Thing, longest: int) -> list[str]:
    return ["initial_value too long"] * (_size(element.get("initial_value", "")) > longest)


def _button(button: Thing) -> list[str]:
    found = _plain(button.get("text"), 75, "button text")
    found += ["button value too long"] * (_size(button.get("value", "")) > 2000)
    found += ["url too long"] * (_size(button.get("url", "")) > 3000)
    found += ["style"] * (button.get("style", "primary") not in {"primary", "danger"})
    return found + (_confirm(button["confirm"]) if "confirm" in button else [])


def _confirm(confirm: Thing) -> list[str]:
    limits = {"title": 100, "text": 300, "confirm": 30, "deny": 30}
    return [fault for name, most in limits.items() for fault in _plain(confirm.get(name), most, name)]


def _options(element: Thing, *, least: int, most: int) -> list[str]:
    options = element.get("options", [])
    found = [] if least <= len(options) <= most else [f"{len(options)} options"]
    for option in options:
        found += _plain(option.get("text"), 75, "option text")
        found += ["option value"] * (not 1 <= _size(option.get("value", "")) <= 150)
    chosen = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    found += ["an initial option that is none of the options"] * any(one not in options for one in chosen)
    return found + ["initial_options empty"] * (element.get("initial_options") == [])


def _rich_text(block: Thing) -> list[str]:
    found = ["no elements"] * (not block["elements"])
    for section in block["elements"]:
        found += ["not a rich_text_section"] * (section["type"] != "rich_text_section")
        found += [fault for one in section["elements"] for fault in _rich_element(one)]
    return found


def _rich_element(element: Thing) -> list[str]:
    required = {
        "text": {"text"},
        "link": {"url"},
        "user": {"user_id"},
        "date": {"timestamp", "format"},
    }
    if element["type"] not in required:
        return [f"unknown rich text element {element['type']}"]
    missing = required[element["type"]] - {name for name, value in element.items() if value not in ("", None)}
    return [f"rich text {element['type']} without {name}" for name in missing]


def _table(block: Thing) -> list[str]:
    rows = block["rows"]
    found = ["no caption"] * (not block.get("caption")) + [f"{len(rows)} rows"] * (not 2 <= len(rows) <= 101)
    found += ["rows of different lengths"] * (len({len(row) for row in rows}) > 1)
    found += [f"{len(rows[0])} columns"] * (not 1 <= len(rows[0]) <= 20)
    found += ["rich text in the heading"] * any(cell["type"] == "rich_text" for cell in rows[0])
    found += ["page_size"] * (not 1 <= block.get("page_size", 5) <= 100)
    return found + [fault for row in rows for cell in row for fault in _cell(cell)]


def _cell(cell: Thing) -> list[str]:
    if cell["type"] == "rich_text":
        return _rich_text(cell)
    return ["a cell without text"] * (not cell.get("text")) + ["cell type"] * (cell["type"] != "raw_text")


def _cells(block: Thing) -> int:
    return sum(_cell_size(cell) for row in block["rows"] for cell in row)


def _cell_size(cell: Thing) -> int:
    if cell["type"] == "raw_text":
        return _size(cell["text"])
    return sum(_size(str(one.get("text", ""))) for section in cell["elements"] for one in section["elements"])


def _text(text: Thing, most: int) -> list[str]:
    if text["type"] not in {"mrkdwn", "plain_text"}:
        return [f"text type {text['type']}"]
    size = _size(text["text"])
    return [f"text of {size}"] * (not 1 <= size <= most)


def _plain(text: Thing | None, most: int, name: str) -> list[str]:
    if text is None or text.get("type") != "plain_text":
        return [f"{name} is no plain_text"]
    size = _size(text["text"])
    return [f"{name} of {size}"] * (not 1 <= size <= most)


def _size(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
