"""What Teams refuses or draws wrongly in an Adaptive Card 1.5, as far as the published schema tells."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

SCHEMA = "https://adaptivecards.io/explorer/"
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "AdaptiveCard": ("version", "body"),
    "TextBlock": ("text",),
    "RichTextBlock": ("inlines",),
    "TextRun": ("text",),
    "FactSet": ("facts",),
    "Table": ("columns", "rows"),
    "TableRow": ("cells",),
    "TableCell": ("items",),
    "Container": ("items",),
    "ActionSet": ("actions",),
    "Image": ("url", "altText"),
    "Input.Text": ("id", "label"),
    "Input.Date": ("id", "label"),
    "Input.Time": ("id", "label"),
    "Input.Number": ("id", "label"),
    "Input.Toggle": ("id", "title"),
    "Input.ChoiceSet": ("id", "label", "choices"),
    # People and other data by search: no part of the schema, but drawn by Teams in an Input.ChoiceSet.
    "Data.Query": ("dataset",),
    "Action.Execute": ("title", "verb", "data"),
    "Action.Submit": ("title", "data"),
    "Action.OpenUrl": ("title", "url"),
    "Action.ToggleVisibility": ("title", "targetElements"),
}
ENUMS: Mapping[str, frozenset[Any]] = {
    "size": frozenset({"default", "small", "medium", "large", "extraLarge", "stretch", "auto"}),
    "weight": frozenset({"default", "lighter", "bolder"}),
    "color": frozenset({"default", "dark", "light", "accent", "good", "warning", "attention"}),
    "spacing": frozenset({"none", "small", "default", "medium", "large", "extraLarge", "padding"}),
    "mode": frozenset({"primary", "secondary"}),
    "fontType": frozenset({"default", "monospace"}),
}
STYLES: Mapping[str, frozenset[str]] = {
    "Container": frozenset({"default", "emphasis", "good", "attention", "warning", "accent"}),
    "TextBlock": frozenset({"default", "heading"}),
    "Input.ChoiceSet": frozenset({"compact", "expanded", "filtered"}),
    "Input.Text": frozenset({"text", "tel", "url", "email"}),
    "Action": frozenset({"default", "positive", "destructive"}),
}
#: What Teams takes in one message, counted in UTF-16.
MOST_BYTES = 28 * 1024


def walk(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of the card that says its type, data of actions left out."""
    if isinstance(node, list):
        for one in node:
            yield from walk(one)
    if isinstance(node, dict):
        if "type" in node:
            yield node
        for key, value in node.items():
            if key not in {"data", "msteams"}:
                yield from walk(value)


def complaints(card: Mapping[str, Any]) -> list[str]:
    """Everything wrong with the card; empty for one that Teams would draw."""
    found = [complaint for element in walk(card) for complaint in _about(element)]
    if card.get("type") != "AdaptiveCard" or card.get("version") != "1.5":
        found.append("no AdaptiveCard 1.5")
    size = len(json.dumps(card, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le"))
    if size > MOST_BYTES:
        found.append(f"{size} bytes: MessageSizeTooBig")
    return [*found, *_about_names(card), *_about_mentions(card)]


def _about(element: Mapping[str, Any]) -> Iterator[str]:
    kind = element["type"]
    if kind not in REQUIRED:
        yield f"{kind} is unknown to schema 1.5"
        return
    for name in REQUIRED[kind]:
        if name not in element or element[name] in ("", None):
            yield f"{kind} without {name}"
    for name, allowed in ENUMS.items():
        if name in element and element[name] not in allowed:
            yield f"{kind}.{name} may not be {element[name]}"
    styles = STYLES.get("Action" if kind.startswith("Action.") else kind)
    if styles and element.get("style", next(iter(styles))) not in styles:
        yield f"{kind}.style may not be {element['style']}"
    yield from _about_values(kind, element)


def _about_values(kind: str, element: Mapping[str, Any]) -> Iterator[str]:
    if kind in {"Image", "Action.OpenUrl"} and not str(element["url"]).startswith(("https://", "http://127.0.0.1")):
        yield f"{kind} opens {element['url']}"
    if kind == "Table":
        for row in element["rows"]:
            if len(row["cells"]) != len(element["columns"]):
                yield "a row of a Table has other cells than columns"
    if kind == "TextBlock" and not element.get("wrap"):
        yield "a TextBlock that does not wrap is cut off on a phone"
    if kind == "ActionSet" and not element["actions"]:
        yield "an empty ActionSet"


def _about_names(card: Mapping[str, Any]) -> Iterator[str]:
    names = [element["id"] for element in walk(card) if "id" in element]
    if len(names) != len(set(names)):
        yield "an id stands twice"
    for element in walk(card):
        for target in element.get("targetElements", ()):
            if target not in names:
                yield f"nothing is called {target}"


def _about_mentions(card: Mapping[str, Any]) -> Iterator[str]:
    """Teams looks for mentions in text blocks and facts only."""
    read = [one.get("text") or one.get("facts") for one in walk(card) if one["type"] in {"TextBlock", "FactSet"}]
    words = json.dumps(read, ensure_ascii=False)
    entities = card.get("msteams", {}).get("entities", ())
    for entity in entities:
        if json.dumps(entity["text"], ensure_ascii=False)[1:-1] not in words:
            yield f"the mention {entity['text']} is not in the card"
    if "<at>" in words and not entities:
        yield "<at> without an entity"
