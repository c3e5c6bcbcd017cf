// Plots as SVG text: times on a logarithmic axis, a line of dots for each work, or a line over sizes.

const COLORS = ["#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#555555", "#999999"];
const INK = "#1f2328";
const FAINT = "#d8dee4";

const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const text = (x, y, words, more = "") => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escaped(words)}</text>`;
const line = (x1, y1, x2, y2, more) =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" ${more}/>`;

/** Where a value stands between the decades around all values: `{ at, decades }`, `at` gives 0 to 1. */
function logarithmic(values) {
  const least = Math.floor(Math.log10(Math.min(...values)));
  const most = Math.max(Math.ceil(Math.log10(Math.max(...values))), least + 1);
  return {
    at: (value) => (Math.log10(value) - least) / (most - least),
    decades: Array.from({ length: most - least + 1 }, (_, step) => 10 ** (least + step)),
  };
}

function spoken(ms) {
  if (ms < 1) return `${Number((ms * 1000).toPrecision(1))} µs`;
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}

function svg(width, height, title, marks) {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13" fill="${INK}">`,
    `<title>${escaped(title)}</title><rect width="100%" height="100%" fill="#ffffff"/>`,
    text(16, 26, title, 'font-size="16" font-weight="600"'),
    ...marks,
    "</svg>\n",
  ].join("\n");
}

/** `works` are `{ name, times }`, a time in ms or null for each of `peers`. */
export function comparison(rows, peers, works) {
  const [left, right, top, step, width] = [110, 30, 96, 34, 900];
  const height = top + works.length * step + 30;
  const scale = logarithmic(works.flatMap(({ times }) => times.filter((time) => time !== null)));
  const x = (time) => left + scale.at(time) * (width - left - right);
  const legend = peers.flatMap((peer, at) => {
    const [across, down] = [60 + (at % 4) * 210, 50 + Math.floor(at / 4) * 20];
    return [dot(across, down - 4, at, peer), text(across + 12, down, peer)];
  });
  const axis = scale.decades.flatMap((decade) => [
    line(x(decade), top - 4, x(decade), height - 30, `stroke="${FAINT}"`),
    text(x(decade), height - 12, spoken(decade), 'text-anchor="middle"'),
  ]);
  const dots = works.flatMap(({ name, times }, row) => {
    const y = top + row * step + step / 2;
    const known = times.map((time, at) => ({ time, at })).filter(({ time }) => time !== null);
    const ends = known.map(({ time }) => x(time));
    return [
      text(left - 14, y + 4, name, 'text-anchor="end"'),
      line(Math.min(...ends), y, Math.max(...ends), y, `stroke="${FAINT}" stroke-width="2"`),
      ...known.reverse().map(({ time, at }) => dot(x(time), y, at, `${peers[at]}: ${time.toPrecision(3)} ms`)),
    ];
  });
  return svg(width, height, `Time for ${rows.toLocaleString("en")} events, less is better`, [...legend, ...axis, ...dots]);
}

/** Ours, the first, is larger; what runs natively is hollow. */
function dot(x, y, at, title) {
  const hollow = /native/.test(title);
  const look = hollow ? `fill="#ffffff" stroke="${COLORS[at]}" stroke-width="2"` : `fill="${COLORS[at]}"`;
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${at === 0 ? 7 : 5}" ${look}><title>${escaped(title)}</title></circle>`;
}

/** `works` are `{ name, times }`, a time in ms or null for each of `sizes`; a dashed line grows as the size does. */
export function growth(sizes, works) {
  const [left, right, top, bottom, width, height] = [70, 90, 50, 40, 900, 560];
  const across = logarithmic(sizes);
  const down = logarithmic(works.flatMap(({ times }) => times.filter((time) => time !== null)));
  const x = (size) => left + across.at(size) * (width - left - right);
  const y = (time) => height - bottom - down.at(time) * (height - top - bottom);
  const grid = [
    ...across.decades.flatMap((size) => [
      line(x(size), top, x(size), height - bottom, `stroke="${FAINT}"`),
      text(x(size), height - 14, `${size.toLocaleString("en")} events`, 'text-anchor="middle"'),
    ]),
    ...down.decades.flatMap((time) => [
      line(left, y(time), width - right, y(time), `stroke="${FAINT}"`),
      text(left - 8, y(time) + 4, spoken(time), 'text-anchor="end"'),
    ]),
  ];
  const labels = works
    .map(({ name, times }, at) => ({ name, at, y: y(times.findLast((time) => time !== null)) }))
    .sort((a, b) => a.y - b.y);
  for (const [at, label] of labels.entries()) if (at > 0) label.y = Math.max(label.y, labels[at - 1].y + 15);
  const marks = works.flatMap(({ name, times }, at) => {
    const points = sizes.map((size, index) => [size, times[index]]).filter(([, time]) => time !== null);
    const color = COLORS[at % COLORS.length];
    const path = points.map(([size, time]) => `${x(size).toFixed(1)},${y(time).toFixed(1)}`).join(" ");
    return [
      `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"${at >= COLORS.length ? ' stroke-dasharray="2 3"' : ""}/>`,
      ...points.map(
        ([size, time]) =>
          `<circle cx="${x(size).toFixed(1)}" cy="${y(time).toFixed(1)}" r="4" fill="${color}"><title>${escaped(`${name}: ${time.toPrecision(3)} ms`)}</title></circle>`,
      ),
    ];
  });
  const named = labels.map(({ name, at, y: beside }) =>
    text(x(sizes.at(-1)) + 12, beside + 4, name, `fill="${COLORS[at % COLORS.length]}"`),
  );
  const [from, to] = [sizes[0], sizes.at(-1)];
  const load = works[0].times.at(-1);
  const linear = line(x(from), y((load * from) / to), x(to), y(load), `stroke="${INK}" stroke-dasharray="6 5" opacity="0.5"`);
  return svg(width, height, "Cost against size; dashed: grows as the log does", [...grid, linear, ...marks, ...named]);
}
