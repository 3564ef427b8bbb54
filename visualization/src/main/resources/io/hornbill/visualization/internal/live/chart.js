"use strict";

/** Numbers in few letters: 0.0125, 12.5k, 2e-7. */
function short(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 1e-3 || size >= 1e15) return value.toExponential(2).replace(/\.?0+e/, "e").replace("e+", "e");
  const units = ["", "k", "M", "G", "T"];
  let unit = 0;
  while (Math.abs(value) >= 1e4 || (unit > 0 && Math.abs(value) >= 1e3)) {
    value /= 1000;
    unit++;
  }
  return String(Number(value.toPrecision(4))) + units[unit];
}

/** Round numbers between two others, at most about so many. */
function ticks(low, high, most, whole, log) {
  const result = [];
  const decades = log ? Math.log10(high / low) : 0;
  if (log && decades >= 0.7) {
    const every = Math.max(1, Math.ceil(decades / most));
    for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
      for (const mantissa of decades * 3 <= most ? [1, 2, 5] : [1]) {
        const tick = mantissa * Math.pow(10, power);
        if (tick >= low && tick <= high && power % every === 0) result.push(tick);
      }
    }
    return result;
  }
  const least = (high - low) / Math.max(1, most);
  const power = Math.pow(10, Math.floor(Math.log10(least)));
  let step = [1, 2, 5, 10].map((s) => s * power).find((s) => s >= least * 0.999999);
  if (whole) step = Math.max(1, step);
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) result.push(i * step);
  return result;
}

/**
 * A chart on a canvas. Lines are {name, color, dashed, x, y, low, high}; colours are names of CSS
 * variables, so that light and dark need no other code.
 */
class Chart {
  constructor(title) {
    this.card = document.createElement("div");
    this.card.className = "card";
    this.heading = document.createElement("h2");
    this.heading.textContent = title;
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", title);
    this.legend = document.createElement("div");
    this.legend.className = "legend";
    this.tip = document.createElement("div");
    this.tip.className = "tip";
    this.tip.hidden = true;
    this.card.append(this.heading, this.canvas, this.legend, this.tip);
    this.lines = [];
    this.options = {};
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.addEventListener("pointerleave", () => this.point(null));
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  show(lines, options) {
    this.lines = lines;
    this.options = options;
    const names = lines.map((line) => line.name + line.color + line.dashed).join("\n");
    if (names !== this.names) {
      this.names = names;
      this.legend.replaceChildren(...lines.filter((line) => line.name).map((line) => entry(line, line.name)));
    }
    this.draw();
  }

  range() {
    let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
    let positive = true;
    for (const line of this.lines) {
      for (let i = 0; i < line.x.length; i++) {
        if (line.y[i] === null) continue;
        left = Math.min(left, line.x[i]);
        right = Math.max(right, line.x[i]);
        const least = line.low ? line.low[i] : line.y[i];
        const most = line.high ? line.high[i] : line.y[i];
        low = Math.min(low, least);
        high = Math.max(high, most);
        positive = positive && least > 0;
      }
    }
    if (!(left <= right)) return null;
    const log = Boolean(this.options.log) && positive;
    if (left === right) right = left + 1;
    if (low === high) {
      const around = Math.abs(low) * 0.1 || 1;
      [low, high] = log ? [low / 1.1, high * 1.1] : [low - around, high + around];
    } else if (this.options.bars) {
      [low, high] = [0, high * 1.04];
    } else if (log) {
      const room = Math.pow(high / low, 0.04);
      [low, high] = [low / room, high * room];
    } else {
      [low, high] = [low - (high - low) * 0.04, high + (high - low) * 0.04];
    }
    return { left, right, low, high, log };
  }

  draw() {
    const width = this.canvas.clientWidth;
    const height = this.canvas.clientHeight;
    if (!width || !height) return;
    const scale = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * scale) || this.canvas.height !== Math.round(height * scale)) {
      this.canvas.width = Math.round(width * scale);
      this.canvas.height = Math.round(height * scale);
    }
    const g = this.canvas.getContext("2d");
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(name).trim();
    g.setTransform(scale, 0, 0, scale, 0, 0);
    g.clearRect(0, 0, width, height);
    g.font = "11px system-ui, 'Segoe UI', Roboto, Arial, sans-serif";
    const range = this.range();
    this.placed = null;
    if (!range) return;
    const yTicks = ticks(range.low, range.high, Math.max(2, height / 40), false, range.log);
    const labels = Math.max(...yTicks.map((tick) => g.measureText(short(tick)).width), 8);
    const plot = { x: labels + 8, y: 6, right: width - 10, bottom: height - 20 };
    const atX = (v) => plot.x + ((v - range.left) / (range.right - range.left)) * (plot.right - plot.x);
    const share = (v) =>
      range.log
        ? Math.log(v / range.low) / Math.log(range.high / range.low)
        : (v - range.low) / (range.high - range.low);
    const atY = (v) => plot.bottom - share(v) * (plot.bottom - plot.y);
    this.placed = { plot, range, atX, atY };
    g.lineWidth = 1;
    g.strokeStyle = color("--rule");
    g.fillStyle = color("--quiet");
    g.textAlign = "right";
    g.textBaseline = "middle";
    for (const tick of yTicks) {
      const y = Math.round(atY(tick)) + 0.5;
      g.beginPath();
      g.moveTo(plot.x, y);
      g.lineTo(plot.right, y);
      g.stroke();
      if (!this.options.bars) g.fillText(short(tick), plot.x - 6, y);
    }
    g.textAlign = "center";
    g.textBaseline = "alphabetic";
    const most = Math.max(2, (plot.right - plot.x) / 60);
    for (const tick of ticks(range.left, range.right, most, this.options.whole, false)) {
      const x = atX(tick);
      const half = g.measureText(short(tick)).width / 2;
      if (x + half <= width && x - half >= 0) g.fillText(short(tick), x, plot.bottom + 14);
    }
    for (const line of this.lines) this.line(g, line, color(line.color), atX, atY);
    if (this.at !== undefined && this.at !== null) {
      g.strokeStyle = color("--quiet");
      g.beginPath();
      g.moveTo(this.at, plot.y);
      g.lineTo(this.at, plot.bottom);
      g.stroke();
    }
  }

  line(g, line, color, atX, atY) {
    g.strokeStyle = color;
    g.fillStyle = color;
    g.lineJoin = "round";
    if (line.low) this.band(g, line, atX, atY);
    if (this.options.bars) {
      g.globalAlpha = 0.65;
      for (let i = 0; i < line.y.length; i++) {
        const from = atX(line.x[i]);
        const to = atX(line.x[i] + line.step);
        g.fillRect(from, atY(line.y[i]), Math.max(1, to - from - 0.5), atY(0) - atY(line.y[i]));
      }
      g.globalAlpha = 1;
      return;
    }
    g.lineWidth = 1.8;
    g.setLineDash(line.dashed ? [5, 4] : []);
    g.beginPath();
    let drawing = false;
    let points = 0;
    for (let i = 0; i < line.x.length; i++) {
      if (line.y[i] === null) {
        drawing = false;
        continue;
      }
      points++;
      if (drawing) g.lineTo(atX(line.x[i]), atY(line.y[i]));
      else g.moveTo(atX(line.x[i]), atY(line.y[i]));
      drawing = true;
    }
    g.stroke();
    g.setLineDash([]);
    if (points === 1) {
      const i = line.y.findIndex((y) => y !== null);
      g.beginPath();
      g.arc(atX(line.x[i]), atY(line.y[i]), 3, 0, 7);
      g.fill();
    }
  }

  /** Between the least and the largest value of each bucket. */
  band(g, line, atX, atY) {
    g.globalAlpha = 0.15;
    g.beginPath();
    let started = false;
    for (let i = 0; i < line.x.length; i++) {
      if (line.low[i] === null) continue;
      if (started) g.lineTo(atX(line.x[i]), atY(line.high[i]));
      else g.moveTo(atX(line.x[i]), atY(line.high[i]));
      started = true;
    }
    for (let i = line.x.length - 1; i >= 0; i--) {
      if (line.low[i] !== null) g.lineTo(atX(line.x[i]), atY(line.low[i]));
    }
    g.fill();
    g.globalAlpha = 1;
  }

  point(event) {
    if (!event || !this.placed || this.options.bars) {
      this.at = null;
      this.tip.hidden = true;
      this.draw();
      return;
    }
    const { plot, range } = this.placed;
    const x = Math.min(plot.right, Math.max(plot.x, event.offsetX));
    const value = range.left + ((x - plot.x) / (plot.right - plot.x)) * (range.right - range.left);
    const rows = [];
    let nearest = null;
    for (const line of this.lines) {
      const i = closest(line.x, value);
      if (i < 0 || line.y[i] === null) continue;
      if (nearest === null || Math.abs(line.x[i] - value) < Math.abs(nearest - value)) nearest = line.x[i];
      rows.push(entry(line, short(line.y[i])));
    }
    const head = document.createElement("div");
    head.textContent = nearest === null ? "" : this.options.unit + " " + short(nearest);
    this.tip.replaceChildren(head, ...rows);
    this.tip.hidden = nearest === null;
    this.at = x;
    const left = this.canvas.offsetLeft + x + 12;
    const room = this.card.clientWidth - this.tip.offsetWidth - 8;
    this.tip.style.left = Math.max(4, Math.min(left, room)) + "px";
    this.tip.style.top = this.canvas.offsetTop + 8 + "px";
    this.draw();
  }
}

function entry(line, text) {
  const row = document.createElement(text === line.name ? "span" : "div");
  const mark = document.createElement("i");
  mark.style.borderTopColor = "var(" + line.color + ")";
  mark.style.display = "inline-block";
  mark.style.width = "16px";
  mark.style.borderTopWidth = "2px";
  mark.style.borderTopStyle = line.dashed ? "dashed" : "solid";
  const label = document.createElement("span");
  label.textContent = text;
  row.append(mark, label);
  return row;
}

function closest(xs, value) {
  let low = 0;
  let high = xs.length - 1;
  if (high < 0) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] < value) low = middle;
    else high = middle;
  }
  return Math.abs(xs[low] - value) <= Math.abs(xs[high] - value) ? low : high;
}
