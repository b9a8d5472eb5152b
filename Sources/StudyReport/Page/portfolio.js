"use strict";
(() => {
  const S = R.study;
  const project = Object.fromEntries(R.projects.map(p => [p.id, p]));
  const usd = (x, d = 0) => x === null || x === undefined ? "–" : `<span class="${x < 0 ? "loss" : "gain"}">${num(x, d)}</span>`;
  const main = document.getElementById("main");
  const sections = [];
  function section(id, title) {
    const s = document.createElement("section");
    s.id = id;
    s.innerHTML = `<h2>${esc(title)}</h2>`;
    main.append(s);
    sections.push([id, title]);
    return s;
  }
  const list = items => `<ul>${items.map(c => `<li>${esc(c)}</li>`).join("")}</ul>`;

  document.getElementById("title").textContent = `${S.name}: the portfolio`;
  document.getElementById("lead").textContent = `${R.projects.length} projects, each alone, each as the last of all, and all together. USD million of ${S.priceYear}, present value of ${S.presentValueYear} at ${S.economicDiscountText} over ${S.firstYear}–${S.lastYear}, unless another unit is named.`;

  // ------------------------------------------------------------ ranking
  const rank = section("ranking", "What each project is worth");
  div(rank, `<div class="cards">${R.scenarios.map(s => { const b = s.ranking[0], t = s.together; return `<div class="card"><h3>${esc(s.name)}</h3><p class="note">${b.enpvUSDMillion > 0 ? "worth most alone" : "loses least alone"}</p><p><strong>${esc(project[b.project].name)}</strong></p><dl><dt>ENPV, USD m</dt><dd>${usd(b.enpvUSDMillion)}</dd><dt>All ${R.members.length} together, USD m</dt><dd>${usd(t.enpvUSDMillion)}</dd><dt>Effect on each other, USD m</dt><dd>${usd(t.interactionUSDMillion)}</dd><dt>Projects above zero alone</dt><dd>${s.ranking.filter(r => r.enpvUSDMillion > 0).length} of ${s.ranking.length}</dd></dl></div>`; }).join("")}</div>`);
  const bars = R.scenarios.flatMap(s => s.ranking.map(r => ({ project: project[r.project].name, scenario: s.name, enpv: r.enpvUSDMillion })));
  const order = R.scenarios[R.scenarios.length - 1].ranking.map(r => project[r.project].name);
  chart(div(rank), "Economic net present value of each project alone, by scenario", { height: { step: 13 }, data: { values: bars }, mark: { type: "bar" }, encoding: { y: { field: "project", type: "nominal", sort: order, title: null, axis: { labelLimit: 340 } }, yOffset: { field: "scenario", sort: R.scenarios.map(s => s.name) }, x: { field: "enpv", type: "quantitative", title: "Economic net present value alone, USD million" }, color: { field: "scenario", type: "nominal", sort: R.scenarios.map(s => s.name), title: null, legend: { orient: "top" } } } });
  for (const s of R.scenarios) {
    div(rank, '<div class="rank">' + table(`${esc(s.name)}: alone, against the world with what stood in ${S.baseYear}; “last in” is all members against all but this one. Variants of one line exclude each other; the one worth more is a member.`, [{ t: "Rank", n: 1 }, { t: "Project" }, { t: "ENPV, USD m", n: 1 }, { t: "ENPV over investment", n: 1 }, { t: "Rank by that", n: 1 }, { t: "EIRR", n: 1 }, { t: "Benefits over costs", n: 1 }, { t: "FNPV, USD m", n: 1 }, { t: "Traffic, Mt (year)", n: 1 }, { t: "ENPV last in, USD m", n: 1 }],
      s.ranking.map(r => [r.rank, `<a href="../${esc(r.project)}/report.html">${esc(project[r.project].name)}</a>${R.reference.includes(r.project) ? ` <span class="note">(stood in ${S.baseYear})</span>` : ""}`, usd(r.enpvUSDMillion), num(r.npvPerInvestment, 2), r.rankPerInvestment ?? "–", r.eirr.length ? r.eirr.map(x => pct(x)).join(", ") : "none", num(r.benefitCostRatio, 2), usd(r.fnpvUSDMillion), `${num(r.referenceMegatonnes, 2)} (${r.referenceYear})`, r.lastInENPVUSDMillion === undefined || r.lastInENPVUSDMillion === null ? "variant" : usd(r.lastInENPVUSDMillion)])) + "</div>");
  }
  // ------------------------------------------------------------ together
  const all = section("together", "All together");
  div(all, `<p>Members: ${R.members.map(m => esc(project[m].name)).join("; ")}. Where projects share cargo, what one gains another loses, so all together are worth less than the sum of each alone; where one feeds another they are worth more.</p>` + table("USD million, present value", [{ t: "Scenario" }, { t: "Together", n: 1 }, { t: "Sum of alone", n: 1 }, { t: "Effect on each other", n: 1 }, { t: "Benefit to users", n: 1 }, { t: "Benefits over costs", n: 1 }, { t: "EIRR", n: 1 }], R.scenarios.map(s => { const t = s.together; return [esc(s.name), usd(t.enpvUSDMillion), usd(t.sumOfAloneUSDMillion), usd(t.interactionUSDMillion), usd(t.userBenefitUSDMillion), num(t.benefitCostRatio, 2), t.eirr.length ? t.eirr.map(x => pct(x)).join(", ") : "none"]; })));
  const cells = R.scenarios.flatMap(s => { const by = {}; for (const c of s.together.incidence) by[c.country] = (by[c.country] || 0) + c.presentValueUSDMillion; return Object.entries(by).map(([c, v]) => ({ scenario: s.name, country: country(c), usd: v })); });
  const total = {};
  for (const c of cells) total[c.country] = (total[c.country] || 0) + Math.abs(c.usd);
  const shown = Object.entries(total).sort((a, b) => b[1] - a[1]).slice(0, 10).map(x => x[0]);
  chart(div(all), "Who gains and who pays, by country", { height: { step: 13 }, data: { values: cells.filter(c => shown.includes(c.country)) }, mark: "bar", encoding: { y: { field: "country", type: "nominal", sort: shown, title: null }, yOffset: { field: "scenario", sort: R.scenarios.map(s => s.name) }, x: { field: "usd", type: "quantitative", title: "Present value of all members together, USD million" }, color: { field: "scenario", type: "nominal", sort: R.scenarios.map(s => s.name), title: null, legend: { orient: "top" } } } });

  // ------------------------------------------------------------ projects
  const projects = section("projects", "The projects");
  div(projects, R.projects.map(p => `<h3 id="p-${esc(p.id)}">${esc(p.name)}</h3><p>${esc(p.description)}</p>` + table(`Opens ${esc(p.opening)}; ${p.countries.map(c => esc(country(c))).join(", ")}; ${p.group ? `one of the variants “${esc(p.group)}”; ` : ""}investment USD ${num(p.capexUSDMillion, 0)} m undiscounted, USD ${num(p.capexPresentValueUSDMillion, 0)} m of present value; capacity ${num(p.capacityMegatonnesPerYear, 1)} Mt a year. <a href="../${esc(p.id)}/report.html">Full report</a>`, [{ t: "Scenario" }, { t: "ENPV, USD m", n: 1 }, { t: "EIRR", n: 1 }, { t: "FNPV, USD m", n: 1 }, { t: "Traffic, Mt (year)", n: 1 }, { t: "Traffic with all, Mt", n: 1 }], R.scenarios.map(s => { const r = s.ranking.find(r => r.project === p.id); return [esc(s.name), usd(r.enpvUSDMillion), r.eirr.length ? r.eirr.map(x => pct(x)).join(", ") : "none", usd(r.fnpvUSDMillion), `${num(r.referenceMegatonnes, 2)} (${r.referenceYear})`, num(r.togetherMegatonnes, 2)]; }))).join(""));

  // ------------------------------------------------------------ gas
  for (const g of R.gas || []) {
    const el = section(`gas-${g.id}`, g.name);
    div(el, `<p>${esc(g.description)}</p>` + table(`Delivered cost by chain at ${num(g.volumeBCM, 1)} bcm a year delivered (${num(g.volumeMegatonnes, 2)} Mt, ${num(g.volumeTrillionBTU, 0)} trillion Btu); price at the market USD ${num(g.marketUSDPerMMBTU, 2)}/MMBtu`, [{ t: "Chain" }, { t: "Supply", n: 1 }, { t: "Transport and processing", n: 1 }, { t: "Fees", n: 1 }, { t: "Delivered, USD/MMBtu", n: 1 }, { t: "USD/1,000 m³", n: 1 }, { t: "USD/t", n: 1 }, { t: "Fuel and boil-off", n: 1 }, { t: "Netback at the field, USD/MMBtu", n: 1 }, { t: "Supply secure", n: 1 }], g.chains.map(c => [esc(c.name), num(c.supplyUSDPerMMBTU, 2), num(c.transportUSDPerMMBTU, 2), num(c.feesUSDPerMMBTU, 2), num(c.deliveredUSDPerMMBTU, 2), num(c.deliveredUSDPerThousandCubicMetres, 0), num(c.deliveredUSDPerTonne, 0), pct(c.lossShare), num(c.netbackUSDPerMMBTU, 2), pct(c.availability)])));
    chart(div(el), "Delivered cost by step", { height: { step: 30 }, data: { values: g.chains.flatMap(c => c.steps.map((s, i) => ({ chain: c.name, step: s.name, i, usd: s.usdPerMMBTU }))) }, mark: "bar", encoding: { y: { field: "chain", type: "nominal", title: null, sort: null }, x: { field: "usd", type: "quantitative", title: "USD/MMBtu delivered" }, color: { field: "step", type: "nominal", sort: null, title: null, legend: { orient: "top", columns: 4 } }, order: { field: "i" } } });
    div(el, `<h3>How far a pipeline is cheaper than liquefied gas</h3>`);
    chart(div(el), "Cost of moving gas by distance", { height: 260, layer: [{ data: { values: g.curve.flatMap(p => [{ km: p.kilometres, what: "Onshore pipeline", usd: p.onshoreUSDPerMMBTU }, { km: p.kilometres, what: "Offshore pipeline", usd: p.offshoreUSDPerMMBTU }, { km: p.kilometres, what: "Liquefied gas", usd: p.lngUSDPerMMBTU }]) }, mark: { type: "line", strokeWidth: 2.5 }, encoding: { x: { field: "km", type: "quantitative", title: "Distance, km" }, y: { field: "usd", type: "quantitative", title: "USD/MMBtu" }, color: { field: "what", type: "nominal", title: null, legend: { orient: "top" } } } }] });
    div(el, table("Break-even distance, km", [{ t: "Pipeline" }, { t: "Here", n: 1 }, { t: "Published", n: 1 }, { t: "Source" }], g.breakEven.map(b => [esc(b.name), num(b.kilometres, 0), b.publishedKilometres ? num(b.publishedKilometres, 0) : "–", esc(b.source)])) + list(g.comments));
  }
  // ------------------------------------------------------------ resources
  for (const c of R.resources || []) {
    const el = section(`resource-${c.id}`, c.name);
    div(el, `<p>${esc(c.description)}</p>` + c.states.map(s => `<h3>${esc(s.name)}</h3>` + table(`${num(s.throughputMegatonnes, 2)} Mt a year; the last tonne costs USD ${num(s.marginalCostUSDPerTonne, 1)} at the market, whose price is USD ${num(s.priceUSDPerTonne, 1)}; margin USD ${num(s.marginUSDMillion, 0)} m a year. ${esc(s.verdict)}`, [{ t: "Step" }, { t: "Part" }, { t: "Cost, USD/t", n: 1 }, { t: "Capacity, Mt/year", n: 1 }, { t: "Used, Mt/year", n: 1 }, { t: "Use", n: 1 }, { t: "Worth of one more Mt of capacity, USD m a year", n: 1 }], s.parts.map(p => [esc(p.step), esc(p.name), num(p.costUSDPerTonne, 1), num(p.capacityMegatonnes, 1), num(p.usedMegatonnes, 2), pct(p.capacityMegatonnes > 0 ? p.usedMegatonnes / p.capacityMegatonnes : 0, 0), num(p.shadowUSDPerTonne, 1)]), k => s.parts[k].shadowUSDPerTonne > 0.005 ? "project" : "")).join(""));
    div(el, "<h3>Depletion</h3>");
    chart(div(el), "Output by extraction path", { height: 240, data: { values: c.paths.flatMap(p => p.megatonnes.map((m, i) => ({ year: p.firstYear + i, path: p.name, mt: m }))) }, mark: { type: "line", strokeWidth: 2.5, interpolate: "step-after" }, encoding: { x: { field: "year", type: "quantitative", axis: { format: "d", title: null }, scale: { zero: false, nice: false } }, y: { field: "mt", type: "quantitative", title: "Mt a year" }, color: { field: "path", type: "nominal", title: null, legend: { orient: "top" } } } });
    div(el, table("Extraction paths", [{ t: "Path" }, { t: "Extracted, Mt", n: 1 }, { t: "Left, Mt", n: 1 }, { t: "Last year", n: 1 }, { t: "Present value of margins, USD m", n: 1 }], c.paths.map(p => [esc(p.name), num(p.extractedMegatonnes, 0), num(p.leftMegatonnes, 0), p.lastYear, num(p.presentValueUSDMillion, 0)])) + list(c.comments));
  }
  // ------------------------------------------------------------ zones
  for (const z of R.zones || []) {
    const el = section(`zone-${z.id}`, z.name);
    div(el, `<p>${esc(z.description)}</p>`);
    const outputs = z.backTest.filter(b => b.measure === "output_usd_m");
    chart(div(el), "Output modelled beside observed", { height: 240, layer: [{ data: { values: outputs }, mark: { type: "bar", color: "#c9d6e3" }, encoding: { x: { field: "year", type: "ordinal", title: null, axis: { labelAngle: 0 } }, y: { field: "observed", type: "quantitative", title: "Output, USD million" } } }, { data: { values: outputs }, mark: { type: "point", filled: true, size: 90 }, encoding: { x: { field: "year", type: "ordinal" }, y: { field: "modelled", type: "quantitative" }, color: { field: "use", type: "nominal", title: "Modelled", legend: { orient: "top" } } } }] });
    const words = { output_usd_m: "Output, USD m", workers: "Workers", minimum_wage_usd_per_month: "Minimum wage, USD a month", average_wage_usd_per_month: "Average wage, USD a month" };
    div(el, `<p class="note">Bars: observed. Points: modelled.</p>` + table(`Yearly output of the years predicted is met to ${num(z.meanAbsoluteErrorPercent, 1)} % on the mean; all years together USD ${num(z.totalModelledUSDMillion, 0)} m modelled, USD ${num(z.totalObservedUSDMillion, 0)} m observed. Output a worker grew by ${num(z.productivityGrowthPercent, 1)} % a year. Its closure costs USD ${num(z.closureOutputUSDMillion, 0)} m of output a year, and USD ${num(z.closureIncomeUSDMillion, 0)} m of earnings, pay above the alternative and levies`, [{ t: "Measure" }, { t: "Year", n: 1 }, { t: "Use" }, { t: "Observed", n: 1 }, { t: "Modelled", n: 1 }, { t: "Error, %", n: 1 }, { t: "Source" }], z.backTest.map(b => [words[b.measure] || esc(b.measure), b.year, b.use, num(b.observed, b.measure === "workers" ? 0 : 1), num(b.modelled, b.measure === "workers" ? 0 : 1), num(b.errorPercent, 1), esc(b.source)])) + list(z.comments));
    const lines = z.projections.filter(p => p.years.some(y => y.workers > 0)).flatMap(p => p.years.filter(y => y.year >= 2025).map(y => ({ year: y.year, workers: y.workers, what: `${project[p.project].name}, ${R.scenarios.find(s => s.id === p.scenario).name}` })));
    if (lines.length) {
      div(el, "<h3>After a reopening</h3>");
      chart(div(el), "Workers after a reopening", { height: 240, data: { values: lines }, mark: { type: "line", strokeWidth: 2 }, encoding: { x: { field: "year", type: "quantitative", axis: { format: "d", title: null }, scale: { zero: false, nice: false } }, y: { field: "workers", type: "quantitative", title: "Workers" }, color: { field: "what", type: "nominal", title: null, legend: { orient: "top", columns: 1, labelLimit: 600 } }, strokeDash: { field: "what", type: "nominal", legend: null } } });
    }
  }
  div(main, `<footer><p>Tumen ${esc(R.tumenVersion)}, study ${esc(S.id)}, ${num(R.worldsSolved, 0)} worlds solved, study digest ${esc(S.digest.slice(0, 16))}…, portfolio schema ${esc(R.schemaVersion)}. Sources and assumptions of every figure stand in the report of each project.</p></footer>`);
  document.getElementById("contents").innerHTML = sections.map(([id, t]) => `<a href="#${id}">${esc(t)}</a>`).join("");
  main.querySelector("noscript")?.remove();
  document.body.dataset.ready = "yes";
})();
