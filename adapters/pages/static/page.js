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

  addLocalTimes();
  const countdown = document.getElementById("countdown");
  if (countdown) countDown(countdown);
  // Coming back with the browser's Back button shows an old state: ask for the present one.
  window.addEventListener("pageshow", (event) => { if (event.persisted) look(); });
})();
