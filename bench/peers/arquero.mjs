// Arquero. CSV goes in as one string: its stream reader loses quoted fields where two chunks meet, and so answers wrongly.
import { desc, fromCSV, fromJSONStream, op } from "arquero";
import { COLUMNS, FIELDS, SHOWN, TEXT } from "../work.mjs";

let log;

export async function load(file, format) {
  if (format === "csv") log = fromCSV(await file.text());
  else log = await fromJSONStream(file.stream().pipeThrough(new TextDecoderStream()), { type: "ndjson", columns: COLUMNS });
  return log.numRows();
}

const arrays = (table, columns) => {
  const values = columns.map((column) => table.array(column));
  return Array.from({ length: table.numRows() }, (_, row) => values.map((column) => column[row]));
};
const most = (table, column) =>
  arrays(
    table
      .groupby(column)
      .count()
      .orderby(desc("count"))
      .slice(0, SHOWN + 1),
    [column, "count"],
  );
const byHour = (table) => {
  const hour = (row) => op.floor(op.timestamp(row.EVENT_TIME) / 3_600_000) * 3_600_000;
  return arrays(table.derive({ hour }).groupby("hour", "EVENT_TYPE").count(), ["hour", "EVENT_TYPE", "count"]);
};

export const types = () => arrays(log.groupby("EVENT_TYPE").count(), ["EVENT_TYPE", "count"]);

export function actors(wanted) {
  const some = log.params(wanted).filter((row, $) => row.EVENT_TYPE === $.type && row.STATUS === $.status);
  return most(some, "ACTOR_EMAIL");
}

export function anywhere({ text }) {
  const pattern = `/${text.replace(/[^\w\s]/g, "\\$&")}/i`;
  return log.filter(`row => ${TEXT.map((column) => `op.match(row.${column}, ${pattern}) != null`).join(" || ")}`).numRows();
}

export const hours = ({ actor }) => byHour(log.params({ actor }).filter((row, $) => row.ACTOR_EMAIL === $.actor));

export function page({ offset, limit }) {
  const rows = log
    .orderby(desc("EVENT_TIME"))
    .slice(offset, offset + limit)
    .objects({ limit });
  return rows.map((row) => ({ ...row, EVENT_TIME: Number(row.EVENT_TIME) }));
}

export function brushed(brush) {
  const inside = log.params(brush).filter((row, $) => row.EVENT_TIME >= $.from && row.EVENT_TIME < $.until);
  return { fields: Object.fromEntries(FIELDS.map((field) => [field, most(inside, field)])), hours: byHour(inside) };
}

export function groups() {
  const measures = {
    n: () => op.count(),
    actors: (row) => op.distinct(row.ACTOR_EMAIL),
    first: (row) => op.min(row.EVENT_TIME),
    last: (row) => op.max(row.EVENT_TIME),
    mean: (row) => op.mean(row.DURATION_MS),
  };
  const columns = ["EVENT_TYPE", "EVENT_NAME", ...Object.keys(measures)];
  return arrays(log.groupby("EVENT_TYPE", "EVENT_NAME").rollup(measures), columns);
}
