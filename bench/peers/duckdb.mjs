// DuckDB-WASM in its worker. Its npm package has no JSON reader but `insertJSONFromPath`, for arrays: lines are made one first.
import * as duckdb from "@duckdb/duckdb-wasm";
import { FIELDS, HOUR, SHOWN, TEXT } from "../work.mjs";

let base, connection;

export async function start() {
  const at = (name) => new URL(`/bundles/${name}`, location.href).href;
  base = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(at("duckdb-browser-eh.worker.js")));
  await base.instantiate(at("duckdb-eh.wasm"));
  await base.open({ path: ":memory:", query: { castBigIntToDouble: true } });
  connection = await base.connect();
  await connection.query("SET autoinstall_known_extensions = false");
}

async function table(sql) {
  const answer = await connection.query(sql);
  return answer.toArray().map((row) => row.toJSON());
}
const rows = async (sql) =>
  (await table(sql)).map((row) => Object.values(row).map((value) => (typeof value === "bigint" ? Number(value) : value)));

/** The file with its line breaks turned into commas, in brackets; a raw line break can only stand at the end of a line. */
async function asArray(file) {
  const parts = ["["];
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    for (let at = value.indexOf(10); at >= 0; at = value.indexOf(10, at + 1)) value[at] = 44;
    parts.push(new Blob([value]));
  }
  const list = new Blob(parts);
  const end = (await list.slice(-1).text()) === "," ? list.size - 1 : list.size;
  return new File([list.slice(0, end), "]"], "log.json");
}

export async function load(file, format) {
  const register = (name, handle) => base.registerFileHandle(name, handle, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
  if (format === "csv") {
    await register("log.csv", file);
    await connection.query("CREATE TABLE log AS FROM read_csv('log.csv', types = {'EVENT_TIME': 'TIMESTAMP'})");
  } else {
    await register("log.json", await asArray(file));
    await connection.insertJSONFromPath("log.json", { name: "lines" });
    await connection.query("CREATE TABLE log AS SELECT * REPLACE (EVENT_TIME::TIMESTAMP AS EVENT_TIME) FROM lines");
    await connection.query("DROP TABLE lines");
  }
  return (await rows("SELECT count(*)::INT FROM log"))[0][0];
}

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const stamp = (time) => `TIMESTAMP '${new Date(time).toISOString().slice(0, 19)}'`;
const most = (column, where) =>
  rows(`SELECT ${column}, count(*)::INT AS n FROM log WHERE ${where} GROUP BY 1 ORDER BY n DESC LIMIT ${SHOWN + 1}`);
const byHour = (where) =>
  rows(
    `SELECT (epoch_ms(EVENT_TIME) // ${HOUR} * ${HOUR})::DOUBLE AS hour, EVENT_TYPE, count(*)::INT AS n FROM log WHERE ${where} GROUP BY 1, 2`,
  );

export const types = () => rows("SELECT EVENT_TYPE, count(*)::INT AS n FROM log GROUP BY 1");
export const actors = ({ type, status }) => most("ACTOR_EMAIL", `EVENT_TYPE = ${quoted(type)} AND STATUS = ${quoted(status)}`);
export const hours = ({ actor }) => byHour(`ACTOR_EMAIL = ${quoted(actor)}`);

export async function anywhere({ text }) {
  const tests = TEXT.map((column) => `contains(lower(${column}::VARCHAR), ${quoted(text.toLowerCase())})`);
  return (await rows(`SELECT count(*)::INT FROM log WHERE ${tests.join(" OR ")}`))[0][0];
}

/** In two steps, which costs DuckDB a third of the plain statement: the rows' ids, then the rows. */
export const page = ({ offset, limit }) =>
  table(`SELECT * REPLACE (epoch_ms(EVENT_TIME)::DOUBLE AS EVENT_TIME) FROM log
    WHERE rowid IN (SELECT rowid FROM log ORDER BY EVENT_TIME DESC LIMIT ${limit} OFFSET ${offset}) ORDER BY log.EVENT_TIME DESC`);

/** A statement a panel, as pages on SQL do. */
export async function brushed({ from, until }) {
  const inside = `EVENT_TIME >= ${stamp(from)} AND EVENT_TIME < ${stamp(until)}`;
  const fields = {};
  for (const field of FIELDS) fields[field] = await most(field, inside);
  return { fields, hours: await byHour(inside) };
}

export const groups = () =>
  rows(`SELECT EVENT_TYPE, EVENT_NAME, count(*)::INT AS n, count(DISTINCT ACTOR_EMAIL)::INT AS actors, epoch_ms(min(EVENT_TIME))::DOUBLE AS first,
    epoch_ms(max(EVENT_TIME))::DOUBLE AS last, avg(DURATION_MS)::DOUBLE AS mean FROM log GROUP BY 1, 2`);
