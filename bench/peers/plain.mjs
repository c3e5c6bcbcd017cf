// Plain JavaScript: an array of objects, read by PapaParse, filtered and counted on the page's own thread.
import Papa from "papaparse";
import { FIELDS, HOUR, SHOWN, TEXT } from "../work.mjs";
import { lines } from "./lines.mjs";

let rows = [];

/** Reads the file into `take`, one object a row; an object keeps its times as they are written. */
export async function read(file, format, take) {
  if (format === "ndjson") {
    for await (const few of lines(file)) for (const line of few) take(JSON.parse(line));
    return;
  }
  await new Promise((complete, error) => {
    const chunk = ({ data }) => data.forEach(take);
    Papa.parse(file, { header: true, skipEmptyLines: true, chunk, complete, error });
  });
}

export async function load(file, format) {
  rows = [];
  await read(file, format, (row) => rows.push(row));
  return rows.length;
}

function counted(some, column) {
  const counts = new Map();
  for (const row of some) counts.set(row[column], (counts.get(row[column]) ?? 0) + 1);
  return counts;
}

function most(some, column) {
  return [...counted(some, column)].sort((a, b) => b[1] - a[1]).slice(0, SHOWN + 1);
}

function byHour(some) {
  const counts = new Map();
  for (const row of some) {
    const key = row.EVENT_TIME.slice(0, 13) + row.EVENT_TYPE;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, n]) => [Date.parse(`${key.slice(0, 13)}:00Z`), key.slice(13), n]);
}

/** Whether a row has the lower-case text in any column. */
export function holds(row, text) {
  return TEXT.some((column) => {
    const value = row[column];
    if (!value) return false;
    return (typeof value === "string" ? value : JSON.stringify(value)).toLowerCase().includes(text);
  });
}

/** Groups of type and name; `time` reads the time of a row, as anything that `<` orders. */
export function grouped(some, time) {
  const groups = new Map();
  for (const row of some) {
    const key = `${row.EVENT_TYPE}\n${row.EVENT_NAME}`;
    const at = time(row);
    let group = groups.get(key);
    if (!group) {
      group = { row, n: 0, actors: new Set(), first: at, last: at, sum: 0, timed: 0 };
      groups.set(key, group);
    }
    group.n++;
    group.actors.add(row.ACTOR_EMAIL);
    if (at < group.first) group.first = at;
    if (at > group.last) group.last = at;
    if (row.DURATION_MS !== undefined && row.DURATION_MS !== "") {
      group.sum += Number(row.DURATION_MS);
      group.timed++;
    }
  }
  return [...groups.values()];
}

export const types = () => [...counted(rows, "EVENT_TYPE")];
export const actors = ({ type, status }) =>
  most(
    rows.filter((row) => row.EVENT_TYPE === type && row.STATUS === status),
    "ACTOR_EMAIL",
  );
export const anywhere = ({ text }) => rows.filter((row) => holds(row, text.toLowerCase())).length;
export const hours = ({ actor }) => byHour(rows.filter((row) => row.ACTOR_EMAIL === actor));

export function page({ offset, limit }) {
  const newest = rows.toSorted((a, b) => (a.EVENT_TIME < b.EVENT_TIME ? 1 : a.EVENT_TIME > b.EVENT_TIME ? -1 : 0));
  return newest.slice(offset, offset + limit).map((row) => ({ ...row, EVENT_TIME: Date.parse(row.EVENT_TIME) }));
}

export function brushed({ from, until }) {
  const [first, end] = [from, until].map((time) => new Date(time).toISOString());
  const inside = rows.filter((row) => row.EVENT_TIME >= first && row.EVENT_TIME < end);
  return { fields: Object.fromEntries(FIELDS.map((field) => [field, most(inside, field)])), hours: byHour(inside) };
}

export function groups() {
  return grouped(rows, (row) => row.EVENT_TIME).map(({ row, n, actors, first, last, sum, timed }) => [
    row.EVENT_TYPE,
    row.EVENT_NAME,
    n,
    actors.size,
    Date.parse(first),
    Date.parse(last),
    timed ? sum / timed : null,
  ]);
}
