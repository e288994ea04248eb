"""What the bot says, as closed, flat, frozen data: facts, never markup.

A renderer is a `match` over these classes that ends in `assert_never`. A view names no platform, formats no time and
escapes nothing: that is the renderer's craft.
"""

from zoomcore.views.cards import (
    Action,
    Block,
    Button,
    ButtonStyle,
    Card,
    Confirm,
    Facts,
    Item,
    Items,
    OpenUrl,
    Picture,
    Table,
    Text,
    Tone,
)
from zoomcore.views.charts import Bar, Ceiling, Chart, ShareChart, StepChart, Stretch
from zoomcore.views.forms import UNSAID, Choice, Field, FieldKind, Form, FormError
from zoomcore.views.replies import Audience, Document, Redirect, Reply, View
from zoomcore.views.spans import Code, Line, Link, Mention, Span, Strong, When, WhenStyle, line, sentence, text_of

__all__ = [
    "UNSAID",
    "Action",
    "Audience",
    "Bar",
    "Block",
    "Button",
    "ButtonStyle",
    "Card",
    "Ceiling",
    "Chart",
    "Choice",
    "Code",
    "Confirm",
    "Document",
    "Facts",
    "Field",
    "FieldKind",
    "Form",
    "FormError",
    "Item",
    "Items",
    "Line",
    "Link",
    "Mention",
    "OpenUrl",
    "Picture",
    "Redirect",
    "Reply",
    "ShareChart",
    "Span",
    "StepChart",
    "Stretch",
    "Strong",
    "Table",
    "Text",
    "Tone",
    "View",
    "When",
    "WhenStyle",
    "line",
    "sentence",
    "text_of",
]
