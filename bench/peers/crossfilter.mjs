// crossfilter2 over the objects of plain.mjs; the dimensions and groups that its speed comes from are made while it loads.
import crossfilter from "crossfilter2";
import { FIELDS, HOUR, SHOWN } from "../work.mjs";
import { grouped, holds, read } from "./plain.mjs";

let log, fields, time, counts, byHour;

export async function load(file, format) {
  const rows = [];
  await read(file, format, (row) => {
    row.time = Date.parse(row.EVENT_TIME);
    rows.push(row);
  });
  log = crossfilter(rows);
  fields = Object.fromEntries(FIELDS.map((field) => [field, log.dimension((row) => row[field] ?? "")]));
  counts = Object.fromEntries(FIELDS.map((field) => [field, fields[field].group()]));
  time = log.dimension((row) => row.time);
  const tally = (step) => (types, row) => {
    types[row.EVENT_TYPE] = (types[row.EVENT_TYPE] ?? 0) + step;
    return types;
  };
  byHour = time.group((at) => Math.floor(at / HOUR) * HOUR).reduce(tally(1), tally(-1), () => ({}));
  return log.size();
}

/** Between two questions, outside the clock. A question's own runs move its filters, as a person would. */
export function lift() {
  for (const dimension of [...Object.values(fields), time]) if (dimension.hasCurrentFilter()) dimension.filterAll();
}

const pairs = (groups) => groups.map(({ key, value }) => [key, value]);
const most = (field) => pairs(counts[field].top(SHOWN + 1));
const hoursIn = (from, until) =>
  byHour
    .all()
    .filter(({ key }) => key >= from && key < until)
    .flatMap(({ key, value }) => Object.entries(value).map(([type, n]) => [key, type, n]));

/** A new group each time: the answer would else be there since the load. */
export function types() {
  const group = fields.EVENT_TYPE.group();
  const answer = pairs(group.all());
  group.dispose();
  return answer;
}

export function actors({ type, status }) {
  fields.EVENT_TYPE.filterExact(type);
  fields.STATUS.filterExact(status);
  return most("ACTOR_EMAIL");
}

export const anywhere = ({ text }) => log.all().filter((row) => holds(row, text.toLowerCase())).length;

export function hours({ actor }) {
  fields.ACTOR_EMAIL.filterExact(actor);
  return hoursIn(-Infinity, Infinity);
}

export const page = ({ offset, limit }) => time.top(limit, offset).map((row) => ({ ...row, EVENT_TIME: row.time }));

/** A dimension's groups ignore its own filter, so the hours are cut here; brushes begin and end at whole hours. */
export function brushed({ from, until }) {
  time.filterRange([from, until]);
  return { fields: Object.fromEntries(FIELDS.map((field) => [field, most(field)])), hours: hoursIn(from, until) };
}

export function groups() {
  return grouped(log.all(), (row) => row.time).map(({ row, n, actors, first, last, sum, timed }) => [
    row.EVENT_TYPE,
    row.EVENT_NAME,
    n,
    actors.size,
    first,
    last,
    timed ? sum / timed : null,
  ]);
}
