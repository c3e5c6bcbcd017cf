// Perspective in its worker. It makes several rows of an event whose nested details hold a list, so details go in as text.
import perspective from "@perspective-dev/client";
import { FIELDS, NUMBERS, SHOWN, TEXT } from "../work.mjs";
import { lines } from "./lines.mjs";

/** Characters handed over at a time. */
const PIECE = 32_000_000;

let client, log;

export async function start() {
  perspective.init_server(fetch("/bundles/perspective-server.wasm"));
  perspective.init_client(fetch("/bundles/perspective-js.wasm"));
  client = await perspective.worker();
}

async function loadLines(file) {
  const kind = (names, of) => names.map((name) => [name, of]);
  const schema = Object.fromEntries([...kind(TEXT, "string"), ["EVENT_TIME", "datetime"], ...kind(NUMBERS, "integer")]);
  log = await client.table(schema);
  let piece = [];
  let length = 0;
  const hand = async () => {
    await log.update(piece.join("\n"), { format: "ndjson" });
    piece = [];
    length = 0;
  };
  for await (const few of lines(file)) {
    for (const line of few) {
      const row = JSON.parse(line);
      const text = JSON.stringify({ ...row, EVENT_DETAILS: JSON.stringify(row.EVENT_DETAILS) });
      piece.push(text);
      length += text.length;
    }
    if (length > PIECE) await hand();
  }
  if (piece.length > 0) await hand();
}

export async function load(file, format) {
  if (format === "csv") log = await client.table(await file.text(), { format });
  else await loadLines(file);
  // What was handed over is seen only after a view of it was asked.
  return viewed({ columns: ["EVENT_ID"] }, (view) => view.num_rows());
}

/** Makes a view, asks it and deletes it. */
async function viewed(config, ask) {
  const view = await log.view(config);
  try {
    return await ask(view);
  } finally {
    await view.delete();
  }
}

/** The groups at the depth of `by`; Perspective tells the totals above them, too. */
async function counted(by, config, window) {
  const columns = ["EVENT_ID"];
  const asked = { columns, aggregates: { EVENT_ID: "count" }, group_by: by, ...config };
  const { __ROW_PATH__: paths, EVENT_ID: counts } = await viewed(asked, (view) => view.to_columns(window));
  return paths.flatMap((path, at) => (path.length === by.length ? [[...path, counts[at]]] : []));
}

const most = (column, filter) =>
  counted([column], { filter, sort: [["EVENT_ID", "desc"]] }, { start_row: 0, end_row: SHOWN + 2 });
const byHour = (filter) => counted(["hour", "EVENT_TYPE"], { filter, expressions: { hour: `bucket("EVENT_TIME", 'h')` } });

export const types = () => counted(["EVENT_TYPE"], {});
export const actors = ({ type, status }) =>
  most("ACTOR_EMAIL", [
    ["EVENT_TYPE", "==", type],
    ["STATUS", "==", status],
  ]);
export const hours = ({ actor }) => byHour([["ACTOR_EMAIL", "==", actor]]);

export function anywhere({ text }) {
  const filter = TEXT.map((column) => [column, "contains", text]);
  return viewed({ columns: ["EVENT_ID"], filter, filter_op: "or" }, (view) => view.num_rows());
}

export const page = ({ offset, limit }) =>
  viewed({ sort: [["EVENT_TIME", "desc"]] }, (view) => view.to_json({ start_row: offset, end_row: offset + limit }));

export async function brushed({ from, until }) {
  const filter = [
    ["EVENT_TIME", ">=", new Date(from).toISOString()],
    ["EVENT_TIME", "<", new Date(until).toISOString()],
  ];
  const fields = {};
  for (const field of FIELDS) fields[field] = await most(field, filter);
  return { fields, hours: await byHour(filter) };
}

export async function groups() {
  const config = {
    group_by: ["EVENT_TYPE", "EVENT_NAME"],
    columns: ["EVENT_ID", "ACTOR_EMAIL", "EVENT_TIME", "last", "DURATION_MS"],
    expressions: { last: `"EVENT_TIME"` },
    aggregates: { EVENT_ID: "count", ACTOR_EMAIL: "distinct count", EVENT_TIME: "low", last: "high", DURATION_MS: "avg" },
  };
  const found = await viewed(config, (view) => view.to_columns());
  return found.__ROW_PATH__.flatMap((path, at) =>
    path.length === 2 ? [[...path, ...config.columns.map((column) => found[column][at])]] : [],
  );
}
