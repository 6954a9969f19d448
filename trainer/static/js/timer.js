// The time left by the server's clock: a thin bar and whole minutes; spoken at half, five minutes and one minute only.
import { word } from "./words.js";

/** Follow a deadline inside `bar` (data-timebar); calls `over` once when it has passed. */
export function follow(bar, { now, started, deadline }, over) {
  const received = performance.timeOrigin + (performance.getEntriesByType("navigation")[0]?.responseStart ?? 0);
  const ahead = Date.parse(now) - received; // how far the server's clock is ahead of ours
  const end = Date.parse(deadline);
  const total = end - (Date.parse(started) || Date.parse(now));
  const thresholds = [[total / 2, "half"], [5 * 60000, "five"], [60000, "one"]].filter(([at]) => at < total);
  let before = Infinity;
  const progress = bar.querySelector("progress");
  progress.hidden = false;
  const timer = setInterval(tick, 1000);

  function tick() {
    const left = end - (Date.now() + ahead);
    const minutes = Math.ceil(left / 60000);
    progress.value = Math.max(0, Math.min(1, left / total));
    bar.classList.toggle("short", left < 5 * 60000);
    bar.querySelector(".left").textContent = left < 60000 ? word("minute") : word("minutes", { n: minutes });
    const passed = thresholds.filter(([at]) => before > at && left <= at && before !== Infinity).pop();
    if (passed) bar.querySelector("[data-spoken]").textContent = word(passed[1], { n: minutes });
    before = left;
    if (left > 0) return;
    clearInterval(timer);
    over();
  }
  tick();
}
