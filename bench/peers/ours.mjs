// Audit Explorer as it is built, in a frame, through its scripting door: page, protocol, worker and drawing are all in the clock.
import { COLUMNS, FIELDS, SHOWN } from "../work.mjs";

let door;

export async function start() {
  const frame = document.createElement("iframe");
  frame.width = 1440;
  frame.height = 900;
  frame.src = "/ours/index.html";
  document.body.append(frame);
  await new Promise((loaded) => frame.addEventListener("load", loaded, { once: true }));
  while (!frame.contentWindow.auditExplorer) await new Promise((soon) => setTimeout(soon, 5));
  door = frame.contentWindow.auditExplorer;
  await door.ready;
}

export const load = async (file) => (await door.open([file])).rows;

const quoted = (text) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
const stamp = (time) => quoted(new Date(time).toISOString());
const one = async (filter, ask) => (await door.ask(filter, [ask])).answers[0];
const most = (column) => ({ facet: { column, limit: SHOWN + 1 } });
const byHour = { histogram: { column: "EVENT_TIME", bucket: "hour", by: "EVENT_TYPE" } };

export const types = () => one("", { facet: { column: "EVENT_TYPE" } });
export const actors = ({ type, status }) => one(`EVENT_TYPE:${quoted(type)} and STATUS:${quoted(status)}`, most("ACTOR_EMAIL"));
export const anywhere = ({ text }) => one(quoted(text), { count: {} });
export const hours = ({ actor }) => one(`ACTOR_EMAIL:${quoted(actor)}`, byHour);
export const page = ({ offset, limit }) => one("", { page: { sort: [["EVENT_TIME", "desc"]], offset, limit, columns: COLUMNS } });

export async function brushed({ from, until }) {
  const filter = `EVENT_TIME>=${stamp(from)} and EVENT_TIME<${stamp(until)}`;
  const { answers } = await door.ask(filter, [...FIELDS.map(most), byHour]);
  return { fields: Object.fromEntries(FIELDS.map((field, at) => [field, answers[at]])), hours: answers.at(-1) };
}

export function groups() {
  const measures = ["count", { distinct: "ACTOR_EMAIL" }, { min: "EVENT_TIME" }, { max: "EVENT_TIME" }, { avg: "DURATION_MS" }];
  return one("", { group: { by: ["EVENT_TYPE", "EVENT_NAME"], measures, limit: 10_000 } });
}
