// Keeps an open page as true as a fresh one. Everything on it works without this.

const pulse = document.querySelector("[data-pulse]");
const typed = new WeakSet();
let waiting = false;
let again = false;

const main = () => document.querySelector("main[data-live]");

function say(words, state) {
  if (!pulse) return;
  pulse.hidden = false;
  pulse.textContent = words;
  pulse.dataset.state = state;
}

/** Somebody is at work in a form of the page: then nothing under their hands may change. */
function isBusy(page) {
  const focus = document.activeElement;
  if (focus && page.contains(focus) && focus.matches("input, select, textarea")) return true;
  return [...page.querySelectorAll("form")].some((form) => typed.has(form));
}

/** What a reader has arranged: open details, places in scrolling regions, the focus. */
function remember(page) {
  const focus = document.activeElement;
  const links = [...page.querySelectorAll("a, button, summary, [tabindex]")];
  return {
    open: new Map([...page.querySelectorAll("details[id]")].map((part) => [part.id, part.open])),
    scrolled: [...page.querySelectorAll(".scroll")].map((part) => [part.scrollLeft, part.scrollTop]),
    place: [scrollX, scrollY],
    focus: page.contains(focus) ? { at: links.indexOf(focus), words: focus.textContent } : null,
  };
}

function arrange(page, kept) {
  for (const part of page.querySelectorAll("details[id]")) {
    if (kept.open.has(part.id)) part.open = kept.open.get(part.id);
  }
  [...page.querySelectorAll(".scroll")].forEach((part, index) => {
    [part.scrollLeft, part.scrollTop] = kept.scrolled[index] ?? [0, 0];
  });
  if (kept.focus) {
    const links = [...page.querySelectorAll("a, button, summary, [tabindex]")];
    const same = links[kept.focus.at]?.textContent === kept.focus.words ? links[kept.focus.at] : null;
    const target = same ?? links.find((link) => link.textContent === kept.focus.words) ?? page;
    target.focus({ preventScroll: true });
  }
  scrollTo(...kept.place);
}

/** The page as the server has it now. */
function fresh(text) {
  const next = new DOMParser().parseFromString(text, "text/html");
  return { next, page: next.querySelector("main[data-live]") };
}

async function renew() {
  const page = main();
  if (!page) return;
  if (isBusy(page)) return say("Live, waiting for you to finish", "waiting");
  if (waiting) { again = true; return; }
  waiting = true;
  try {
    const address = new URL(location.href);
    address.searchParams.delete("done");
    const answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    const { next, page: incoming } = fresh(await answer.text());
    const clock = document.querySelector("[data-clock]");
    const sequence = document.querySelector("[data-sequence]");
    clock?.replaceChildren(...(next.querySelector("[data-clock]")?.childNodes ?? []));
    sequence?.replaceChildren(...(next.querySelector("[data-sequence]")?.childNodes ?? []));
    if (incoming && !isBusy(page) && incoming.innerHTML !== page.innerHTML) {
      const kept = remember(page);
      page.replaceChildren(...incoming.childNodes);
      arrange(page, kept);
    }
    say("Live", "on");
  } catch {
    say("Not up to date", "off");
  } finally {
    waiting = false;
    if (again) { again = false; soon(); }
  }
}

let timer = 0;
/** Many changes at once are one look; changes that never cease are a look every fifth of a second. */
function soon() {
  if (timer) return;
  timer = setTimeout(() => { timer = 0; renew(); }, 200);
}

function listen(pause) {
  const news = new EventSource("/events");
  news.addEventListener("open", () => { pause = 1000; say("Live", "on"); });
  news.addEventListener("change", () => { if (!document.hidden) soon(); });
  news.addEventListener("error", () => {
    say("Reconnecting", "off");
    if (news.readyState !== EventSource.CLOSED) return;
    news.close();
    setTimeout(listen, pause, Math.min(pause * 2, 30000));
  });
  addEventListener("pagehide", () => news.close(), { once: true });
}

/** Seconds as pages say them. */
function length(seconds) {
  const parts = (large, largeUnit, small, smallUnit) => {
    const rest = Math.floor((seconds % large) / small);
    return `${Math.floor(seconds / large)} ${largeUnit}` + (rest ? ` ${rest} ${smallUnit}` : "");
  };
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return parts(60, "min", 1, "s");
  if (seconds < 86400) return parts(3600, "h", 60, "min");
  return parts(86400, "d", 3600, "h");
}

const begun = new WeakMap();
/** Times of what is under way go on by themselves between two looks. */
function tick() {
  for (const clock of document.querySelectorAll("[data-running]")) {
    if (!begun.has(clock)) begun.set(clock, performance.now());
    const passed = Math.floor((performance.now() - begun.get(clock)) / 1000);
    clock.textContent = length(Number(clock.dataset.running) + passed);
  }
}
tick();
setInterval(tick, 1000);

addEventListener("input", (event) => { if (event.target.form) typed.add(event.target.form); });
addEventListener("reset", (event) => typed.delete(event.target));

if (main() && pulse) {
  document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(); });
  addEventListener("pageshow", (event) => { if (event.persisted) { listen(1000); soon(); } });
  listen(1000);
}
