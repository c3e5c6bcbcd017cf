// Measures one peer at one size: loads in new browsers, then every question in the last of them; natively by native.py.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import { open } from "./browser.mjs";
import { canonical } from "./work.mjs";

/** A step that takes longer has failed, ms. */
const LIMIT = 600_000;
/** How many answers of each question are compared. */
const COMPARED = 9;
const PATIENCE = { keep: COMPARED - 1, enough: COMPARED - 1, soft: 1_500, hard: 15_000 };

/**
 * What a peer needs for the work: `{ load: { csv, ndjson }, questions, complaints, version }`, times in ms, memory in MB. Each format
 * of `load` holds `runs` of `{ wall, cpu, settling, peak, settled }` or `fails`, a sentence; each question holds `first`, `walls`,
 * `cpu` a run, and `answers` as lines.
 */
export async function inBrowser(peer, address, files, questions, loads) {
  const found = { start: [], load: {}, questions: {}, complaints: [] };
  // CSV is last: the questions are asked of it.
  for (const format of Object.keys(files).sort().reverse()) {
    const load = { bytes: statSync(files[format]).size, runs: [], answers: {} };
    found.load[format] = load;
    for (let run = 0; run < loads && !load.fails; run++) {
      const browser = await open(address, LIMIT);
      found.version = browser.version;
      try {
        found.start.push(await browser.run("starting", (name) => clock.start(name), peer));
        load.runs.push(await loaded(browser, files[format], format));
        if (run === loads - 1 && format === "csv") await asked(browser, questions, found.questions);
        if (run === loads - 1 && format !== "csv") await compared(browser, questions, load.answers);
      } catch (error) {
        load.fails = sentence(error);
      }
      found.complaints.push(...browser.complaints);
      await browser.close();
    }
  }
  found.complaints = [...new Set(found.complaints)];
  return found;
}

const sentence = (error) => error.message.replace(/^page\.evaluate: (Error: )?/, "").split("\n")[0];

async function loaded(browser, file, format) {
  await browser.quiet();
  await browser.choose(path.resolve(file));
  const begun = await browser.cpu();
  const { wall, rows } = await browser.run("loading", (name) => clock.load(name), format);
  const done = await browser.cpu();
  await browser.quiet();
  const settled = await browser.cpu();
  return {
    wall,
    rows,
    cpu: begun === null ? null : done - begun,
    settling: begun === null ? null : settled - done,
    ...(await browser.memory()),
  };
}

async function series(browser, question, runs) {
  const walls = await browser.run(question.name, ({ ask, runs, patience }) => clock.series(ask, runs, patience), {
    ask: question.ask,
    runs,
    patience: PATIENCE,
  });
  return walls;
}

async function answers(browser, question) {
  const found = await browser.run(`${question.name}'s answers`, () => clock.answers());
  return found.map((answer) => canonical(question.ask, answer));
}

async function asked(browser, questions, into) {
  for (const question of questions) {
    try {
      const [first] = await series(browser, question, question.runs.slice(0, 1));
      await browser.quiet();
      const begun = await browser.cpu();
      const walls = await series(browser, question, question.runs.slice(1));
      const cpu = begun === null ? null : ((await browser.cpu()) - begun) / walls.length;
      into[question.name] = { first, walls, cpu, answers: await answers(browser, question) };
    } catch (error) {
      into[question.name] = { fails: sentence(error) };
      if (/crashed|took more than/.test(error.message)) return;
    }
    await browser.run("lifting filters", () => clock.lift());
    await browser.quiet();
  }
}

async function compared(browser, questions, into) {
  for (const question of questions.filter(({ flat }) => flat)) {
    await series(browser, question, question.runs.slice(0, 1));
    into[question.name] = await answers(browser, question);
    await browser.run("lifting filters", () => clock.lift());
  }
}

/** The same of an engine that runs natively on one thread; null when Python or the engine's package is not there. */
export function natively(engine, files, questions, loads) {
  const work = JSON.stringify({ files, questions, loads, compared: COMPARED });
  const python = process.env.PYTHON ?? "python3";
  const ran = spawnSync(python, [path.join(import.meta.dirname, "native.py"), engine], {
    input: work,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    env: { ...process.env, POLARS_MAX_THREADS: "1" },
  });
  if (ran.status === 3 || ran.error) return null;
  if (ran.status !== 0) throw new Error(`native.py ${engine} failed: ${ran.stderr.trim().split("\n").at(-1)}`);
  const found = JSON.parse(ran.stdout);
  for (const { name, ask } of questions) {
    const question = found.questions[name];
    question.answers = question.answers.map((answer) => canonical(ask, answer));
    for (const load of Object.values(found.load)) {
      if (load.answers?.[name]) load.answers[name] = load.answers[name].map((answer) => canonical(ask, answer));
    }
  }
  return found;
}
