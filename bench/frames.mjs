// Frames of the page while somebody scrolls and brushes a large log: `cargo xtask compare --frames`; README.md says what is told.
//
//   node frames.mjs --rows 1000000 --data <folder> --page <folder> --port 0
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { serve } from "./browser.mjs";

const RESULTS = path.join(import.meta.dirname, "results");
const SIZE = { width: 1440, height: 900 };
/** Browsers show sixty frames a second. One that comes later than this after the one before has missed its turn, ms. */
const LATE = 1.5 * (1000 / 60);
/** How long each act goes on, ms. */
const LONG = 4_000;
const TRACED = ["cc", "benchmark", "toplevel"];

/** Runs in the page: when frames began, and what kept the page busy for more than 50 ms. */
function watch() {
  const seen = { frames: [], tasks: [] };
  const observer = new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map((task) => task.duration)));
  observer.observe({ type: "longtask" });
  let on = true;
  const frame = (now) => {
    seen.frames.push(now);
    if (on) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  globalThis.watched = async () => {
    on = false;
    await new Promise((later) => setTimeout(later, 100));
    observer.disconnect();
    return seen;
  };
}

const pause = (ms) => new Promise((later) => setTimeout(later, ms));

/** Calls `step` with how far the act is, 0 to 1, about sixty times a second. */
async function act(step) {
  const begun = performance.now();
  for (let at = 0; at < 1; at = (performance.now() - begun) / LONG) {
    const next = performance.now() + 1000 / 60;
    await step(at);
    await pause(Math.max(0, next - performance.now()));
  }
}

/** The box of the first element of this selector. */
async function box(page, css) {
  const found = await page.locator(css).first().boundingBox();
  if (!found) throw new Error(`the page has no ${css}`);
  return found;
}

/** What somebody does: each takes the page and is measured by itself. */
const ACTS = {
  "wheel over the table": async (page) => {
    const { x, y } = await box(page, ".events-row");
    await page.mouse.move(x + 300, y + 200);
    await act(() => page.mouse.wheel(0, 240));
  },
  "leaps through all rows": async (page) => {
    // As the thumb of the scroll bar is dragged: the place leaps from frame to frame.
    await page.evaluate(async (long) => {
      const scrolls = (part) => part.scrollHeight > part.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(part).overflowY);
      let grid = document.querySelector(".events-row");
      while (!scrolls(grid)) grid = grid.parentElement;
      const begun = performance.now();
      for (let at = 0; at < 1; at = (performance.now() - begun) / long) {
        grid.scrollTop = at * (grid.scrollHeight - grid.clientHeight);
        await new Promise((next) => requestAnimationFrame(next));
      }
    }, LONG);
  },
  "brush drawn over the timeline": async (page) => {
    const { x, y, width, height } = await box(page, ".timeline-plot");
    await page.mouse.move(x + width * 0.3, y + height / 2);
    await page.mouse.down();
    await act((at) => page.mouse.move(x + width * (0.31 + 0.4 * at), y + height / 2));
    await page.mouse.up();
  },
  "brush moved": async (page) => {
    const { x, y, width, height } = await box(page, ".timeline-plot");
    await page.mouse.move(x + width * 0.5, y + height / 2);
    await page.mouse.down();
    await act((at) => page.mouse.move(x + width * (0.5 + 0.2 * Math.sin(at * 6)), y + height / 2));
    await page.mouse.up();
  },
  "wheel over a filtered table": async (page) => ACTS["wheel over the table"](page),
};

/** How the compositor ended each frame of a trace: shown whole, shown in part, or dropped. */
function presented(events) {
  const counts = {};
  for (const { name, args } of events) {
    const state = name === "PipelineReporter" && (args?.chrome_frame_reporter ?? args?.frame_reporter)?.state;
    if (state) counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

/** CPU time of the page's main thread in a trace, ms: what it needs, however busy the machine is. */
function needed(events) {
  const mains = events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const main = new Set(mains.map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = events.filter(({ name, pid, tid }) => name === "ThreadControllerImpl::RunTask" && main.has(`${pid} ${tid}`));
  return tasks.reduce((sum, { tdur }) => sum + (tdur ?? 0), 0) / 1000;
}

async function traced(page, work) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: TRACED } });
  await work();
  const done = new Promise((complete) => session.once("Tracing.tracingComplete", complete));
  await session.send("Tracing.end");
  await done;
  await session.detach();
  return { states: presented(events), cpu: needed(events) };
}

async function measured(page, work) {
  await page.evaluate(watch);
  const { states, cpu } = await traced(page, work);
  const { frames, tasks } = await page.evaluate(() => globalThis.watched());
  const gaps = frames.slice(1).map((now, at) => now - frames[at]);
  const sorted = gaps.toSorted((a, b) => a - b);
  const seconds = (frames.at(-1) - frames[0]) / 1000;
  return {
    rate: gaps.length / seconds,
    late: gaps.filter((gap) => gap > LATE).length,
    frames: gaps.length,
    typical: sorted[Math.floor(sorted.length / 2)],
    worst: sorted.at(-1),
    long: tasks.length,
    longest: Math.max(0, ...tasks),
    cpu: cpu / gaps.length,
    states,
  };
}

async function quiet(page) {
  await page.waitForFunction(
    () =>
      document.querySelector(".events-grid")?.getAttribute("aria-busy") === "false" &&
      !document.querySelector("#count")?.classList.contains("waiting"),
    undefined,
    { timeout: 600_000 },
  );
  await pause(1_500);
}

async function main() {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "1000000" },
      data: { type: "string" },
      page: { type: "string" },
      port: { type: "string", default: "0" },
    },
  });
  const server = await serve(values.data, path.resolve(values.page), Number(values.port));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
  });
  mkdirSync(path.join(RESULTS, "raw"), { recursive: true });
  for (const rows of values.rows.split(",").map(Number)) {
    const page = await browser.newPage({ viewport: SIZE });
    await page.goto(`${server.address}ours/index.html`);
    await page.waitForFunction(() => globalThis.auditExplorer);
    await page.setInputFiles("#files", path.join(values.data, `wide-${rows}.csv`));
    const all = `${rows.toLocaleString("en")} of ${rows.toLocaleString("en")} events`;
    await page.waitForFunction((all) => document.querySelector("#count")?.innerText === all, all, { timeout: 600_000 });
    await quiet(page);
    const found = {};
    for (const [name, work] of Object.entries(ACTS)) {
      found[name] = await measured(page, () => work(page));
      await quiet(page);
    }
    await page.close();
    const record = {
      rows,
      when: new Date().toISOString(),
      browser: browser.version(),
      machine: { cpu: os.cpus()[0].model, cores: os.cpus().length, load: os.loadavg()[0] },
      acts: found,
    };
    writeFileSync(path.join(RESULTS, "raw", `frames-${rows}.json`), JSON.stringify(record, null, 1));
    const text = told(record);
    writeFileSync(path.join(RESULTS, `frames-${rows}.md`), text);
    console.log(text);
  }
  await browser.close();
  server.close();
}

/** The table of one size. */
function told({ rows, when, browser, machine, acts }) {
  const head = ["", "frames a second", "late frames", "typical ms", "worst ms", "tasks over 50 ms", "longest task ms", "CPU ms a frame", "compositor"];
  const line = ([name, act]) => [
    name,
    act.rate.toFixed(1),
    `${act.late} of ${act.frames}`,
    act.typical.toFixed(1),
    act.worst.toFixed(0),
    act.long,
    act.longest.toFixed(0),
    act.cpu.toFixed(1),
    Object.entries(act.states)
      .map(([state, count]) => `${state.replace("STATE_", "").toLowerCase().replaceAll("_", " ")} ${count}`)
      .join(", "),
  ];
  const lines = [head, head.map(() => "---"), ...Object.entries(acts).map(line)].map((cells) => `| ${cells.join(" | ")} |`);
  return [
    `# Frames at ${rows.toLocaleString("en")} events`,
    `${when.slice(0, 10)}, Chromium ${browser} without a screen, ${machine.cores} × ${machine.cpu}, load ${machine.load.toFixed(1)}. ` +
      `Each act goes on for ${LONG / 1000} s; a frame is late when it comes more than ${LATE.toFixed(0)} ms after the one before. ` +
      "CPU is that of the page's main thread; the compositor tells how each frame ended that it began.",
    lines.join("\n"),
    "",
  ].join("\n\n");
}

await main().catch((error) => {
  console.error(`frames: ${error.message}`);
  process.exit(1);
});
