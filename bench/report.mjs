// What was measured, as Markdown and SVG: one comparison a size, and how cost grows with size.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { TICK } from "./browser.mjs";
import { PEERS } from "./bundle.mjs";
import { comparison, growth } from "./plot.mjs";
import { QUESTIONS } from "./work.mjs";

const ORDER = Object.keys(PEERS);
const FORMATS = ["csv", "ndjson"];

function records(folder, mode) {
  const raw = path.join(folder, "raw");
  const found = readdirSync(raw).filter((file) => file.startsWith(`${mode}-`) && file.endsWith(".json"));
  const read = found.map((file) => JSON.parse(readFileSync(path.join(raw, file), "utf8")));
  return read.sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name) || a.rows - b.rows);
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

const digits = (value) => (value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(2).replace(/\.0$/, ""));
const ms = (value) => (value === null || value === undefined || Number.isNaN(value) ? "–" : digits(value));
const megabytes = (bytes) => (bytes === undefined ? "–" : bytes >= 1e7 ? (bytes / 1e6).toFixed(1) : (bytes / 1e6).toFixed(2));
const secondsOf = (value) => (value === null || value === undefined ? "–" : (value / 1000).toFixed(2));
const runsOf = (record, format) => record.load[format]?.runs ?? [];
const middle = (values) => (values.some((value) => value === null) || values.length === 0 ? null : median(values));
const loads = (record, format, value) => middle(runsOf(record, format).map(value));

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at ? "--:" : "---"))), ...rows.map(line)].join("\n");
}

function loading(all) {
  const head = [
    "",
    "CSV, s",
    "CPU, s",
    "later CPU, s",
    "NDJSON, s",
    "CPU, s",
    "later CPU, s",
    "peak, MB",
    "settled, MB",
    "start, s",
  ];
  return table(
    head,
    all.map((record) => {
      const cells = FORMATS.flatMap((format) => {
        if (record.load[format]?.fails) return ["fails", "–", "–"];
        const each = [({ wall }) => wall, ({ cpu }) => cpu, ({ settling }) => settling];
        return each.map((value) => secondsOf(loads(record, format, value)));
      });
      const memory = [({ peak }) => peak, ({ settled }) => settled].map((value) => ms(loads(record, "csv", value)));
      return [record.title, ...cells, ...memory, secondsOf(middle(record.start))];
    }),
  );
}

function questions(all, cell) {
  const names = QUESTIONS.map(({ name }) => name);
  return table(
    ["", ...names],
    all.map((record) => [
      record.title,
      ...names.map((name) => {
        const question = record.questions[name];
        return question ? (question.fails ? "fails" : cell(question, record)) : "–";
      }),
    ]),
  );
}

/** A browser's CPU time comes in ticks over all runs of a question: a figure of few ticks is told as a bound. */
function cpuOf({ cpu, walls }, { name }) {
  if (cpu === null) return "–";
  const tick = TICK / walls.length;
  return PEERS[name].native || cpu > 5 * tick ? ms(cpu) : `< ${ms(cpu + tick)}`;
}

/** Everybody who answered run `run` of a question: `[who, lines]`. */
function voters(all, name, run) {
  const said = all.map((record) => [record.title, record.questions[name]?.answers?.[run]]);
  const others = run > 0 ? [] : all.map((record) => [`${record.title}, from NDJSON`, record.load.ndjson?.answers?.[name]?.[0]]);
  return [...said, ...others].filter(([, lines]) => lines);
}

/** One sentence for each who differs from most others, and how many answers were compared. */
function agreement(all) {
  const differing = new Map();
  let compared = 0;
  for (const { name } of QUESTIONS) {
    const runs = Math.max(...all.map((record) => record.questions[name]?.answers?.length ?? 0), 0);
    for (let run = 0; run < runs; run++) {
      const said = voters(all, name, run).map(([who, lines]) => [who, lines, JSON.stringify(lines)]);
      compared += said.length;
      const alike = ([, , one]) => said.filter(([, , other]) => other === one).length;
      const [, most, usual] = said.find((each) => alike(each) * 2 > said.length) ?? [];
      for (const [who, lines, text] of said) {
        if (text === usual) continue;
        const key = `${who} ${name}`;
        const before = differing.get(key);
        differing.set(key, { who, name, runs: (before?.runs ?? 0) + 1, how: before?.how ?? difference(lines, most) });
      }
    }
  }
  return { compared, differing: [...differing.values()] };
}

function difference(lines, most) {
  if (!most) return "there is no majority";
  const missing = most.find((line) => !lines.includes(line));
  const extra = lines.find((line) => !most.includes(line));
  const short = (line) => `\`${(line ?? "nothing").slice(0, 160)}\``;
  return missing || extra ? `${short(extra)} where most say ${short(missing)}` : "the same lines in another order";
}

function agreed({ compared, differing }) {
  const each = differing.map(
    ({ who, name, runs, how }) => `- **${who}** differs in ${runs} ${runs === 1 ? "run" : "runs"} of ${name}: ${how}`,
  );
  const whole = `${compared.toLocaleString("en")} answers were compared, each with the answers of all others to the same question.`;
  return [whole, differing.length ? "" : " They are equal.", ...(each.length ? ["\n\n", each.join("\n")] : [])].join("");
}

function setting(all) {
  const { cpu, cores, memory, system } = all[0].machine;
  const chromium = all.find((record) => record.version)?.version;
  const days = [...new Set(all.map(({ when }) => when.slice(0, 10)))].join(", ");
  const busy = all.map(({ machine }) => machine.load);
  const bytes = FORMATS.map((format) => all.map((record) => record.load[format]?.bytes).findLast(Boolean));
  const sizes = FORMATS.flatMap((format, at) => (bytes[at] ? [`${megabytes(bytes[at])} MB as ${format.toUpperCase()}`] : []));
  const load = [Math.min(...busy), Math.max(...busy)].map((each) => each.toFixed(1)).join(" to ");
  return [
    `Measured ${days}: ${cpu}, ${cores} cores, ${(memory / 1e9).toFixed(0)} GB, ${system}, headless Chromium ${chromium}.`,
    `Load average before each measurement: ${load}; where that is much, compare CPU rather than time.`,
    `The log${all.at(-1).rows > all[0].rows ? ", the largest" : ""}: ${sizes.join(", ")}; 24 columns, seed 7.`,
  ].join(" ");
}

const failures = (all) =>
  all.flatMap(({ title, load, questions: asked }) => [
    ...Object.entries(load).flatMap(([format, { fails }]) => (fails ? [`- ${title}, ${format}: ${fails}`] : [])),
    ...Object.entries(asked).flatMap(([name, { fails }]) => (fails ? [`- ${title}, ${name}: ${fails}`] : [])),
  ]);

/** Writes `<rows>.md` and `<rows>.svg` from all that was measured at this size. */
export function report(folder, rows) {
  const all = records(folder, "compare").filter((record) => record.rows === rows);
  if (all.length === 0) return;
  const failed = failures(all);
  const download = all
    .filter((record) => record.download)
    .map(({ title, download: { raw, gzip, brotli } }) => [title, ...[raw, gzip, brotli].map(megabytes)]);
  const parts = [
    `# ${rows.toLocaleString("en")} events`,
    setting(all),
    `![Time of every peer for every question](${rows}.svg)`,
    "## Loading",
    "Median of the loads, until the first question can be asked; *later* is CPU time spent after that, before the page is at rest.\n" +
      "Memory is the renderer's: most ever, and after a garbage collection.",
    loading(all),
    "## Questions, ms",
    "Median over runs that each ask something new; in brackets the first of them, which also pays for what a peer makes once.",
    questions(all, ({ walls, first }) => `${ms(median(walls))} (${ms(first)})`),
    "## Questions, CPU ms",
    "Mean over the same runs, the first left out.",
    questions(all, cpuOf),
    QUESTIONS.map(({ name, what }) => `- ${name}: ${what}`).join("\n"),
    "## Answers",
    agreed(agreement(all)),
    ...(failed.length ? ["## What failed", failed.join("\n")] : []),
    "## Download, MB",
    table(["", "raw", "gzip", "brotli"], download),
  ];
  writeFileSync(path.join(folder, `${rows}.md`), `${parts.join("\n\n")}\n`);
  const works = [
    ...FORMATS.map((format) => ({
      name: `load ${format.toUpperCase()}`,
      value: (record) => loads(record, format, ({ wall }) => wall),
    })),
    ...QUESTIONS.map(({ name }) => ({
      name,
      value: ({ questions: asked }) => (asked[name]?.walls ? median(asked[name].walls) : null),
    })),
  ];
  const plotted = works
    .map(({ name, value }) => ({ name, times: all.map(value) }))
    .filter(({ times }) => times.some((time) => time !== null));
  writeFileSync(
    path.join(folder, `${rows}.svg`),
    comparison(
      rows,
      all.map(({ title }) => title),
      plotted,
    ),
  );
  console.log(`\nThe comparison is in ${path.join(folder, `${rows}.md`)}.`);
}

/** Writes `growth.md` and `growth.svg`: ours at every size that was measured. */
export function reportGrowth(folder) {
  const all = records(folder, "growth").filter(({ name }) => name === "ours");
  const sizes = all.map(({ rows }) => rows);
  const works = [
    { name: "load", times: all.map((record) => loads(record, "csv", ({ wall }) => wall)) },
    ...QUESTIONS.map(({ name }) => ({
      name,
      times: all.map(({ questions: asked }) => (asked[name]?.walls ? median(asked[name].walls) : null)),
    })),
  ];
  const head = sizes.map((rows) => `${rows.toLocaleString("en")} events`);
  const cpu = QUESTIONS.map(({ name }) => [
    name,
    ...all.map((record) => (record.questions[name]?.walls ? cpuOf(record.questions[name], record) : "–")),
  ]);
  const parts = [
    "# Cost against size",
    setting(all),
    "![Cost against size](growth.svg)",
    table(
      ["ms", ...head],
      works.map(({ name, times }) => [name, ...times.map(ms)]),
    ),
    table(["CPU ms", ...head], [["load", ...all.map((record) => ms(loads(record, "csv", (run) => run.cpu)))], ...cpu]),
    table(["settled, MB", ...head], [["renderer", ...all.map((record) => ms(loads(record, "csv", ({ settled }) => settled)))]]),
  ];
  writeFileSync(path.join(folder, "growth.md"), `${parts.join("\n\n")}\n`);
  writeFileSync(path.join(folder, "growth.svg"), growth(sizes, works));
  console.log(`\nCost against size is in ${path.join(folder, "growth.md")}.`);
}
