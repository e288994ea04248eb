// Reads [{blocks, theme}] from standard input, draws each as Slack would, and writes [html] to standard output.
"use strict";

const path = require("node:path");
const modules = path.join(__dirname, "..", "browser", "node_modules");
const { createElement } = require(path.join(modules, "react"));
const { renderToStaticMarkup } = require(path.join(modules, "react-dom", "server"));
const { Message } = require(path.join(modules, "slack-blocks-to-jsx"));

const LOGO = "logo.svg";
const TIME = new Date("2026-12-01T13:30:00Z");

const draw = ({ blocks, theme }) =>
  renderToStaticMarkup(createElement(Message, { blocks, theme, logo: LOGO, name: "Lectern", time: TIME }));

let text = "";
process.stdin.on("data", (chunk) => (text += chunk));
process.stdin.on("end", () => process.stdout.write(JSON.stringify(JSON.parse(text).map(draw))));
