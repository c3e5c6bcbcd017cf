// What each peer ships: bundles its adapter with esbuild, lays its wasm beside it, and weighs what a visitor downloads.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const packages = path.join(import.meta.dirname, "node_modules");
const duckdb = "@duckdb/duckdb-wasm/dist";

/**
 * The peers in the order of the tables: a title, the package that gives the version, and files beside the bundle; or `native`, the
 * engine for native.py.
 */
export const PEERS = {
  ours: { title: "Audit Explorer" },
  duckdb: {
    title: "DuckDB-WASM",
    package: "@duckdb/duckdb-wasm",
    files: [`${duckdb}/duckdb-browser-eh.worker.js`, `${duckdb}/duckdb-eh.wasm`],
  },
  perspective: {
    title: "Perspective",
    package: "@perspective-dev/client",
    files: ["@perspective-dev/server/dist/wasm/perspective-server.wasm", "@perspective-dev/client/dist/wasm/perspective-js.wasm"],
  },
  arquero: { title: "Arquero", package: "arquero" },
  crossfilter: { title: "crossfilter2", package: "crossfilter2" },
  plain: { title: "plain JS, PapaParse", package: "papaparse" },
  "duckdb-native": { native: "duckdb" },
  "polars-native": { native: "polars" },
};

/** Title and version. */
export function named(name) {
  const { title, package: of } = PEERS[name];
  return of ? `${title} ${JSON.parse(readFileSync(path.join(packages, of, "package.json"), "utf8")).version}` : title;
}

/** Bundles `names` into `folder`. */
export async function bundle(names, folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    await build({
      entryPoints: [path.join(import.meta.dirname, "peers", `${name}.mjs`)],
      outfile: path.join(folder, `${name}.js`),
      bundle: true,
      format: "esm",
      minify: true,
      target: "es2023",
      logLevel: "error",
    });
    for (const file of PEERS[name].files ?? []) copyFileSync(path.join(packages, file), path.join(folder, path.basename(file)));
  }
}

/** Bytes of what a visitor of a peer downloads: `{ raw, gzip, brotli }`, both at their strongest. Kept beside the file: brotli is slow. */
export function weigh(name, folder, page) {
  const own = () =>
    readdirSync(page)
      .filter((file) => /^(index\.html|.*\.(js|css|wasm))$/.test(file))
      .map((file) => path.join(page, file));
  const others = () => [`${name}.js`, ...(PEERS[name].files ?? [])].map((file) => path.join(folder, path.basename(file)));
  const sum = { raw: 0, gzip: 0, brotli: 0 };
  for (const file of name === "ours" ? own() : others()) {
    const weight = weighed(file, path.join(folder, `${path.basename(file)}.weight.json`));
    for (const measure of Object.keys(sum)) sum[measure] += weight[measure];
  }
  return sum;
}

function weighed(file, note) {
  const bytes = readFileSync(file);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const known = existsSync(note) ? JSON.parse(readFileSync(note, "utf8")) : null;
  if (known?.sha256 === sha256) return known;
  const strongest = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const weight = {
    sha256,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: strongest }).length,
  };
  writeFileSync(note, JSON.stringify(weight));
  return weight;
}
