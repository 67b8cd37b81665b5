/** One bar chart: a group of bars a row, one bar a series. */
export interface BarChart {
  title: string;
  series: readonly string[];
  rows: readonly { label: string; values: readonly (number | undefined)[] }[];
  /** What the values are; shares from 0 to 1 unless it says otherwise. */
  axis?: Axis;
}

/** The axis of values: where its lines are, and where a value lies, from 0 to 1. */
export interface Axis {
  lines: readonly number[];
  place(value: number): number;
  show(value: number): string;
}

const shares: Axis = { lines: [0, 0.25, 0.5, 0.75, 1], place: (value) => value, show: percent };

/** An axis of milliseconds on which each power of ten has the same room, from 0.01 to `longest`. */
export function millisecondAxis(longest: number): Axis {
  const first = -2;
  const last = Math.max(first + 1, Math.ceil(Math.log10(longest)));
  return {
    lines: Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index)),
    place: (value) => Math.max(0, (Math.log10(Math.max(value, 1e-9)) - first) / (last - first)),
    show: (value) => `${Number(value.toPrecision(2))} ms`,
  };
}

/** One line chart; the axes go from 0 to 1. */
export interface LineChart {
  title: string;
  x: string;
  y: string;
  series: readonly { name: string; points: readonly { x: number; y: number }[] }[];
}

const width = 760;
const labelWidth = 260;
const barHeight = 9;
/** Told apart in grey and by the colour-blind (Okabe and Ito). */
const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9"];
/** Readable on a light and on a dark page. */
const style =
  "text{font:12px system-ui,sans-serif;fill:#1f2328}.grid{stroke:#d0d7de}" +
  "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#3d444d}}";

/** Draws horizontal bars as an SVG document. */
export function barChart({ title, series, rows, axis = shares }: BarChart): string {
  const rowHeight = series.length * (barHeight + 1) + 8;
  const top = 52;
  const height = top + rows.length * rowHeight + 24;
  const scale = (value: number): number =>
    labelWidth + axis.place(value) * (width - labelWidth - 60);
  const bars = rows.flatMap(({ label, values }, row) => {
    const y = top + row * rowHeight;
    return [
      text(labelWidth - 8, y + rowHeight / 2, label, "end"),
      ...values.map((value, index) =>
        value === undefined
          ? ""
          : `<rect x="${labelWidth}" y="${y + index * (barHeight + 1)}" width="${fixed(
              scale(value) - labelWidth,
            )}" height="${barHeight}" fill="${colours[index]}"><title>${escaped(label)}, ${escaped(
              series[index] ?? "",
            )}: ${axis.show(value)}</title></rect>`,
      ),
    ];
  });
  const grid = axis.lines.flatMap((value) => [
    `<line class="grid" x1="${fixed(scale(value))}" x2="${fixed(scale(value))}" y1="${top - 4}" y2="${height - 22}"/>`,
    text(scale(value), height - 6, axis.show(value), "middle"),
  ]);
  return svg(title, height, [...legend(series), ...grid, ...bars]);
}

/** Draws lines as an SVG document. */
export function lineChart({ title, x, y, series }: LineChart): string {
  const height = 420;
  const left = 56;
  const bottom = height - 46;
  const top = 56;
  const scaleX = (value: number): number => left + value * (width - left - 24);
  const scaleY = (value: number): number => bottom - value * (bottom - top);
  const grid = [0, 0.25, 0.5, 0.75, 1].flatMap((value) => [
    `<line class="grid" x1="${scaleX(value)}" x2="${scaleX(value)}" y1="${top}" y2="${bottom}"/>`,
    `<line class="grid" x1="${left}" x2="${scaleX(1)}" y1="${scaleY(value)}" y2="${scaleY(value)}"/>`,
    text(scaleX(value), bottom + 16, percent(value), "middle"),
    text(left - 6, scaleY(value) + 4, percent(value), "end"),
  ]);
  const lines = series.map(
    ({ points }, index) =>
      `<polyline fill="none" stroke="${colours[index]}" stroke-width="2" points="${points
        .map((point) => `${fixed(scaleX(point.x))},${fixed(scaleY(point.y))}`)
        .join(" ")}"/>`,
  );
  return svg(title, height, [
    ...legend(series.map(({ name }) => name)),
    ...grid,
    ...lines,
    text(scaleX(0.5), height - 8, x, "middle"),
    text(8, top - 8, y),
  ]);
}

function legend(series: readonly string[]): string[] {
  let x = 8;
  return series.flatMap((name, index) => {
    const at = x;
    x += 30 + name.length * 7;
    return [
      `<rect x="${at}" y="28" width="10" height="10" fill="${colours[index]}"/>`,
      text(at + 15, 37, name),
    ];
  });
}

function svg(title: string, height: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    text(8, 18, title),
    ...parts.filter((part) => part !== ""),
    "</svg>\n",
  ].join("\n");
}

function text(x: number, y: number, content: string, anchor = "start"): string {
  return `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

function escaped(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function percent(value: number): string {
  return `${Math.round(100 * value)} %`;
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
