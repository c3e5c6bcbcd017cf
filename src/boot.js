// Starts the one wasm binary in its two roles: in the page, and in every worker the page asks for.
//
// `cargo xtask pack` puts wasm-bindgen's glue (`wasm_bindgen`) and this file into one function called `program`. The page runs it
// from a script; a worker runs the text of the same function from a Blob URL. So hosted page and standalone.html need no second
// script, and the worker, which holds the log, lives under the page's content security policy: a worker loaded from an http address
// would not.
//
// To Rust (src/ui) the page offers `auditExplorerBoot`:
//   startWorker(): Worker            a new worker, already loading; may be called again, for a lost worker or for more of them.
//                                    The program's own messages are objects. A message that is a *string* is a sentence for people:
//                                    the worker could not start, or it has died.
//   zip(first, values, which, last): any[][]  rows of columns: thousands of small arrays are made sooner here than across the border.
//   records(names, text, lengths, others, count): object[]  so many rows of named cells, which stand one after the other: so many UTF-16 units of the text,
//                                    or, at a length of -1, the next of the others. Sooner than JSON, whose every name and cell is read.
//   embeddedSample(): Promise<File> | null    the sample that standalone.html carries; null where it is a file beside the page.
// To Rust (src/worker) a worker offers, under the same name:
//   read(blob): Promise<ArrayBuffer> the bytes of a part of a file.
//   stream(blob): {next, close} | null  next(): Promise<Uint8Array | null> gives the bytes in order, good until the next call, and null
//                                    at the end; close() when no more are wanted. null where the browser has no streams of bytes.

const say = (error) => (error instanceof Error ? error.message : String(error));

/** The bytes of a block of base64 text that holds gzip. */
async function unpack(text) {
  const packed = Uint8Array.fromBase64
    ? Uint8Array.fromBase64(text)
    : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

function zip(first, values, which, last) {
  const rows = new Array(first.length);
  for (let i = 0; i < rows.length; i++) rows[i] = [first[i], values[which[i]], last[i]];
  return rows;
}

function records(names, text, lengths, others, count) {
  const rows = new Array(count);
  // That name is a cell's only in an object without prototype.
  const bare = names.includes("__proto__");
  let cell = 0, begin = 0, other = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] = bare ? Object.create(null) : {};
    for (let name = 0; name < names.length; name++) {
      const length = lengths[cell++];
      row[names[name]] = length < 0 ? others[other++] : text.slice(begin, begin += length);
    }
  }
  return rows;
}

/** Compiles the wasm: carried by the page itself, or a file beside it. */
async function compile(address) {
  const block = document.getElementById("wasm");
  if (block) {
    const text = block.textContent;
    block.remove();
    return WebAssembly.compile(await unpack(text));
  }
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} could not be fetched (${response.status}).`);
  return response.headers.get("Content-Type") === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/** What went wrong, in a sentence for the person in front of the page. */
function explain(error) {
  const needs = "It needs Chrome or Edge 96, Firefox 113, Safari 16.4, or a later one.";
  const text = say(error);
  if (typeof WebAssembly === "undefined") return `This browser does not run WebAssembly, or it is switched off. ${needs}`;
  if (/content security policy|unsafe-eval/i.test(text)) return `A content security policy forbids WebAssembly here: it must allow 'wasm-unsafe-eval'. The browser says: ${text}`;
  return `The browser says: ${text} ${needs}`;
}

/** Reads what a worker cannot read itself: a blob and a port come in, its bytes or a sentence go back by that port. */
async function readFor({ data: blob, ports: [back] }) {
  try {
    const bytes = await blob.arrayBuffer();
    back.postMessage(bytes, [bytes]);
  } catch (error) {
    back.postMessage(say(error));
  }
}

/** Reads blobs in a worker. WebKit lets none of its workers read any where the page came from file://; there the page does it. */
function reader(page) {
  let own = true;
  const byPage = (blob) => new Promise((done, failed) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      port1.close();
      if (typeof data === "string") failed(new Error(data));
      else done(data);
    };
    page.postMessage(blob, [port2]);
  });
  return async (blob) => {
    try {
      if (own) return await blob.arrayBuffer();
    } catch {
      // The page may fail in the same way, for a file that is gone: then it is the page's error that is told.
    }
    const bytes = await byPage(blob);
    own = false;
    return bytes;
  };
}

/** Reads a blob from its beginning, into one buffer again and again. */
function stream(blob) {
  try {
    const reader = blob.stream().getReader({ mode: "byob" });
    let room = new ArrayBuffer(512 << 10);
    return {
      async next() {
        const { done, value } = await reader.read(new Uint8Array(room));
        if (done) return null;
        room = value.buffer;
        return value;
      },
      // What became of a file that nobody reads any more is of no interest.
      close: () => void reader.cancel().catch(() => {}),
    };
  } catch {
    return null;
  }
}

function startWorkerIn(url, module) {
  const worker = new Worker(url, { name: "engine" });
  // Only a worker that could not be loaded at all comes here: once it runs, it reports its own errors.
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    worker.dispatchEvent(new MessageEvent("message", { data: `The engine could not be loaded. ${event.message ?? ""}`.trim() }));
  });
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = readFor;
  worker.postMessage(module, [port2]);
  return worker;
}

async function bootPage(address) {
  try {
    const module = await compile(address);
    const url = URL.createObjectURL(new Blob([`(${program})();`], { type: "text/javascript" }));
    const sample = document.getElementById("sample");
    globalThis.auditExplorerBoot = Object.freeze({
      startWorker: () => startWorkerIn(url, module),
      zip,
      records,
      embeddedSample: () => sample?.textContent ? unpack(sample.textContent).then((bytes) => new File([bytes], sample.dataset.name)) : null,
    });
    await wasm_bindgen({ module_or_path: module });
    document.getElementById("boot")?.remove();
  } catch (error) {
    console.error(error);
    const notice = document.getElementById("boot") ?? document.body.appendChild(document.createElement("p"));
    notice.setAttribute("role", "alert");
    notice.textContent = `Audit Explorer could not start. ${explain(error)}`;
  }
}

function bootWorker() {
  const died = (event) => {
    event.preventDefault();
    postMessage(`The engine stopped. ${say(event.reason ?? event.error ?? event.message)}`);
  };
  addEventListener("error", died);
  addEventListener("unhandledrejection", died);
  addEventListener("message", async ({ data: module, ports: [page] }) => {
    globalThis.auditExplorerBoot = Object.freeze({ read: reader(page), stream });
    try {
      await wasm_bindgen({ module_or_path: module });
    } catch (error) {
      postMessage(`The engine could not start. ${explain(error)}`);
    }
  }, { once: true });
}

if (typeof document === "undefined") bootWorker();
else bootPage(document.currentScript.dataset.wasm);
