// Inside the page: loads one peer's bundle, holds the clock, and keeps the answers until they are fetched.

const field = document.querySelector("input");
let peer;
let kept = [];

async function timed(work) {
  const before = performance.now();
  const answer = await work();
  return { wall: performance.now() - before, answer };
}

globalThis.clock = {
  async start(name) {
    const { wall } = await timed(async () => {
      peer = await import(`/bundles/${name}.js`);
      await peer.start?.();
    });
    return wall;
  },

  async load(format) {
    const { wall, answer } = await timed(() => peer.load(field.files[0], format));
    return { wall, rows: answer };
  },

  /**
   * Asks once for each of `runs`: all of them, but after `enough` runs no longer than `soft` ms and after two no longer than `hard` ms.
   * Keeps the answers of the first `keep`.
   */
  async series(ask, runs, { keep, enough, soft, hard }) {
    const walls = [];
    let spent = 0;
    for (const run of runs) {
      const { wall, answer } = await timed(() => peer[ask](run));
      walls.push(wall);
      if (walls.length <= keep) kept.push(answer);
      spent += wall;
      if ((walls.length >= enough && spent > soft) || (walls.length >= 2 && spent > hard)) break;
      await new Promise((next) => setTimeout(next));
    }
    return walls;
  },

  answers() {
    const answers = kept;
    kept = [];
    return answers;
  },

  lift: () => peer.lift?.(),
};
