// Draws every Adaptive Card of the page in its theme, with colours and sizes near those of Teams.
"use strict";

const FONT = { fontFamily: "'Segoe UI', 'Noto Sans', 'DejaVu Sans', 'Noto Color Emoji', sans-serif" };

const LIGHT = {
  ground: "#ffffff", emphasis: "#f0f0f0", text: "#242424", subtle: "#5c5c5c", accent: "#444791",
  good: "#0e700e", attention: "#b10e1c", warning: "#8a5100",
};
const DARK = {
  ground: "#292929", emphasis: "#1f1f1f", text: "#ffffff", subtle: "#bdbdbd", accent: "#aab1fa",
  good: "#9ad29a", attention: "#f1707b", warning: "#f7b955",
};

const style = (colours, ground) => {
  const shade = (name) => ({ default: colours[name], subtle: colours[name] });
  return {
    backgroundColor: ground,
    borderColor: colours.emphasis,
    foregroundColors: {
      default: { default: colours.text, subtle: colours.subtle },
      light: { default: colours.subtle, subtle: colours.subtle },
      dark: { default: colours.text, subtle: colours.subtle },
      accent: shade("accent"), good: shade("good"), attention: shade("attention"), warning: shade("warning"),
    },
  };
};

const host = (colours) => new AdaptiveCards.HostConfig({
  ...FONT,
  supportsInteractivity: true,
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 200, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: colours.emphasis },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: Object.fromEntries(
    ["default", "emphasis", "good", "attention", "warning", "accent"].map((name) => [
      name, style(colours, name === "default" ? colours.ground : colours.emphasis),
    ]),
  ),
  actions: {
    maxActions: 6, spacing: "default", buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left",
    showCard: { actionMode: "inline", inlineTopMargin: 8 },
  },
  factSet: {
    title: { weight: "bolder", wrap: true, maxWidth: 150 }, value: { wrap: true }, spacing: 12,
  },
  table: { cellSpacing: 8 },
  inputs: { label: { requiredInputs: { weight: "bolder" }, optionalInputs: { weight: "bolder" } } },
});

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  // The few marks that our cards use; everything else stays what it is.
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  result.outputHtml = escaped
    .replace(/\\([\\`*_{}[\]()#+\-.!~|>&])/g, (_, mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '<a href="$2">$1</a>');
  result.didProcess = true;
};

// A mention is drawn as one only where the card names it, as in Teams.
const mention = (place, names) => {
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (texts.nextNode()) nodes.push(texts.currentNode);
  for (const node of nodes) {
    node.replaceWith(...node.data.split(/(<at>.*?<\/at>)/).map((piece) => {
      if (!names.has(piece)) return piece;
      const span = document.createElement("span");
      span.className = "mention";
      span.textContent = piece.replace(/<\/?at>/g, "");
      return span;
    }));
  }
};

for (const place of document.querySelectorAll("[data-card]")) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = host(place.closest(".dark") ? DARK : LIGHT);
  const data = JSON.parse(place.dataset.card);
  place.classList.toggle("full", data.msteams?.width === "Full");
  card.parse(data);
  place.append(card.render());
  mention(place, new Set((data.msteams?.entities ?? []).map((entity) => entity.text)));
}
document.body.dataset.drawn = "yes";
