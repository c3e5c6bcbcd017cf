// The work: the columns of the log, the questions with what is asked in each run, and when two answers are the same.

const words = (text) => text.trim().split(/\s+/);

export const TEXT = words(`
  EVENT_ID EVENT_TYPE EVENT_NAME ACTOR_ID ACTOR_EMAIL ACTOR_TYPE SOURCE_IP GEO_COUNTRY USER_AGENT SESSION_ID STATUS ERROR_CODE
  ERROR_MESSAGE TARGET_TYPE TARGET_ID TARGET_NAME TEAM_NAME CONNECTION_NAME DOCUMENT_PATH ORG_SLUG EVENT_DETAILS
`);
export const NUMBERS = ["DURATION_MS", "ROWS_RETURNED"];
export const COLUMNS = ["EVENT_TIME", ...TEXT, ...NUMBERS];
/** The fields whose values are counted when a brush moves. */
export const FIELDS = words(`
  EVENT_TYPE EVENT_NAME ACTOR_TYPE STATUS GEO_COUNTRY TEAM_NAME CONNECTION_NAME ACTOR_EMAIL
`);

export const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** 2026-01-01, where the generated log begins; it covers 180 days. */
const START = 1_767_225_600_000;
/** How many values a panel shows; peers are asked for one more, because not all of them count a missing value. */
export const SHOWN = 20;

const TYPES = words(`
  CONNECTIONS ACCESS_SIGMA DOCUMENTS EMBED DATA_QUERY USER_ACCOUNTS TEAMS DATASETS PERMISSIONS ACCOUNT_TYPES API_CREDENTIALS
`);
const PHRASES = [
  "okta, warehouse, certificate, northwind-emea, attempt, Firefox, finance, refused, trash, pivot, planner, weekly, margin",
  "narrow the filter, Safari/605, Snowflake, department, bigquery prod, us-east, unknown identifier, marketing, policy",
  "handshake, embed key",
].flatMap((line) => line.split(", "));

const count = (length, make) => Array.from({ length }, (_, run) => make(run));

/** A brush of `days` from day `from`; both may have fractions that make whole hours. */
const brush = (from, days) => ({ from: START + from * DAY, until: START + (from + days) * DAY });

/**
 * The questions. `runs(rows, actors)` says what each run asks: wherever a question has a parameter every run has a new one, so that
 * no peer answers from memory. `ask` is the function of a peer that answers; `flat`: the answer does not depend on how nested
 * details are held, so it is compared after NDJSON, too.
 */
export const QUESTIONS = [
  { name: "Q1", what: "count by EVENT_TYPE", ask: "types", flat: true, runs: () => count(40, () => ({})) },
  {
    name: "Q2",
    what: "one EVENT_TYPE and one STATUS, then the 20 most active",
    ask: "actors",
    flat: true,
    runs: () => ["FAILURE", "SUCCESS"].flatMap((status) => TYPES.map((type) => ({ type, status }))),
  },
  {
    name: "Q3",
    what: "a text anywhere in 21 columns",
    ask: "anywhere",
    flat: false,
    runs: () => PHRASES.map((text) => ({ text })),
  },
  {
    name: "Q4",
    what: "hours by EVENT_TYPE for one ACTOR_EMAIL",
    ask: "hours",
    flat: true,
    runs: (_, actors) => actors.map((actor) => ({ actor })),
  },
  {
    name: "Q5",
    what: "newest first, 100 whole rows from the middle",
    ask: "page",
    flat: false,
    runs: (rows) => count(40, (run) => ({ offset: Math.floor(rows / 2) + run * Math.floor(rows / 1_000), limit: 100 })),
  },
  {
    name: "Q6 drag",
    what: "a brush of 30 days moves by 6 hours: 8 fields and the hours by type",
    ask: "brushed",
    flat: true,
    runs: () => count(40, (run) => brush(40 + run / 4, 30)),
  },
  {
    name: "Q6 jump",
    what: "a brush jumps to another place and width: the same",
    ask: "brushed",
    flat: true,
    runs: () => count(40, (run) => brush((run * 67 + 5) % 120, 7 + ((run * 29) % 50))),
  },
  {
    name: "Q7",
    what: "by EVENT_TYPE and EVENT_NAME: count, distinct actors, first, last, mean duration",
    ask: "groups",
    flat: true,
    runs: () => count(40, () => ({})),
  },
];

/** No value: CSV does not tell it from empty text. */
const absent = (value) => value === null || value === undefined || value === "";
const number = (value) => (absent(value) ? null : Number(value));
const lines = (rows) => rows.map((row) => JSON.stringify(row)).sort();

/** A list of the most frequent: without absent values, and of those that tie at its end only how many rows they have. */
function most(pairs) {
  const present = pairs
    .filter(([value, rows]) => !absent(value) && Number(rows) > 0)
    .map(([value, rows]) => [value, Number(rows)]);
  const top = present.sort((a, b) => b[1] - a[1]).slice(0, SHOWN);
  if (top.length < SHOWN) return lines(top);
  const least = top.at(-1)[1];
  return [...lines(top.filter(([, rows]) => rows > least)), `and others of ${least}`];
}

const hours = (rows) => lines(rows.filter((row) => Number(row[2]) > 0).map(([hour, type, n]) => [Number(hour), type, Number(n)]));

/** Nested details as one text, whether they come as JSON text or as an object. */
function details(value) {
  const sorted = (node) => {
    if (Array.isArray(node)) return node.map(sorted);
    if (node === null || typeof node !== "object") return node;
    return Object.fromEntries(
      Object.keys(node)
        .sort()
        .map((key) => [key, sorted(node[key])]),
    );
  };
  return absent(value) ? null : JSON.stringify(sorted(typeof value === "string" ? JSON.parse(value) : value));
}

function whole(row) {
  return COLUMNS.map((column) => {
    if (column === "EVENT_DETAILS") return details(row[column]);
    if (column === "EVENT_TIME" || NUMBERS.includes(column)) return number(row[column]);
    return absent(row[column]) ? null : String(row[column]);
  });
}

/** A mean, rounded a hair away from where decimals tie: sums in another order may differ in their last bit. */
const mean = (value) => (absent(value) || Number.isNaN(value) ? null : Number((Number(value) * (1 + 1e-11)).toPrecision(9)));

const CANON = {
  types: (pairs) => lines(pairs.map(([type, rows]) => [type, Number(rows)])),
  actors: most,
  anywhere: (rows) => [String(Number(rows))],
  hours,
  page: (rows) => rows.map((row) => JSON.stringify(whole(row))),
  brushed: ({ fields, hours: over }) => [...FIELDS.map((field) => `${field}: ${most(fields[field]).join(" ")}`), ...hours(over)],
  groups: (rows) =>
    lines(rows.map(([type, name, ...numbers]) => [type, name, ...numbers.slice(0, 4).map(Number), mean(numbers[4])])),
};

/** An answer as lines of text that are equal when the answers are: order, types of numbers, null or empty do not count. */
export const canonical = (ask, answer) => CANON[ask](answer);
