"use strict";
(() => {
  const S = R.study;
  const project = Object.fromEntries(R.projects.map(p => [p.id, p]));
  const whole = x => usd(x, 0);
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

  document.getElementById("title").textContent = `${S.name}: the portfolio`;
  document.getElementById("lead").textContent = `${R.projects.length} projects, each alone, each as the last of all, and all together. USD million of ${S.priceYear}, present value of ${S.presentValueYear} at ${S.economicDiscountText} over ${S.firstYear}–${S.lastYear}, unless another unit is named.`;

  // ------------------------------------------------------------ in one page
  const one = section("executive", "In one page");
  const names = R.scenarios.map(s => s.name), name = id => esc(project[id].name);
  const together = R.scenarios.map(s => s.together);
  const pays = s => s.ranking.filter(r => r.enpvUSDMillion > 0);
  const ever = R.projects.filter(p => R.scenarios.some(s => pays(s).some(r => r.project === p.id))), always = ever.filter(p => R.scenarios.every(s => pays(s).some(r => r.project === p.id)));
  const headline = !ever.length ? "No project brings more than it costs, under any scenario." : `${ever.length} of ${R.projects.length} projects bring${ever.length === 1 ? "s" : ""} more than ${ever.length === 1 ? "it costs" : "they cost"} under some scenario, ${always.length || "none"} under all.`;
  const cards = R.scenarios.map(s => { const t = s.together; return `<div class="card"><h3>${esc(s.name)}</h3><div class="big">${signed(t.enpvUSDMillion, `USD ${num(t.enpvUSDMillion, 0)} m`)}</div><p class="note">worth of the ${R.members.length} that can be built together (ENPV)</p><dl><dt>Economic rate of return</dt><dd>${rates(t.eirr)}</dd><dt>Benefits over costs</dt><dd>${num(t.benefitCostRatio, 2)}</dd><dt>Projects worth more than they cost, alone</dt><dd>${pays(s).length} of ${s.ranking.length}</dd></dl></div>`; }).join("");
  const sum = t => (t.interactionUSDMillion < 0 ? "less" : "more");
  div(one, `<div class="page"><p><strong>The answer. ${headline}</strong> All amounts are US dollars of ${S.priceYear}; what a project is worth is reckoned to ${S.presentValueYear} at ${S.economicDiscountText} a year, over ${S.firstYear}–${S.lastYear}.</p><div class="cards">${cards}</div>
    <p><strong>Which projects.</strong> ${R.scenarios.map(s => `${esc(s.name)}: ${pays(s).length ? `worth building ${pays(s).length === 1 ? "is" : "are"} ${join(pays(s).map(r => `${name(r.project)} (USD ${num(r.enpvUSDMillion, 0)} m)`))}` : `none; least is lost by ${name(s.ranking[0].project)} (USD ${num(s.ranking[0].enpvUSDMillion, 0)} m)`}.`).join(" ")} Most is lost on ${join([...new Set(R.scenarios.map(s => s.ranking[s.ranking.length - 1].project))].map(name))}.</p>
    <p><strong>Who gains, who pays</strong> when all are built (USD million). ${R.scenarios.map(s => `${esc(s.name)}: ${gainers(s.together.incidence)}.`).join(" ")}</p>
    <p><strong>Do they help each other?</strong> Together they are worth ${join(R.scenarios.map(s => `USD ${num(Math.abs(s.together.interactionUSDMillion), 0)} m ${sum(s.together)} (${esc(s.name)})`))} than the sum of each alone.</p>
    <p><strong>How far to trust it.</strong> ${R.scenarios.length} scenarios, single best estimates; each project’s report says how the model fares against what was counted, what is assumed, and, where draws were made, how sure the figure is.</p>${terms}</div>`);

  // ------------------------------------------------------------ ranking
  const rank = section("ranking", "What each project is worth");
  const bars = R.scenarios.flatMap(s => s.ranking.map(r => ({ project: project[r.project].name, scenario: s.name, enpv: r.enpvUSDMillion })));
  const order = R.scenarios[R.scenarios.length - 1].ranking.map(r => project[r.project].name);
  chart(div(rank), "Economic net present value of each project alone, by scenario", { height: { step: 13 }, data: { values: bars }, mark: { type: "bar" }, encoding: { y: { field: "project", type: "nominal", sort: order, title: null, axis: { labelLimit: 420 } }, yOffset: { field: "scenario", sort: names }, x: { field: "enpv", type: "quantitative", title: "Economic net present value alone, USD million", axis: { tickCount: 6 } }, color: { field: "scenario", type: "nominal", title: null, scale: palette(names), legend: { orient: "top" } } } });
  div(rank, `<p>Each project alone is held against the world with what stood in ${S.baseYear}. “Last in” is what it adds where all others that can be built together are there. Of variants that exclude each other the one worth more is built; the others have no “last in”.</p>`);
  for (const s of R.scenarios) {
    div(rank, table(esc(s.name), [{ t: "Rank", n: 1 }, { t: "Project", wide: 1 }, { t: "ENPV, USD m", n: 1 }, { t: "ENPV over investment", n: 1 }, { t: "Rank by that ratio", n: 1 }, { t: "EIRR", n: 1 }, { t: "Benefits over costs", n: 1 }, { t: "FNPV, USD m", n: 1 }, { t: "Traffic, Mt (year)", n: 1 }, { t: "ENPV last in, USD m", n: 1 }],
      s.ranking.map(r => [r.rank, `<a href="../${esc(r.project)}/report.html">${esc(project[r.project].name)}</a>${R.reference.includes(r.project) ? ` <span class="note">(stood in ${S.baseYear})</span>` : ""}`, whole(r.enpvUSDMillion), num(r.npvPerInvestment, 2), r.rankPerInvestment ?? "–", rates(r.eirr), num(r.benefitCostRatio, 2), whole(r.fnpvUSDMillion), r.referenceMegatonnes ? `${num(r.referenceMegatonnes, 2)} (${r.referenceYear})` : "–", none(r.lastInENPVUSDMillion) ? "variant" : whole(r.lastInENPVUSDMillion)])));
  }
  // ------------------------------------------------------------ together
  const all = section("together", "All together");
  div(all, `<p>Members: ${R.members.map(m => esc(project[m].name)).join("; ")}. Where projects share cargo, what one gains another loses, so all together are worth less than the sum of each alone; where one feeds another they are worth more.</p>` + table("ENPV, USD million", [{ t: "Scenario" }, { t: "Together", n: 1 }, { t: "Sum of alone", n: 1 }, { t: "Effect on each other", n: 1 }, { t: "Benefit to users", n: 1 }, { t: "Benefits over costs", n: 1 }, { t: "EIRR", n: 1 }], R.scenarios.map(s => { const t = s.together; return [esc(s.name), whole(t.enpvUSDMillion), whole(t.sumOfAloneUSDMillion), whole(t.interactionUSDMillion), whole(t.userBenefitUSDMillion), num(t.benefitCostRatio, 2), rates(t.eirr)]; })));
  const cells = R.scenarios.flatMap(s => byCountry(s.together.incidence).map(([c, v]) => ({ scenario: s.name, country: country(c), usd: v })));
  const total = {};
  for (const c of cells) total[c.country] = (total[c.country] || 0) + Math.abs(c.usd);
  const shown = Object.entries(total).sort((a, b) => b[1] - a[1]).slice(0, 10).map(x => x[0]);
  chart(div(all), "Who gains and who pays, by country", { height: { step: 13 }, data: { values: cells.filter(c => shown.includes(c.country)) }, mark: "bar", encoding: { y: { field: "country", type: "nominal", sort: shown, title: null }, yOffset: { field: "scenario", sort: names }, x: { field: "usd", type: "quantitative", title: "Present value of all members together, USD million" }, color: { field: "scenario", type: "nominal", title: null, scale: palette(names), legend: { orient: "top" } } } });

  // ------------------------------------------------------------ projects
  const projects = section("projects", "The projects");
  div(projects, R.projects.map(p => `<h3 id="p-${esc(p.id)}">${esc(p.name)}</h3><p>${esc(p.description)}</p>` + table(`${+p.opening.slice(0, 4) <= S.baseYear ? "Opened" : "Opens"} on ${day(p.opening)}; ${p.countries.map(c => esc(country(c))).join(", ")}; ${p.group ? `one of variants that exclude each other; ` : ""}investment USD ${num(p.capexUSDMillion, 0)} m undiscounted, USD ${num(p.capexPresentValueUSDMillion, 0)} m of present value, within ${S.firstYear}–${S.lastYear}; capacity ${num(p.capacityMegatonnesPerYear, 1)} Mt a year. <a href="../${esc(p.id)}/report.html">Full report</a>`, [{ t: "Scenario" }, { t: "ENPV, USD m", n: 1 }, { t: "EIRR", n: 1 }, { t: "FNPV, USD m", n: 1 }, { t: "Traffic, Mt (year)", n: 1 }, { t: "Traffic when all are built, Mt", n: 1 }], R.scenarios.map(s => { const r = s.ranking.find(r => r.project === p.id); return [esc(s.name), whole(r.enpvUSDMillion), rates(r.eirr), whole(r.fnpvUSDMillion), r.referenceMegatonnes ? `${num(r.referenceMegatonnes, 2)} (${r.referenceYear})` : "–", r.togetherMegatonnes ? num(r.togetherMegatonnes, 2) : "–"]; }))).join(""));

  // ------------------------------------------------------------ gas
  for (const g of R.gas || []) {
    const el = section(`gas-${g.id}`, g.name);
    div(el, `<p>${esc(g.description)}</p>` + table(`USD/MMBtu unless another unit is named, at ${num(g.volumeBCM, 1)} bcm a year delivered (${num(g.volumeMegatonnes, 2)} Mt, ${num(g.volumeTrillionBTU, 0)} trillion Btu); price at the market USD ${num(g.marketUSDPerMMBTU, 2)}/MMBtu. Netback: that price less all costs after the field`, [{ t: "Chain" }, { t: "Gas at the field, with what is lost", n: 1 }, { t: "Transport and processing", n: 1 }, { t: "Fees", n: 1 }, { t: "Delivered", n: 1 }, { t: "Delivered, USD/1,000 m³", n: 1 }, { t: "Delivered, USD/t", n: 1 }, { t: "Fuel and boil-off, % of gas", n: 1 }, { t: "Netback at the field", n: 1 }, { t: "Time that it flows", n: 1 }], g.chains.map(c => [esc(c.name), num(c.supplyUSDPerMMBTU, 2), num(c.transportUSDPerMMBTU, 2), num(c.feesUSDPerMMBTU, 2), num(c.deliveredUSDPerMMBTU, 2), num(c.deliveredUSDPerThousandCubicMetres, 0), num(c.deliveredUSDPerTonne, 0), pct(c.lossShare), num(c.netbackUSDPerMMBTU, 2), pct(c.availability)])));
    chart(div(el), "Delivered cost by step", { height: { step: 30 }, data: { values: g.chains.flatMap(c => [{ chain: c.name, step: "Gas at the field", i: -1, usd: c.supplyUSDPerMMBTU }, ...c.steps.map((s, i) => ({ chain: c.name, step: s.name, i, usd: s.usdPerMMBTU }))]) }, mark: "bar", encoding: { y: { field: "chain", type: "nominal", title: null, sort: null }, x: { field: "usd", type: "quantitative", title: "Cost of gas delivered, USD/MMBtu" }, color: { field: "step", type: "nominal", sort: null, title: null, legend: { orient: "top", columns: 3 } }, order: { field: "i" } } });
    div(el, `<h3>How far a pipeline is cheaper than liquefied gas</h3>`);
    chart(div(el), "Cost of moving gas by distance", { height: 260, layer: [{ data: { values: g.curve.flatMap(p => [{ km: p.kilometres, what: "Onshore pipeline", usd: p.onshoreUSDPerMMBTU }, { km: p.kilometres, what: "Offshore pipeline", usd: p.offshoreUSDPerMMBTU }, { km: p.kilometres, what: "Liquefied gas", usd: p.lngUSDPerMMBTU }]) }, mark: { type: "line", strokeWidth: 2.5 }, encoding: { x: { field: "km", type: "quantitative", title: "Distance, km" }, y: { field: "usd", type: "quantitative", title: "Cost of moving it, USD/MMBtu" }, color: { field: "what", type: "nominal", title: null, legend: { orient: "top" } } } }] });
    div(el, table("Break-even distance, km", [{ t: "Pipeline" }, { t: "Here", n: 1 }, { t: "Published", n: 1 }, { t: "Source" }], g.breakEven.map(b => [esc(b.name), num(b.kilometres, 0), b.publishedKilometres ? num(b.publishedKilometres, 0) : "–", esc(b.source)])) + list(g.comments));
  }
  // ------------------------------------------------------------ resources
  for (const c of R.resources || []) {
    const el = section(`resource-${c.id}`, c.name);
    div(el, `<p>${esc(c.description)}</p>` + c.states.map(s => `<h3>${esc(s.name)}</h3>` + table(`${num(s.throughputMegatonnes, 2)} Mt a year; the last tonne costs USD ${num(s.marginalCostUSDPerTonne, 1)} at the market, whose price is USD ${num(s.priceUSDPerTonne, 1)}; margin USD ${num(s.marginUSDMillion, 0)} m a year. ${esc(s.verdict)}`, [{ t: "Step" }, { t: "Part" }, { t: "Cost, USD/t", n: 1 }, { t: "Capacity, Mt/year", n: 1 }, { t: "Used, Mt/year", n: 1 }, { t: "Use", n: 1 }, { t: "Worth of one more Mt of capacity, USD m a year", n: 1 }], s.parts.map(p => [esc(p.step), esc(p.name), num(p.costUSDPerTonne, 1), num(p.capacityMegatonnes, 1), num(p.usedMegatonnes, 2), pct(p.capacityMegatonnes > 0 ? p.usedMegatonnes / p.capacityMegatonnes : 0, 0), num(p.shadowUSDPerTonne, 1)]), k => s.parts[k].shadowUSDPerTonne > 0.005 ? "project" : "")).join(""));
    const same = c.paths.every(p => p.megatonnes.join() === c.paths[0].megatonnes.join());
    div(el, `<h3>Depletion</h3>${same ? `<p>${c.paths.length} ways to extract (${esc(join(c.paths.map(p => p.name.toLowerCase())))}) come to the same here: ${num(Math.max(...c.paths[0].megatonnes), 1)} Mt in every year, as much as the chain can carry.</p>` : ""}`);
    if (!same) chart(div(el), "Output by extraction path", { height: 240, data: { values: c.paths.flatMap(p => p.megatonnes.map((m, i) => ({ year: p.firstYear + i, path: p.name, mt: m }))) }, mark: { type: "line", strokeWidth: 2.5, interpolate: "step-after" }, encoding: { x: { field: "year", type: "quantitative", axis: { format: "d", title: null }, scale: { zero: false, nice: false } }, y: { field: "mt", type: "quantitative", title: "Mt a year" }, color: { field: "path", type: "nominal", title: null, legend: { orient: "top" } } } });
    div(el, table("Extraction paths", [{ t: "Path" }, { t: "Extracted, Mt", n: 1 }, { t: "Left, Mt", n: 1 }, { t: "Last year", n: 1 }, { t: "Present value of margins, USD m", n: 1 }], (same ? c.paths.slice(0, 1) : c.paths).map(p => [same ? "All" : esc(p.name), num(p.extractedMegatonnes, 0), num(p.leftMegatonnes, 0), p.lastYear, num(p.presentValueUSDMillion, 0)])) + list(c.comments));
  }
  // ------------------------------------------------------------ zones
  for (const z of R.zones || []) {
    const el = section(`zone-${z.id}`, z.name);
    div(el, `<p>${esc(z.description)}</p>`);
    const outputs = z.backTest.filter(b => b.measure === "output_usd_m");
    chart(div(el), "Output modelled beside observed", { height: 240, layer: [{ data: { values: outputs }, mark: { type: "bar", color: "#c9d6e3" }, encoding: { x: { field: "year", type: "ordinal", title: null, axis: { labelAngle: 0 } }, y: { field: "observed", type: "quantitative", title: "Output, USD million" } } }, { data: { values: outputs }, mark: { type: "point", filled: true, size: 90 }, encoding: { x: { field: "year", type: "ordinal" }, y: { field: "modelled", type: "quantitative" }, color: { field: "use", type: "nominal", title: "Modelled", legend: { orient: "top" } } } }] });
    const words = { output_usd_m: "Output, USD m", workers: "Workers", minimum_wage_usd_per_month: "Minimum wage, USD a month", average_wage_usd_per_month: "Average wage, USD a month" };
    div(el, `<p class="note">Bars: observed. Points: modelled; calibration: years to which the model is fitted, prediction: years to which nothing is.</p>` + table(`Yearly output of the years predicted is missed by ${num(z.meanAbsoluteErrorPercent, 1)} % on the mean; all years together USD ${num(z.totalModelledUSDMillion, 0)} m modelled, USD ${num(z.totalObservedUSDMillion, 0)} m observed. Output a worker grew by ${num(z.productivityGrowthPercent, 1)} % a year. Its closure costs USD ${num(z.closureOutputUSDMillion, 0)} m of output a year, and USD ${num(z.closureIncomeUSDMillion, 0)} m a year of profits, of pay above what workers would earn elsewhere and of levies`, [{ t: "Measure" }, { t: "Year", n: 1 }, { t: "Use" }, { t: "Observed", n: 1 }, { t: "Modelled", n: 1 }, { t: "Error, %", n: 1 }, { t: "Source" }], z.backTest.map(b => [words[b.measure] || esc(b.measure), b.year, b.use, num(b.observed, b.measure === "workers" ? 0 : 1), num(b.modelled, b.measure === "workers" ? 0 : 1), num(b.errorPercent, 1), esc(b.source)])) + list(z.comments));
    const grown = z.projections.filter(p => p.years.some(y => y.workers > 0));
    // Scenarios in which a zone grows alike make one line.
    const alike = {};
    for (const p of grown) (alike[p.project + p.years.map(y => y.workers).join()] ||= []).push(p);
    const lines = Object.values(alike).flatMap(all => { const from = all[0].years.findIndex(y => y.workers > 0) - 2; return all[0].years.slice(Math.max(0, from)).map(y => ({ year: y.year, workers: y.workers, what: `${project[all[0].project].name}: ${all.map(p => R.scenarios.find(s => s.id === p.scenario).name).join("; ")}` })); });
    if (lines.length) {
      div(el, "<h3>After a reopening</h3>");
      chart(div(el), "Workers after a reopening", { height: 240, data: { values: lines }, mark: { type: "line", strokeWidth: 2 }, encoding: { x: { field: "year", type: "quantitative", axis: { format: "d", title: null }, scale: { zero: false, nice: false } }, y: { field: "workers", type: "quantitative", title: "Workers" }, color: { field: "what", type: "nominal", title: null, legend: { orient: "top", columns: 1, labelLimit: 600 } } } });
    }
  }
  div(main, `<footer><p>Tumen ${esc(R.tumenVersion)}, study ${esc(S.id)}, ${num(R.worldsSolved, 0)} worlds solved, study digest ${esc(S.digest.slice(0, 16))}…, portfolio schema ${esc(R.schemaVersion)}. Sources and assumptions of every figure stand in the report of each project.</p></footer>`);
  document.getElementById("contents").innerHTML = sections.map(([id, t]) => `<a href="#${id}">${esc(t)}</a>`).join("");
  main.querySelector("noscript")?.remove();
  document.body.dataset.ready = "yes";
})();
