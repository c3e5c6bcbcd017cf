// The command: measures every peer at every size, then writes the tables and plots. `cargo xtask compare` calls it; README.md says how.
//
//   node run.mjs --rows 100000,1000000 --data <folder> --page <folder>
//     --peers ours,duckdb   only these           --formats csv   only this format
//     --loads 3             loads of each        --port 0        any free one
//     --growth              ours alone: cost against size
import { closeSync, existsSync, mkdirSync, openSync, readSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { serve } from "./browser.mjs";
import { bundle, named, PEERS, weigh } from "./bundle.mjs";
import { inBrowser, natively } from "./measure.mjs";
import { report, reportGrowth } from "./report.mjs";
import { QUESTIONS } from "./work.mjs";

const RESULTS = path.join(import.meta.dirname, "results");

function options() {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "100000,1000000" },
      data: { type: "string" },
      page: { type: "string" },
      peers: { type: "string" },
      formats: { type: "string", default: "csv,ndjson" },
      loads: { type: "string", default: "3" },
      port: { type: "string", default: "0" },
      growth: { type: "boolean", default: false },
    },
  });
  const listed = (text) => text.split(",").filter(Boolean);
  const all = Object.keys(PEERS);
  const peers = values.growth ? ["ours"] : values.peers ? listed(values.peers) : all;
  const unknown = peers.find((peer) => !(peer in PEERS));
  if (unknown) throw new Error(`there is no peer ${unknown}; there are ${all.join(", ")}`);
  const formats = values.growth ? ["csv"] : listed(values.formats);
  const stranger = formats.find((format) => !["csv", "ndjson"].includes(format));
  if (stranger) throw new Error(`there is no format ${stranger}; there are csv and ndjson`);
  const numbers = { rows: listed(values.rows).map(Number), loads: Number(values.loads), port: Number(values.port) };
  if (![...numbers.rows, numbers.loads].every((number) => number >= 1))
    throw new Error("--rows and --loads need numbers above 0");
  return { ...values, ...numbers, peers, formats };
}

/** The addresses of the most active actors among the first rows: who is asked about in Q4. */
function actors(csv) {
  const head = Buffer.alloc(2 << 20);
  const file = openSync(csv, "r");
  const length = readSync(file, head, 0, head.length, 0);
  closeSync(file);
  const counts = new Map();
  for (const [, actor] of head.toString("utf8", 0, length).matchAll(/^[0-9a-f-]{36},(?:[^,"\n]*,){4}([^,"\n]+@[^,"\n]+),/gm)) {
    counts.set(actor, (counts.get(actor) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 40)
    .map(([actor]) => actor);
}

const machine = () => ({
  cpu: os.cpus()[0].model,
  cores: os.cpus().length,
  memory: os.totalmem(),
  system: `${os.type()} ${os.release()}`,
  load: os.loadavg()[0],
});

async function measured(peer, rows, address, { data, formats, loads, page, bundles }) {
  const file = (format) => path.join(data, `wide-${rows}.${format}`);
  const files = Object.fromEntries(formats.map((format) => [format, file(format)]).filter(([, each]) => existsSync(each)));
  const questions = QUESTIONS.map((question) => ({ ...question, runs: question.runs(rows, actors(file("csv"))) }));
  const { native } = PEERS[peer];
  if (native) return natively(native, files, questions, loads);
  const found = await inBrowser(peer, address, files, questions, loads);
  return { title: named(peer), download: weigh(peer, bundles, page), ...found };
}

const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

function told(peer, rows, { load, complaints }) {
  for (const [format, { runs, fails }] of Object.entries(load)) {
    console.log(`${peer}, ${rows} rows, ${format}: ${fails ?? runs.map(({ wall }) => seconds(wall)).join(", ")}`);
  }
  for (const complaint of complaints) console.log(`${peer} complains: ${complaint}`);
}

async function main() {
  const chosen = options();
  const bundles = path.join(chosen.data, "bundles");
  mkdirSync(path.join(RESULTS, "raw"), { recursive: true });
  await bundle(
    chosen.peers.filter((peer) => !PEERS[peer].native),
    bundles,
  );
  const server = await serve(bundles, path.resolve(chosen.page), chosen.port);
  for (const rows of chosen.rows) {
    for (const peer of chosen.peers) {
      const before = machine();
      const found = await measured(peer, rows, server.address, { ...chosen, bundles });
      if (!found) {
        console.log(
          `\n*** ${peer} is LEFT OUT: Python has no package ${PEERS[peer].native}. The others are compared with each other alone. ***\n`,
        );
        continue;
      }
      told(peer, rows, found);
      const record = { name: peer, rows, when: new Date().toISOString(), machine: before, ...found };
      const mode = chosen.growth ? "growth" : "compare";
      writeFileSync(path.join(RESULTS, "raw", `${mode}-${rows}-${peer}.json`), JSON.stringify(record));
    }
    if (!chosen.growth) report(RESULTS, rows);
  }
  if (chosen.growth) reportGrowth(RESULTS);
  server.close();
}

await main().catch((error) => {
  console.error(`bench: ${error.message}`);
  process.exit(1);
});
