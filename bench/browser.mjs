// A headless Chromium with one peer in it: serves the files, cuts off the network, reads what the renderer has used.
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { chromium } from "playwright-core";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};
const PAGE = `<!doctype html>
<meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">
<input type="file"><script type="module" src="/clock.mjs"></script>
`;
/** Clock ticks of Linux, in which /proc counts CPU time. */
export const TICK = 10;

/** Serves the page with the clock, the bundles, and the built page below /ours/; cross-origin isolated, where clocks are finest. */
export async function serve(bundles, ours, port) {
  const folders = { "/bundles/": bundles, "/ours/": ours };
  const server = createServer((request, response) => {
    const asked = path.posix.normalize(new URL(request.url, "http://localhost").pathname);
    const folder = Object.keys(folders).find((prefix) => asked.startsWith(prefix));
    const file =
      asked === "/clock.mjs"
        ? path.join(import.meta.dirname, asked)
        : folder && path.join(folders[folder], asked.slice(folder.length));
    const headers = {
      "Content-Type": TYPES[path.extname(asked)] ?? "application/octet-stream",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    };
    if (asked === "/") response.writeHead(200, { ...headers, "Content-Type": "text/html" }).end(PAGE);
    else if (file && existsSync(file)) createReadStream(file).pipe(response.writeHead(200, headers));
    else response.writeHead(404).end();
  });
  await new Promise((listening) => server.listen(port, "127.0.0.1", listening));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Starts a new Chromium at `address`. Whatever waits longer than `limit` ms, or outlives its page, fails with a sentence. */
export async function open(address, limit) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  const crash = new Promise((_, crashed) => page.on("crash", () => crashed(new Error("the page crashed"))));
  crash.catch(() => {});
  const processes = await browser.newBrowserCDPSession();
  const inside = await page.context().newCDPSession(page);
  await page.goto(address);
  await page.waitForFunction(() => globalThis.clock);

  /** The numbers of /proc, for each renderer; nothing where there is no /proc. */
  async function renderers(read) {
    const { processInfo } = await processes.send("SystemInfo.getProcessInfo");
    return processInfo
      .filter(({ type, id }) => type === "renderer" && existsSync(`/proc/${id}`))
      .map(({ id }) => read(`/proc/${id}/`));
  }

  return {
    version: browser.version(),
    complaints,

    async run(what, work, argument) {
      let timer;
      const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${what} took more than ${limit / 1000} s`)), limit);
      });
      try {
        return await Promise.race([page.evaluate(work, argument), crash, late]);
      } finally {
        clearTimeout(timer);
      }
    },

    choose: (file) => page.setInputFiles("input", file),

    /** CPU time of the renderers so far, in ms; null where there is no /proc. */
    async cpu() {
      const each = await renderers((folder) => {
        const fields = readFileSync(`${folder}stat`, "utf8").split(") ").at(-1).split(" ");
        return (Number(fields[11]) + Number(fields[12])) * TICK;
      });
      return each.length > 0 ? each.reduce((sum, ms) => sum + ms, 0) : null;
    },

    /** Memory of the largest renderer in MB (10^6 bytes): most ever held, and held after garbage was collected. */
    async memory() {
      await inside.send("HeapProfiler.collectGarbage").catch(() => {});
      const each = await renderers((folder) => {
        const status = readFileSync(`${folder}status`, "utf8");
        return ["VmHWM", "VmRSS"].map((name) => (Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) * 1024) / 1e6);
      });
      const [peak, settled] = each.sort((a, b) => a[1] - b[1]).at(-1) ?? [null, null];
      return { peak, settled };
    },

    /** Waits until the renderers have next to nothing to do. */
    async quiet() {
      const pause = () => new Promise((later) => setTimeout(later, 400));
      for (let before = await this.cpu(), waits = 0; waits < 300; waits++) {
        await pause();
        const now = await this.cpu();
        if (now === null || now - before <= TICK) return;
        before = now;
      }
    },

    close: () => Promise.race([browser.close(), new Promise((given) => setTimeout(given, 10_000))]),
  };
}
