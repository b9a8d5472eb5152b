"use strict";
// What the pages share: figures, words, numbers, tables and charts.
const R = JSON.parse(document.getElementById("data").textContent);
const countryNames = {};
for (const r of R.study.regions) (countryNames[r.country] ||= []).push(r.name);
const fixedNames = { RUS: "Russia", CHN: "China", WLD: "World at large" };
const country = c => fixedNames[c] || (countryNames[c] && countryNames[c].length === 1 ? countryNames[c][0] : c);
const party = { project: "Project company", government: "Government", shippers: "Exporters", consignees: "Importers", environment: "Environment", lenders: "Lenders", workers: "Workers", residents: "Residents", rest: "Everybody else" };
const esc = t => String(t).replace(/[&<>"]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }[c]));
const num = (x, d = 1) => x === null || x === undefined ? "–" : x.toLocaleString("en", { minimumFractionDigits: d, maximumFractionDigits: d }).replace("-", "−");
const pct = (x, d = 1) => x === null || x === undefined ? "–" : num(100 * x, d) + " %";
function table(caption, columns, rows, rowClass) {
  const head = columns.map((c, i) => `<th class="${c.n ? "n" : ""}" scope="col" data-c="${i}">${esc(c.t)}</th>`).join("");
  const body = rows.map((r, k) => `<tr class="${rowClass ? rowClass(k) : ""}">` + columns.map((c, i) => `<td class="${c.n ? "n" : ""}">${r[i] ?? "–"}</td>`).join("") + "</tr>").join("");
  return `<div class="scroll"><table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
document.addEventListener("click", e => {
  const th = e.target.closest("thead th");
  if (!th) return;
  const body = th.closest("table").tBodies[0], c = +th.dataset.c, up = th.dataset.up !== "1";
  th.dataset.up = up ? "1" : "0";
  const key = tr => { const t = tr.cells[c].textContent.trim(); const v = parseFloat(t.replace(/,/g, "").replace("−", "-")); return isNaN(v) ? t : v; };
  [...body.rows].sort((a, b) => { const x = key(a), y = key(b); const r = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y)); return up ? r : -r; }).forEach(r => body.append(r));
});
const vegaConfig = { font: "Segoe UI, system-ui, Noto Sans, sans-serif", axis: { labelColor: "#3b4753", titleColor: "#3b4753", gridColor: "#e6eaee", domainColor: "#aab4be", tickColor: "#aab4be", titleFontWeight: 500 }, view: { stroke: null }, range: { category: ["#1f5a96", "#d97a1b", "#0b7a75", "#8a4f9e", "#b2442c", "#6b7683", "#3f8f3a", "#a8862b"] }, legend: { labelColor: "#3b4753", titleColor: "#3b4753" } };
function chart(holder, label, spec) {
  holder.classList.add("chart");
  holder.setAttribute("role", "img");
  holder.setAttribute("aria-label", label);
  return vegaEmbed(holder, { $schema: "https://vega.github.io/schema/vega-lite/v6.json", background: null, config: vegaConfig, width: "container", autosize: { type: spec.height && spec.height.step ? "fit-x" : "fit", contains: "padding" }, ...spec }, { actions: false, renderer: "svg" });
}
const div = (parent, html = "") => { const d = document.createElement("div"); d.innerHTML = html; parent.append(d); return d; };
