"use strict";

const COLORS = 8;
const HIDDEN = ["batches"];
const state = { runs: new Map(), shown: new Map(), axis: null, log: false, smooth: 0, tab: "curves" };
const charts = new Map();
const byId = (id) => document.getElementById(id);

function color(run) {
  return "--c" + ((run.id - 1) % COLORS);
}

function isShown(run) {
  return state.shown.get(run.id) !== false;
}

// What the server tells.

function connect() {
  const source = new EventSource("/events");
  let first = true;
  source.onopen = () => {
    first = true;
    connection("live", "on");
  };
  source.onmessage = (event) => {
    // After a lost connection the server tells everything again.
    if (first) state.runs.clear();
    first = false;
    take(JSON.parse(event.data));
  };
  source.onerror = () => {
    connection("not connected", "off");
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
  };
}

function connection(text, how) {
  byId("connection").textContent = text;
  byId("connection").className = how;
}

function take(news) {
  for (const update of news.runs) {
    const known = state.runs.get(update.id) || { curves: {} };
    const curves = known.curves;
    for (const [name, part] of Object.entries(update.curves)) {
      const curve = curves[name] || { x: [], y: [], low: null, high: null };
      curve.x = curve.x.slice(0, part.from).concat(part.x);
      curve.y = curve.y.slice(0, part.from).concat(part.y);
      curve.low = part.low ? (part.from ? curve.low || [] : []).slice(0, part.from).concat(part.low) : null;
      curve.high = part.high ? (part.from ? curve.high || [] : []).slice(0, part.from).concat(part.high) : null;
      curves[name] = curve;
    }
    const before = known.weights;
    state.runs.set(update.id, Object.assign(known, update, { curves }));
    if (before !== update.weights) weightsChanged(update.id);
    epochChanged(known);
  }
  const present = new Set(news.present);
  for (const id of state.runs.keys()) if (!present.has(id)) state.runs.delete(id);
  schedule();
}

let scheduled = false;
function schedule() {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    render();
  });
}

// What is shown.

function render() {
  const runs = [...state.runs.values()].sort((a, b) => b.id - a.id);
  const any = runs.length > 0;
  byId("empty").hidden = any;
  byId("runs").hidden = !any;
  for (const tab of ["curves", "model", "weights"]) byId(tab).hidden = !any || state.tab !== tab;
  if (!any) return;
  renderRuns(runs);
  chooseRun(runs);
  if (state.tab === "curves") renderCurves(runs);
  if (state.tab === "model") renderModel();
  document.title = title(runs[0]);
}

function title(run) {
  const facts = run.facts;
  const epochs = facts.epochs ? facts.epoch + "/" + facts.epochs : facts.epoch || "";
  return run.status === "running" && epochs ? epochs + " " + run.name + " - Hornbill" : "Hornbill";
}

const rows = new Map();
function renderRuns(runs) {
  const present = runs.map((run) => row(run).element);
  const box = byId("runs");
  if (box.children.length !== present.length || present.some((one, i) => box.children[i] !== one)) {
    box.replaceChildren(...present);
  }
}

function row(run) {
  let one = rows.get(run.id);
  if (!one || one.begun !== run.begun) {
    one = makeRow(run);
    rows.set(run.id, one);
  }
  const facts = run.facts;
  one.state.textContent = stateText(run);
  one.state.className = "state " + run.status;
  one.progress.hidden = !(run.status === "running" && facts.epochs && facts.batches > 0);
  if (!one.progress.hidden) {
    one.progress.max = facts.epochs * facts.batches;
    one.progress.value = (facts.epoch - 1) * facts.batches + (facts.batch || 0);
  }
  const values = [];
  for (const [name, curve] of Object.entries(run.curves)) {
    const metric = name.slice(6);
    if (!name.startsWith("epoch/") || HIDDEN.includes(metric)) continue;
    const batch = run.curves["batch/" + metric];
    const current = run.status === "running" && batch ? batch : curve;
    values.push([metric, short(current.y[current.y.length - 1] ?? NaN)]);
  }
  if (!values.length) {
    for (const [name, curve] of Object.entries(run.curves)) {
      if (name.startsWith("batch/")) values.push([name.slice(6), short(curve.y[curve.y.length - 1] ?? NaN)]);
    }
  }
  if (facts.rowsPerSecond) values.push(["rows/s", short(facts.rowsPerSecond)]);
  else if (facts.batchesPerSecond) values.push(["batches/s", short(facts.batchesPerSecond)]);
  if (facts.secondsLeft !== undefined) values.push(["time left", time(facts.secondsLeft)]);
  if (facts.seconds !== undefined) values.push(["time", time(facts.seconds)]);
  one.facts.replaceChildren(...values.map(([name, value]) => fact(name, value)));
  return one;
}

function makeRow(run) {
  const element = document.createElement("div");
  element.className = "run";
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = isShown(run);
  box.addEventListener("change", () => {
    state.shown.set(run.id, box.checked);
    schedule();
  });
  const mark = document.createElement("span");
  mark.className = "mark";
  mark.style.background = "var(" + color(run) + ")";
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = run.name;
  name.title = run.name + ", begun " + new Date(run.begun).toLocaleString();
  label.append(box, mark, name);
  const middle = document.createElement("div");
  const text = document.createElement("span");
  const progress = document.createElement("progress");
  progress.setAttribute("aria-label", "progress of " + run.name);
  middle.append(text, progress);
  const facts = document.createElement("dl");
  facts.className = "facts";
  element.append(label, middle, facts);
  return { element, state: text, progress, facts, begun: run.begun };
}

function stateText(run) {
  const facts = run.facts;
  const epoch = facts.epoch ? "epoch " + facts.epoch + (facts.epochs ? " of " + facts.epochs : "") : "";
  if (run.status !== "running") return run.status + (epoch ? ", " + epoch : "");
  const batch = facts.batch ? ", batch " + facts.batch + (facts.batches > 0 ? " of " + facts.batches : "") : "";
  return epoch + batch || "running";
}

function fact(name, value) {
  const one = document.createElement("div");
  const term = document.createElement("dt");
  const definition = document.createElement("dd");
  term.textContent = name;
  definition.textContent = value;
  one.append(term, definition);
  return one;
}

function time(seconds) {
  const s = Math.round(seconds);
  if (s < 60) return s + " s";
  const two = (n) => String(n).padStart(2, "0");
  const minutes = Math.floor(s / 60);
  return minutes < 60 ? minutes + ":" + two(s % 60) : Math.floor(minutes / 60) + ":" + two(minutes % 60) + ":" + two(s % 60);
}

/** Batches as long as there are less than two epochs, unless someone has chosen. */
function axis(runs) {
  if (state.axis) return state.axis;
  const over = runs.some((run) => Object.entries(run.curves).some(([n, c]) => n.startsWith("epoch/") && c.x.length > 1));
  const batches = runs.some((run) => Object.keys(run.curves).some((name) => name.startsWith("batch/")));
  return over || !batches ? "epoch" : "batch";
}

function renderCurves(runs) {
  const shown = runs.filter(isShown).reverse();
  const used = axis(runs);
  document.querySelectorAll("[data-axis]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.axis === used));
  });
  const metrics = new Map();
  for (const run of shown) {
    for (const [key, curve] of Object.entries(run.curves)) {
      const name = key.slice(6);
      if (!key.startsWith(used + "/") || HIDDEN.includes(name)) continue;
      const validation = name.startsWith("val_");
      const metric = validation ? name.slice(4) : name;
      if (!metrics.has(metric)) metrics.set(metric, []);
      const several = shown.length > 1;
      const part = used === "epoch" && metric !== "learning_rate" ? (validation ? "validation" : "training") : "";
      metrics.get(metric).push({
        name: [several ? run.name : "", part].filter(Boolean).join(" ") || metric,
        color: !several && validation ? "--c1" : color(run),
        dashed: validation,
        ...smoothed(curve),
      });
    }
  }
  const order = [...metrics.keys()].sort((a, b) => rank(a) - rank(b));
  const cards = order.map((metric) => {
    if (!charts.has(metric)) charts.set(metric, new Chart(metric.replaceAll("_", " ")));
    return charts.get(metric);
  });
  const grid = byId("charts");
  if (grid.children.length !== cards.length || cards.some((card, i) => grid.children[i] !== card.card)) {
    grid.replaceChildren(...cards.map((card) => card.card));
  }
  order.forEach((metric, i) =>
    cards[i].show(metrics.get(metric), { log: state.log, whole: true, unit: used }),
  );
}

function rank(metric) {
  return metric === "loss" ? 0 : metric === "learning_rate" ? 2 : 1;
}

/** An exponential moving average, corrected for its beginning as Adam's are. */
function smoothed(curve) {
  if (!state.smooth) return curve;
  let mean = 0;
  let weight = 0;
  const y = curve.y.map((value) => {
    if (value === null) return null;
    mean = state.smooth * mean + (1 - state.smooth) * value;
    weight = state.smooth * weight + (1 - state.smooth);
    return mean / weight;
  });
  return { x: curve.x, y, low: curve.low, high: curve.high };
}

// The model and its weights.

let chosen = null;
function chooseRun(runs) {
  if (!runs.some((run) => run.id === chosen)) chosen = (runs.find((run) => run.hasModel) || runs[0]).id;
  const names = runs.map((run) => run.id + " " + run.name).join("\n");
  document.querySelectorAll("select.which").forEach((select) => {
    if (select.dataset.names !== names) {
      select.dataset.names = names;
      select.replaceChildren(...runs.map((run) => new Option(run.name + " (" + run.id + ")", run.id)));
    }
    select.value = String(chosen);
  });
}

let modelOf = null;
async function renderModel() {
  const run = state.runs.get(chosen);
  const key = chosen + " " + run.begun + run.hasModel;
  if (modelOf === key) return;
  modelOf = key;
  document.querySelector("#model .split").hidden = !run.hasModel;
  document.querySelector("#model .none").hidden = run.hasModel;
  if (!run.hasModel) return;
  byId("picture").src = "/run/" + chosen + "/model?" + run.begun;
  const answer = await fetch("/run/" + chosen + "/summary");
  byId("summary").textContent = answer.ok ? await answer.text() : "";
}

async function readWeights(ask) {
  if (state.tab !== "weights" || chosen === null) return;
  const of = chosen;
  const answer = await fetch("/run/" + of + "/weights" + (ask ? "?ask=1" : ""));
  if (!answer.ok || of !== chosen) return;
  const all = await answer.json();
  document.querySelector("#weights .none").hidden = all.length > 0;
  byId("age").textContent = all.length ? "as of " + new Date().toLocaleTimeString() : "";
  const grid = byId("histograms");
  if (grid.dataset.names !== of + all.map((one) => one.name).join("\n")) {
    grid.dataset.names = of + all.map((one) => one.name).join("\n");
    grid.charts = all.map((one) => new Chart(one.name));
    grid.replaceChildren(...grid.charts.map((chart) => chart.card));
  }
  all.forEach((one, i) => {
    const step = (one.high - one.low) / one.counts.length;
    const x = one.counts.map((count, k) => one.low + k * step);
    // The last range's end belongs to the axis too.
    const line = { name: "", color: "--c0", x: x.concat(one.high), y: one.counts.concat(0), step };
    grid.charts[i].heading.title = one.name;
    grid.charts[i].show([line], { bars: true });
  });
}

/** New ones are there: read them, without asking for more. */
let lastWeights = 0;
function weightsChanged(id) {
  if (id === chosen && state.tab === "weights" && Date.now() - lastWeights > 500) {
    lastWeights = Date.now();
    readWeights(false);
  }
}

const epochs = new Map();
function epochChanged(run) {
  if (epochs.get(run.id) !== run.facts.epoch) {
    epochs.set(run.id, run.facts.epoch);
    if (run.id === chosen) readWeights(true);
  }
}

// What users do.

/** A reload, or a link, shows the same. */
function remember() {
  history.replaceState(null, "", "#" + state.tab + (state.axis ? "/" + state.axis : ""));
}

function select(tab) {
  state.tab = tab;
  document.querySelectorAll("[data-tab]").forEach((button) => {
    button.setAttribute("aria-selected", String(button.dataset.tab === tab));
  });
  remember();
  schedule();
  readWeights(true);
}

document.querySelectorAll("[data-tab]").forEach((button) => {
  button.addEventListener("click", () => select(button.dataset.tab));
});
document.querySelectorAll("[data-axis]").forEach((button) => {
  button.addEventListener("click", () => {
    state.axis = button.dataset.axis;
    remember();
    schedule();
  });
});
document.querySelectorAll("select.which").forEach((which) => {
  which.addEventListener("change", () => {
    chosen = Number(which.value);
    schedule();
    readWeights(true);
  });
});
byId("log").addEventListener("change", (event) => {
  state.log = event.target.checked;
  schedule();
});
byId("smooth").addEventListener("input", (event) => {
  state.smooth = Number(event.target.value);
  schedule();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", schedule);
const [tab, wanted] = location.hash.slice(1).split("/");
if (["batch", "epoch"].includes(wanted)) state.axis = wanted;
if (["curves", "model", "weights"].includes(tab)) select(tab);
connect();
