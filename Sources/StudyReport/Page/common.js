"use strict";
// What the pages share: figures, words, numbers, tables and charts.
const R = JSON.parse(document.getElementById("data").textContent);
const countryNames = {};
for (const r of R.study.regions) (countryNames[r.country] ||= []).push(r.name);
const fixedNames = { RUS: "Russia", CHN: "China", WLD: "World (climate)" };
const country = c => fixedNames[c] || (countryNames[c] && countryNames[c].length === 1 ? countryNames[c][0] : c);
// Codes of countries in a text as names.
const named = text => text.replace(/\b[A-Z]{3}\b/g, country);
const party = { project: "Project company", government: "Government", shippers: "Exporters", consignees: "Importers", environment: "Environment", lenders: "Lenders", workers: "Workers", residents: "Residents", rest: "Everybody else" };
const esc = t => String(t).replace(/[&<>"]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }[c]));
const none = x => x === null || x === undefined;
// What rounds to nothing has no sign.
const num = (x, d = 1) => { if (none(x)) return "–"; const t = x.toLocaleString("en", { minimumFractionDigits: d, maximumFractionDigits: d }); return t.replace("-", /[1-9]/.test(t) ? "−" : ""); };
const pct = (x, d = 1) => none(x) ? "–" : num(100 * x, d) + "\u00a0%";
const auto = x => none(x) ? "–" : Math.abs(x) >= 100 ? num(x, 0) : Math.abs(x) >= 1 ? num(x, 1) : Math.abs(x) >= 0.01 ? num(x, 3) : Math.abs(x) >= 5e-5 ? num(x, 4) : "0";
const power = x => x ? x.toExponential(1).replace("-", "−").replace(/e.?(\d+)/, (m, n) => " × 10" + (x < 1 ? "⁻" : "") + [...n].map(c => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c]).join("")) : "0";
const span = (low, high, show) => low === high ? show(low) : `${show(low)} to ${show(high)}`;
const signed = (x, text) => none(x) || !/[1-9]/.test(text) ? text : `<span class="${x < 0 ? "loss" : "gain"}">${text}</span>`;
const usd = (x, d = 1) => signed(x, num(x, d));
const rates = list => list.length ? list.map(x => pct(x)).join(", ") : "none";
const day = iso => new Date(iso + "T00:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const list = items => `<ul>${items.map(t => `<li>${esc(t)}</li>`).join("")}</ul>`;
// Some things in words: "a, b and c".
const join = items => items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
// Amounts by country, the greatest first.
function byCountry(cells) {
  const sums = {};
  for (const c of cells) sums[c.country] = (sums[c.country] || 0) + c.presentValueUSDMillion;
  return Object.entries(sums).sort((a, b) => b[1] - a[1]);
}
// Who gains and who pays, in a sentence: what is small beside the largest is left out.
function gainers(cells) {
  const sums = byCountry(cells), least = Math.max(0.5, 0.02 * Math.max(...sums.map(x => Math.abs(x[1]))));
  const words = list => join(list.map(([c, v]) => `${esc(country(c))} (${num(Math.abs(v), 0)})`));
  const up = sums.filter(x => x[1] > least).slice(0, 4), down = sums.filter(x => x[1] < -least).reverse().slice(0, 4);
  return `${up.length ? `${words(up)} gain${up.length === 1 ? "s" : ""}` : "nobody gains much"}; ${down.length ? `${words(down)} pay${down.length === 1 ? "s" : ""}` : "nobody pays much"}`;
}
const terms = `<p class="note">ENPV, economic net present value: what all countries together gain over what they spend, in money of the price year, later years discounted. EIRR, economic rate of return: the discount rate at which the ENPV is zero. FNPV, financial net present value: the same for the company that builds and runs the project, on its own cash. Mt: million tonnes. m: million.</p>`;
function table(caption, columns, rows, rowClass) {
  const head = columns.map((c, i) => `<th class="${c.n ? "n" : ""}${c.wide ? "wide" : ""}" scope="col" data-c="${i}">${esc(c.t).replace("USD m", "USD\u00a0m")}</th>`).join("");
  const body = rows.map((r, k) => `<tr class="${rowClass ? rowClass(k) : ""}">` + columns.map((c, i) => `<td class="${c.n ? "n" : ""}">${r[i] ?? "–"}</td>`).join("") + "</tr>").join("");
  return `<div class="scroll"><table>${caption ? `<caption><span>${caption}</span></caption>` : ""}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
document.addEventListener("click", e => {
  const th = e.target.closest("thead th");
  if (!th) return;
  const body = th.closest("table").tBodies[0], c = +th.dataset.c, up = th.dataset.up !== "1";
  th.dataset.up = up ? "1" : "0";
  const key = tr => { const t = tr.cells[c].textContent.trim(); const v = parseFloat(t.replace(/,/g, "").replace("−", "-")); return isNaN(v) ? t : v; };
  [...body.rows].filter(tr => !tr.classList.contains("total")).sort((a, b) => { const x = key(a), y = key(b); const r = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y)); return up ? r : -r; }).reverse().forEach(r => body.prepend(r));
});
const colours = ["#1f5a96", "#d97a1b", "#0b7a75", "#8a4f9e", "#b2442c", "#a8862b", "#3f8f3a", "#5bb0d6", "#c76b98", "#6f5b4b", "#93a83a", "#35404c"], grey = "#a9b4c0";
// Colours of some names, always the same for the same list; what is left over is grey.
const palette = (names, rest) => ({ domain: rest ? [...names, rest] : names, range: rest ? [...names.map((_, i) => colours[i % colours.length]), grey] : names.map((_, i) => colours[i % colours.length]) });
const vegaConfig = { font: getComputedStyle(document.body).fontFamily, axis: { labelFontSize: 12, titleFontSize: 12, labelLimit: 340, labelColor: "#3b4753", titleColor: "#3b4753", gridColor: "#e6eaee", domainColor: "#aab4be", tickColor: "#aab4be", titleFontWeight: 500 }, axisX: { labelFlush: false, labelBound: true, labelOverlap: "greedy", labelSeparation: 12 }, view: { stroke: null }, range: { category: colours }, legend: { labelFontSize: 12, titleFontSize: 12, labelLimit: 340, symbolStrokeWidth: 3, labelColor: "#3b4753", titleColor: "#3b4753" } };
function chart(holder, label, spec) {
  holder.classList.add("chart");
  holder.setAttribute("role", "img");
  holder.setAttribute("aria-label", label);
  // On a narrow page the chart is wider than its holder, which scrolls.
  return vegaEmbed(div(holder), { $schema: "https://vega.github.io/schema/vega-lite/v6.json", background: null, config: vegaConfig, width: "container", autosize: { type: spec.height && spec.height.step ? "fit-x" : "fit", contains: "padding" }, ...spec }, { actions: false, renderer: "svg" });
}
const div = (parent, html = "") => { const d = document.createElement("div"); d.innerHTML = html; parent.append(d); return d; };
