// What makes waiting nicer. The page says and does everything without it, too.
"use strict";

(() => {
  const pad = (number) => String(number).padStart(2, "0");

  const clockOf = (seconds) => {
    const [days, rest] = [Math.floor(seconds / 86400), seconds % 86400];
    const clock = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map(pad).join(":");
    return days ? `${days} × 24 h + ${clock}` : clock;
  };

  const look = () => window.location.replace(window.location.href);

  // Beside a time in the class's zone, the same instant on the reader's own clock, where that differs.
  const addLocalTimes = () => {
    for (const time of document.querySelectorAll("main time")) {
      if (time.closest("table")) continue;
      const local = new Date(time.dateTime).toLocaleString(document.documentElement.lang, {
        weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
      });
      if (!time.textContent.includes(local.slice(-5))) {
        time.after(` (${document.body.dataset.here}: ${local})`);
      }
    }
  };

  const countDown = (countdown) => {
    const waiting = document.getElementById("waiting");
    const announcement = document.getElementById("announcement");
    // The server says how long: the clock of this device may be wrong. A second more, so as not to knock too early.
    const until = Date.now() + (Number(countdown.dataset.seconds) + 1) * 1000;
    // A whole course does not knock within the same second.
    const patience = Math.random() * 3000;

    const enter = () => {
      countdown.textContent = announcement.textContent = countdown.dataset.open;
      const ticked = document.getElementById("let-me-in").checked;
      window.setTimeout(() => (ticked ? waiting.submit() : look()), patience);
    };

    const tick = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      if (left <= 0) {
        window.clearInterval(timer);
        enter();
        return;
      }
      countdown.textContent = countdown.dataset.text.replace("{time}", clockOf(left));
      if (left === 60) announcement.textContent = countdown.textContent;
    };

    const timer = window.setInterval(tick, 1000);
    countdown.hidden = false;
    waiting.hidden = false;
    tick();
  };

  // A heading orders its table in place, by the same rule as the link that works without this script.
  const number = /^[−-]?\d+(?:[.,]\d+)?/;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  const keyOf = (cell) => {
    const time = cell.querySelector("time");
    const text = cell.textContent.trim();
    if (time) return [Date.parse(time.dateTime), ""];
    if (text === "" || text === "–" || text === "-") return null;
    const found = number.exec(text);
    return [found ? Number(found[0].replace("−", "-").replace(",", ".")) : Infinity, text];
  };

  const compare = ([one, said], [other, told]) => (one === other ? collator.compare(said, told) : one < other ? -1 : 1);

  const order = (link) => {
    const heading = link.closest("th");
    const table = link.closest("table");
    const down = heading.getAttribute("aria-sort") === "ascending";
    const column = heading.cellIndex;
    const rows = [...table.tBodies[0].rows].map((row) => [keyOf(row.cells[column]), row]);
    const filled = rows.filter(([key]) => key !== null).sort((one, other) => compare(one[0], other[0]));
    if (down) filled.reverse();
    table.tBodies[0].append(...[...filled, ...rows.filter(([key]) => key === null)].map(([, row]) => row));
    for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    // Printing, a reload and a bookmark keep the order.
    window.history.replaceState(null, "", `?sort=${down ? "-" : ""}${link.dataset.column}`);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".sortable thead a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    order(link);
  });

  const print = document.getElementById("print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }

  addLocalTimes();
  const countdown = document.getElementById("countdown");
  if (countdown) countDown(countdown);
  // Coming back with the browser's Back button shows an old state: ask for the present one.
  window.addEventListener("pageshow", (event) => { if (event.persisted) look(); });
})();
