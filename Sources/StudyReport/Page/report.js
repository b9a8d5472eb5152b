"use strict";
(() => {
  const LAND = JSON.parse(document.getElementById("land").textContent);
  const regionName = Object.fromEntries(R.study.regions.map(r => [r.id, r.name]));
  const commodityName = Object.fromEntries(R.study.commodities.map(c => [c.id, c.name]));
  const nodeById = Object.fromEntries(R.network.nodes.map(n => [n.id, n]));
  let scenario = R.scenarios[0];

  // ---------------------------------------------------------------- words and numbers
  const auto = x => x === null || x === undefined ? "–" : Math.abs(x) >= 100 ? num(x, 0) : Math.abs(x) >= 1 ? num(x, 1) : Math.abs(x) >= 0.01 ? num(x, 3) : Math.abs(x) >= 5e-5 ? num(x, 4) : "0.0000";
  const sign = x => x < 0 ? "loss" : "gain";
  const rates = list => list.length ? list.map(r => pct(r)).join(", ") : "none";
  const usd = x => `<span class="${sign(x)}">${num(x, 1)}</span>`;

  // ---------------------------------------------------------------- building blocks
  const main = document.getElementById("main");
  const sections = [];
  const draw = [];
  function section(id, title, render) {
    const s = document.createElement("section");
    s.id = id;
    s.innerHTML = `<h2>${esc(title)}</h2><div></div>`;
    main.append(s);
    sections.push([id, title]);
    const body = s.lastElementChild;
    draw.push(() => render(body));
  }

  // ---------------------------------------------------------------- summary
  document.getElementById("title").textContent = R.project.name;
  document.getElementById("lead").textContent = R.project.description;
  const top = list => list.slice().sort((a, b) => b.presentValueUSDMillion - a.presentValueUSDMillion);

  section("executive", "In one page", el => {
    const e = s => s.economics, by = (n, d = 0) => `USD ${num(n, d)} million`;
    const adopted = R.scenarios[0], best = R.scenarios.reduce((m, s) => e(s).enpvUSDMillion > e(m).enpvUSDMillion ? s : m);
    const capex = R.project.capex.reduce((t, c) => t + c.usdMillion, 0);
    const verdict = s => `${e(s).enpvUSDMillion < 0 ? "costs more than it brings" : "brings more than it costs"} (${by(e(s).enpvUSDMillion)}${s.risk ? `, and loses in ${pct(s.risk.probabilityNegative, 0)} of the draws` : ""})`;
    const gain = top(e(best).incidence).filter(c => c.presentValueUSDMillion > 0.5).slice(0, 3).map(c => `${country(c.country)} (${(party[c.party] || c.party).toLowerCase()})`).join(", ");
    const loss = top(e(best).incidence).filter(c => c.presentValueUSDMillion < -0.5).slice(-2).reverse().map(c => `${country(c.country)} (${(party[c.party] || c.party).toLowerCase()})`).join(", ");
    const back = R.validation.backTest, seen = back.rows.filter(r => r.use === "prediction" && r.commodity === "all");
    const inside = seen.filter(r => r.error === 0).length;
    const claims = R.claims || [], wrong = claims.filter(c => c.verdict === "contradicted").length;
    const worlds = R.dependenceReport ? R.dependenceReport.worlds : [];
    const world = (m, w) => worlds.find(x => x.measures === m && x.withProject === w);
    const dep = world("as adopted", false), depWith = world("as adopted", true), free = world("none", true);
    const first = d => d && d.partners.length ? d.partners[0] : null;
    const rows = R.scenarios.map(s => { const y = s.years.find(y => y.year === R.study.referenceYear); return [esc(s.name), usd(e(s).enpvUSDMillion), rates(e(s).eirr), num(e(s).benefitCostRatio, 2), s.risk ? pct(s.risk.probabilityNegative, 0) : "–", num(s.finance.fnpvUSDMillion, 0), num(y ? y.tonnes / 1e6 : 0, 2)]; });
    el.innerHTML = `<div class="page"><p><strong>The question.</strong> What is ${esc(R.project.name)} worth, to whom, and what does it hang on? ${by(capex)} are spent on ${num(R.project.capacityMegatonnesPerYear, 1)} Mt a year of capacity, opened ${esc(R.project.opening)}.</p>
      <p><strong>The answer.</strong> ${esc(adopted.name)}: it ${verdict(adopted)}.${best !== adopted ? ` ${esc(best.name)}: it ${verdict(best)}.` : ""} ${gain ? `Most is gained by ${esc(gain)}` : "Nobody gains much"}${loss ? `; most is borne by ${esc(loss)}` : ""}.${best.risk ? ` What moves the answer most: ${best.risk.tornado.slice(0, 3).map(t => esc(t.driver.replace(/_/g, " "))).join(", ")}.` : ""}</p>
      ${table(`USD million of ${R.study.priceYear}, present value ${R.study.presentValueYear} at ${R.study.economicDiscountText}`, [{ t: "Scenario" }, { t: "Worth (ENPV), USD m", n: 1 }, { t: "Rate of return", n: 1 }, { t: "Benefits over costs", n: 1 }, { t: "Chance of loss", n: 1 }, { t: "For the company (FNPV), USD m", n: 1 }, { t: `Traffic ${R.study.referenceYear}, Mt`, n: 1 }], rows)}
      ${first(dep) ? `<p><strong>Dependence.</strong> In ${R.dependenceReport.year} ${esc(country(R.dependenceReport.country))} does ${pct(first(dep).share, 0)} of its trade with ${esc(country(first(dep).country))} under the measures, ${pct(first(depWith || dep).share, 0)} with the project${first(free) ? `, and ${pct(first(free).share, 0)} with ${esc(country(first(free).country))} without measures` : ""}.${first(dep).realIncomePercent !== undefined && first(dep).realIncomePercent !== null ? ` If that partner stopped trading, real income would change by ${num(first(dep).realIncomePercent, 1)} %.` : ""}</p>` : ""}
      <p><strong>How far to trust it.</strong> ${seen.length ? `Of ${seen.length} years that no parameter was fitted to, traffic of ${inside} comes out inside the observed range; the mean miss is ${num(back.meanAbsoluteErrorMegatonnes, 2)} Mt.` : ""} ${num(R.validation.routes.filter(r => r.within).length, 0)} of ${num(R.validation.routes.length, 0)} published routes are met. ${num(R.assumptions.length, 0)} entries rest on assumptions.${claims.length ? ` Of ${claims.length} published statements checked, ${wrong} are contradicted by the data.` : ""}</p></div>`;
  });

  section("summary", "Summary", el => {
    const cards = R.scenarios.map(s => {
      const e = s.economics, y = s.years.find(y => y.year === R.study.referenceYear);
      return `<div class="card"><h3>${esc(s.name)}</h3><div class="big ${sign(e.enpvUSDMillion)}">USD ${num(e.enpvUSDMillion, 0)} m</div><p class="note">economic net present value, ${e.presentValueYear}, at ${R.study.economicDiscountText}</p><dl>
        <dt>Economic rate of return</dt><dd>${rates(e.eirr)}</dd><dt>Benefits over costs</dt><dd>${num(e.benefitCostRatio, 2)}</dd>
        <dt>Chance that it loses</dt><dd>${s.risk ? pct(s.risk.probabilityNegative, 0) : "–"}</dd>
        <dt>Financial NPV, USD m</dt><dd>${num(s.finance.fnpvUSDMillion, 0)}</dd>
        <dt>Traffic ${R.study.referenceYear}, Mt</dt><dd>${num(y ? y.tonnes / 1e6 : 0, 2)}</dd></dl></div>`;
    }).join("");
    const words = R.scenarios.map(s => {
      const e = s.economics, cells = top(e.incidence);
      const name = c => `${country(c.country)} (${(party[c.party] || c.party).toLowerCase()}, USD ${num(c.presentValueUSDMillion, 0)} m)`;
      const gain = cells.filter(c => c.presentValueUSDMillion > 0.5).slice(0, 3).map(name).join(", ");
      const loss = cells.filter(c => c.presentValueUSDMillion < -0.5).slice(-2).reverse().map(name).join(", ");
      const hangs = s.risk ? s.risk.tornado.slice(0, 3).map(t => t.driver.replace(/_/g, " ")).join(", ") : "";
      return `<p><strong>${esc(s.name)}.</strong> ${e.enpvUSDMillion < 0 ? "The project costs more than it brings" : "The project brings more than it costs"}: USD ${num(e.enpvUSDMillion, 0)} million. Most is gained by ${gain || "nobody"}${loss ? "; most is borne by " + loss : ""}.${s.risk ? ` In ${pct(s.risk.probabilityNegative, 0)} of ${num(s.risk.draws, 0)} draws it loses. It hangs most on ${hangs}.` : ""}</p>`;
    }).join("");
    el.innerHTML = `<div class="cards">${cards}</div>${words}<p class="note">All figures in US dollars of ${R.study.priceYear}, real. Investment ${R.project.capex.map(c => `${esc(c.item)}: ${c.currency} ${num(c.amountMillion, 0)} m (USD ${num(c.usdMillion, 0)} m)`).join("; ")}. Capacity ${num(R.project.capacityMegatonnesPerYear, 1)} Mt a year.</p>` + (R.warnings.length ? `<p class="note"><strong>Read this first:</strong> ${R.warnings.map(esc).join(" ")}</p>` : "");
  });

  // ---------------------------------------------------------------- map
  section("map-section", "The network and its flows", el => {
    el.innerHTML = `<div class="controls"><label>Show <select id="layer"><option value="change">change through the project</option><option value="with">flows with the project</option><option value="without">flows without it</option><option value="value">what links are worth</option></select></label><span class="note">${R.study.referenceYear}, ${esc(scenario.name)}. Scroll or pinch to zoom, drag to move, point at a line for its figures.</span></div>
      <div id="map"><svg viewBox="0 0 1100 560" role="img" aria-label="Map of the network with freight flows"></svg><div class="zoom"><button aria-label="Zoom in">+</button><button aria-label="Zoom out">−</button><button aria-label="Home">⌂</button></div><div id="tip"></div></div><div class="legend" id="legend"></div>`;
    const holder = el.querySelector("#map"), svg = holder.querySelector("svg"), tip = holder.querySelector("#tip"), pick = el.querySelector("#layer");
    const W = 1100, H = 560, k = W / (2 * Math.PI);
    // Mercator, centred on 100 degrees east, so that the Pacific is whole.
    const turn = lon => { let l = lon - 100; while (l > 180) l -= 360; while (l < -180) l += 360; return l; };
    const mx = l => W / 2 + l * Math.PI / 180 * k;
    const my = lat => { const a = Math.max(-70, Math.min(78, lat)) * Math.PI / 180; return 330 - k * Math.log(Math.tan(Math.PI / 4 + a / 2)); };
    const ring = pts => { let d = "", last = null; for (const [lon, lat] of pts) { let l = turn(lon); if (last !== null) { while (l - last > 180) l -= 360; while (last - l > 180) l += 360; } d += (last === null ? "M" : "L") + mx(l).toFixed(1) + "," + my(lat).toFixed(1); last = l; } return d; };
    let html = "<g class='base'>";
    for (const polygon of LAND) html += `<path class="land" d="${polygon.map(r => ring(r) + "Z").join("")}"/>`;
    html += "</g><g class='links'></g><g class='places'></g>";
    svg.innerHTML = html;
    const home = [R.project.countries.length ? 560 : 300, 60, 300, 153];
    const places = R.network.links.filter(l => l.isProject).flatMap(l => l.path);
    if (places.length) { const x = mx(turn(places[0][0])), y = my(places[0][1]); home[0] = x - 130; home[1] = y - 80; home[2] = 260; home[3] = 260 * H / W; }
    let view = home.slice();
    const apply = () => svg.setAttribute("viewBox", view.join(" "));
    const zoom = (f, px = .5, py = .5) => { const w = Math.min(1100, Math.max(12, view[2] * f)), h = w * H / W; view = [view[0] + (view[2] - w) * px, view[1] + (view[3] - h) * py, w, h]; apply(); paint(); };
    function paint() {
      const mode = pick.value, lines = [];
      for (const [i, l] of R.network.links.entries()) {
        const f = l.flows.find(f => f.scenario === scenario.id);
        if (!f) continue;
        const change = f.withMegatonnes - f.withoutMegatonnes;
        const v = mode === "value" ? f.onePercentUSDMillion : mode === "change" ? change : mode === "with" ? f.withMegatonnes : f.withoutMegatonnes;
        const size = Math.abs(v);
        const shown = mode === "value" ? size > .01 : mode === "change" ? size > .005 : size > .02;
        if (!shown && !l.carrier.includes("rail") && !l.isProject) continue;
        const width = !shown ? .6 : mode === "value" ? Math.min(10, .7 + 1.1 * Math.sqrt(size)) : mode === "change" ? Math.min(9, 1 + 3.2 * Math.sqrt(size)) : Math.min(10, .7 + .55 * Math.sqrt(size));
        const colour = !shown ? "#b9c2ca" : mode === "change" ? (v > 0 ? "#2166ac" : "#c2502f") : l.carrier === "sea" ? "#5b8db8" : l.carrier.includes("pipeline") ? "#8a4f9e" : "#444f5a";
        lines.push([size, `<path class="link" data-i="${i}" d="${ring(l.path)}" stroke="${l.isProject && !shown ? "#0b7a75" : colour}" stroke-width="${l.isProject ? Math.max(2.5, width) : width}" stroke-opacity="${shown ? .85 : .7}"/>`]);
      }
      lines.sort((a, b) => a[0] - b[0]);
      svg.querySelector(".links").innerHTML = lines.map(l => l[1]).join("");
      const s = view[2] / 1100;
      const named = ["RJP", "VVO", "VYP", "PUS", "MOW", "SHA", "SEL", "FNJ", "KHV", "HRB", "BJS", "ULN", "TYO", "LNK", "IKT", "VNN", "HAM", "SIN", "DST"];
      const ends = new Set(R.network.links.filter(l => l.isProject).flatMap(l => [l.from, l.to]));
      const rank = n => (named.includes(n.id) ? named.indexOf(n.id) : named.length);
      // Names in order of weight, each right, left, above or below of its place where it is free, else none.
      const taken = [];
      const labelled = R.network.nodes.filter(n => named.includes(n.id) || (ends.has(n.id) && view[2] < 40)).sort((a, b) => rank(a) - rank(b)).map(n => {
        const text = n.name.split("(")[0].split(" - ")[0].trim(), wide = 7.4 * text.length;
        const x = mx(turn(n.longitude)), y = my(n.latitude), px = x / s, py = y / s;
        const free = [[6, 4, "start", 0], [-6, 4, "end", -1], [0, -8, "middle", -.5], [0, 18, "middle", -.5]].find(([dx, dy, , from]) => {
          const box = [px + dx + from * wide, py + dy - 12, px + dx + (from + 1) * wide, py + dy + 4];
          if (taken.some(t => box[0] < t[2] && t[0] < box[2] && box[1] < t[3] && t[1] < box[3])) return false;
          taken.push(box);
          return true;
        });
        const label = free ? `<text x="${free[0]}" y="${free[1]}" text-anchor="${free[2]}" font-size="13" fill="#1d2733" stroke="#fff" stroke-width="3" paint-order="stroke">${esc(text)}</text>` : "";
        return `<g transform="translate(${x.toFixed(1)},${y.toFixed(1)}) scale(${s.toFixed(4)})"><circle r="3.2" fill="#1d2733"/>${label}</g>`;
      });
      svg.querySelector(".places").innerHTML = labelled.join("");
      el.querySelector("#legend").innerHTML = mode === "change" ? '<span><i style="background:#2166ac"></i>more with the project</span><span><i style="background:#c2502f"></i>less</span><span><i style="background:#b9c2ca"></i>railway without change</span><span>width grows with the square root of Mt a year</span>' : '<span><i style="background:#444f5a"></i>land</span><span><i style="background:#5b8db8"></i>sea</span><span><i style="background:#8a4f9e"></i>pipeline</span><span>width grows with the square root of ' + (mode === "value" ? "USD a year for 1 % off the link\u2019s cost" : "Mt a year") + "</span>";
      holder.dataset.mapDrawn = String(lines.length);
    }
    holder.addEventListener("wheel", e => { e.preventDefault(); const b = svg.getBoundingClientRect(); zoom(e.deltaY > 0 ? 1.2 : 1 / 1.2, (e.clientX - b.left) / b.width, (e.clientY - b.top) / b.height); }, { passive: false });
    let from = null;
    svg.addEventListener("pointerdown", e => { from = [e.clientX, e.clientY, ...view]; svg.setPointerCapture(e.pointerId); });
    svg.addEventListener("pointerup", () => { from = null; });
    svg.addEventListener("pointermove", e => {
      const b = svg.getBoundingClientRect();
      if (from) { view[0] = from[2] - (e.clientX - from[0]) * view[2] / b.width; view[1] = from[3] - (e.clientY - from[1]) * view[3] / b.height; apply(); return; }
      const path = document.elementFromPoint(e.clientX, e.clientY);
      if (!path || !path.dataset || path.dataset.i === undefined) { tip.style.display = "none"; return; }
      const l = R.network.links[+path.dataset.i], f = l.flows.find(f => f.scenario === scenario.id);
      const parts = Object.entries(f.byCommodityMegatonnes).sort((a, b) => b[1] - a[1]).slice(0, 5).map(([c, v]) => `${esc(commodityName[c] || c)} ${num(v, 2)}`).join("; ");
      tip.innerHTML = `<strong>${esc(nodeById[l.from].name)} – ${esc(nodeById[l.to].name)}</strong><br>${esc(l.carrier)}, ${num(l.lengthKilometres, 0)} km${l.capacityMegatonnesPerYear ? `, capacity ${num(l.capacityMegatonnesPerYear, 1)} Mt` : ""}<br>with ${num(f.withMegatonnes, 2)} Mt, without ${num(f.withoutMegatonnes, 2)} Mt<br>1 % off its cost: USD ${num(f.onePercentUSDMillion, 2)} m a year<br><span class="note">${parts}</span>`;
      tip.style.display = "block";
      tip.style.left = Math.min(b.width - 300, Math.max(4, e.clientX - b.left + 14)) + "px";
      tip.style.top = Math.min(b.height - 90, e.clientY - b.top + 12) + "px";
    });
    svg.addEventListener("pointerleave", () => { tip.style.display = "none"; });
    const [plus, minus, reset] = holder.querySelectorAll(".zoom button");
    plus.onclick = () => zoom(1 / 1.6); minus.onclick = () => zoom(1.6); reset.onclick = () => { view = home.slice(); apply(); paint(); };
    pick.onchange = paint;
    apply(); paint();
  });

  // ---------------------------------------------------------------- link values
  section("link-values", "What each link is worth", el => {
    const rows = R.network.links.map(l => ({ l, f: l.flows.find(f => f.scenario === scenario.id) })).filter(r => r.f && (r.f.onePercentUSDMillion > 0 || r.l.isProject));
    rows.sort((a, b) => b.f.onePercentUSDMillion - a.f.onePercentUSDMillion);
    const shown = rows.filter((r, i) => i < 25 || r.l.isProject);
    const place = id => esc(nodeById[id].name.split("(")[0].split(" - ")[0].trim());
    el.innerHTML = `<p class="note">World real income that one per cent off the cost of a link (money, time, queues) is worth, ${R.study.referenceYear}, ${esc(scenario.name)}, with the project: the derivative of the trade equilibrium to every link at once, choices of route and queues at the margin. The elasticity is in per cent of world real income for one per cent of cost. The map above shows all links under \u201cwhat links are worth\u201d.</p>` +
      table("The links worth most, and the project\u2019s", [{ t: "Link" }, { t: "Carrier" }, { t: "km", n: 1 }, { t: "Cost borne, USD m a year", n: 1 }, { t: "Welfare elasticity, ×10⁻⁶", n: 1 }, { t: "1 % off, USD m a year", n: 1 }, { t: "USD a year per USD m built", n: 1 }], shown.map(({ l, f }) => [`${place(l.from)} – ${place(l.to)}${l.isProject ? " (project)" : ""}`, esc(l.carrier), num(l.lengthKilometres, 0), auto(f.transportCostUSDMillion), auto(1e6 * f.welfareElasticity), auto(f.onePercentUSDMillion), f.onePercentUSDPerUSDMillionBuilt === undefined || f.onePercentUSDPerUSDMillionBuilt === null ? "–" : num(f.onePercentUSDPerUSDMillionBuilt, 0)]));
  });

  // ---------------------------------------------------------------- traffic
  section("traffic", "Traffic", el => {
    const holder = div(el);
    const first = R.study.firstYear;
    const lines = R.scenarios.flatMap(s => s.years.filter(y => y.year >= first + 4).map(y => ({ year: y.year, mt: y.tonnes / 1e6, scenario: s.name })));
    const seen = R.validation.backTest.rows.filter(b => b.commodity === "all").map(b => ({ year: b.year, low: b.observedLow, high: b.observedHigh, use: b.use }));
    chart(holder, "Traffic over the project by year and scenario, with counted traffic", { height: 280, layer: [
      { data: { values: lines }, mark: { type: "line", strokeWidth: 2.2 }, encoding: { x: { field: "year", type: "quantitative", axis: { format: "d", title: null }, scale: { nice: false } }, y: { field: "mt", type: "quantitative", title: "Mt a year over the project" }, color: { field: "scenario", type: "nominal", title: null, sort: null, legend: { orient: "top", labelLimit: 300 } } } },
      { data: { values: seen }, mark: { type: "rule", strokeWidth: 5, color: "#b2442c" }, encoding: { x: { field: "year", type: "quantitative" }, y: { field: "low", type: "quantitative" }, y2: { field: "high" } } },
      { data: { values: [{ mt: R.project.capacityMegatonnesPerYear }] }, mark: { type: "rule", strokeDash: [5, 4], color: "#6b7683" }, encoding: { y: { field: "mt", type: "quantitative" } } }] });
    const rows = scenario.years.filter(y => y.solved).map(y => [y.year, num(y.tonnes / 1e6, 3), pct(y.capacityUse, 0), num(y.userBenefitUSDMillion, 1), num(y.co2eSavedTonnes / 1e3, 1), esc(Object.entries(y.tonnesByCommodity).sort((a, b) => b[1] - a[1]).slice(0, 4).map(([c, v]) => `${commodityName[c] || c} ${num(v / 1e6, 2)}`).join("; ")), num(y.transportCostShareWithPercent, 3)]);
    div(el, `<p class="note">Red bars: counted at the border (one direction; the curves are both). Dashed: capacity.</p>` + table(`Solved years, ${esc(scenario.name)}`, [{ t: "Year", n: 1 }, { t: "Mt", n: 1 }, { t: "of capacity", n: 1 }, { t: "Users' benefit, USD m", n: 1 }, { t: "CO2e saved, kt", n: 1 }, { t: "Mainly, Mt" }, { t: "World transport cost, % of trade", n: 1 }], rows));
  });

  // ---------------------------------------------------------------- routes
  section("routes", "Routes and their shares", el => {
    if (!scenario.routes.length) { el.innerHTML = "<p>No routes under this scenario.</p>"; return; }
    const options = scenario.routes.map((t, i) => `<option value="${i}">${esc(commodityName[t.commodity] || t.commodity)}: ${esc(regionName[t.origin])} – ${esc(regionName[t.destination])}, ${num(t.tonnesWith / 1e6, 2)} Mt</option>`).join("");
    el.innerHTML = `<div class="controls"><label>Flow <select>${options}</select></label></div><div></div>`;
    const pick = el.querySelector("select"), body = el.lastElementChild;
    const show = t => table(`${esc(commodityName[t.commodity] || t.commodity)}, ${esc(regionName[t.origin])} to ${esc(regionName[t.destination])}, ${R.study.referenceYear}: ${num(t.tonnesWithout / 1e6, 3)} Mt without the project, ${num(t.tonnesWith / 1e6, 3)} Mt with it`, [{ t: "Route" }, { t: "Modes" }, { t: "Share without", n: 1 }, { t: "Share with", n: 1 }, { t: "USD/t", n: 1 }, { t: "Days", n: 1 }, { t: "km", n: 1 }, { t: "kg CO2e/t", n: 1 }, { t: "Open to", n: 1 }, { t: "Measures" }], t.routes.map(r => [esc(r.description), esc(r.chain), pct(r.shareWithout, 2), pct(r.shareWith, 2), num(r.moneyUSDPerTonne, 1), num(r.days, 1), num(r.lengthKilometres, 0), num(r.co2eKilogramsPerTonne, 0), pct(r.allowedShare, 0), esc(r.measures.join(", "))]), k => t.routes[k].usesProject ? "project" : "");
    pick.onchange = () => { body.innerHTML = show(scenario.routes[+pick.value]); };
    body.innerHTML = show(scenario.routes[0]);
  });

  // ---------------------------------------------------------------- trade and income
  section("trade", "Trade and real income by region", el => {
    const rows = scenario.tradeEffects.slice().sort((a, b) => b.realIncomeUSDMillion - a.realIncomeUSDMillion);
    const shown = rows.filter(r => Math.abs(r.realIncomeUSDMillion) > 1e-4);
    const pickRows = shown.length > 16 ? shown.slice(0, 8).concat(shown.slice(-8)) : shown;
    const holder = div(el);
    chart(holder, "Change of real income by region", { height: { step: 18 }, data: { values: pickRows.map(r => ({ region: regionName[r.region], usd: r.realIncomeUSDMillion, s: r.realIncomeUSDMillion < 0 ? "loss" : "gain" })) }, mark: "bar", encoding: { y: { field: "region", type: "nominal", sort: null, title: null, axis: { labelLimit: 240 } }, x: { field: "usd", type: "quantitative", title: `Real income, USD million in ${R.study.referenceYear}` }, color: { field: "s", type: "nominal", scale: { domain: ["gain", "loss"], range: ["#2166ac", "#c2502f"] }, legend: null } } });
    div(el, `<p class="note">With against without the project, ${esc(scenario.name)}, ${R.study.referenceYear}. Real income from the trade equilibrium stands beside the appraisal and is not added to it.</p>` + table("Change through the project, per cent unless said", [{ t: "Region" }, { t: "Exports", n: 1 }, { t: "Imports", n: 1 }, { t: "Wage", n: 1 }, { t: "Prices", n: 1 }, { t: "Cost of carriage", n: 1 }, { t: "Real income", n: 1 }, { t: "Real income, USD m", n: 1 }], rows.map(r => [esc(regionName[r.region]), auto(r.exportsPercent), auto(r.importsPercent), auto(r.wagePercent), auto(r.priceIndexPercent), auto(r.transportCostPercent), auto(r.realIncomePercent), `<span class="${sign(r.realIncomeUSDMillion)}">${auto(r.realIncomeUSDMillion)}</span>`])));
  });

  // ---------------------------------------------------------------- incidence
  section("incidence", "Who gains and who loses", el => {
    const e = scenario.economics, parties = [...new Set(e.incidence.map(c => c.party))].sort();
    const countries = [...new Set(e.incidence.map(c => c.country))];
    const value = (c, p) => e.incidence.filter(x => (c === null || x.country === c) && (p === null || x.party === p)).reduce((s, x) => s + x.presentValueUSDMillion, 0);
    countries.sort((a, b) => value(b, null) - value(a, null));
    const big = countries.filter(c => Math.abs(value(c, null)) > 0.4 || e.incidence.some(x => x.country === c && Math.abs(x.presentValueUSDMillion) > 0.4));
    const holder = div(el);
    chart(holder, "Present value by country and party", { height: { step: 20 }, data: { values: e.incidence.filter(x => big.includes(x.country)).map(x => ({ country: country(x.country), party: party[x.party] || x.party, usd: x.presentValueUSDMillion })) }, mark: "bar", encoding: { y: { field: "country", type: "nominal", sort: big.map(country), title: null, axis: { labelLimit: 240 } }, x: { field: "usd", type: "quantitative", title: "Present value, USD million" }, color: { field: "party", type: "nominal", title: null, legend: { orient: "top" } } } });
    const rows = countries.map(c => [esc(country(c)), ...parties.map(p => { const v = value(c, p); return Math.abs(v) < 1e-12 ? "" : usd(v); }), usd(value(c, null))]);
    rows.push(["Total", ...parties.map(p => usd(value(null, p))), usd(value(null, null))]);
    div(el, table(`Present values, USD million, ${esc(scenario.name)}; the cells add up to the economic net present value of ${num(e.enpvUSDMillion, 2)}`, [{ t: "Country" }, ...parties.map(p => ({ t: party[p] || p, n: 1 })), { t: "Total", n: 1 }], rows, k => k === rows.length - 1 ? "total" : ""));
  });

  // ---------------------------------------------------------------- cash flows
  section("economics", "Economic cash flow", el => {
    const e = scenario.economics, kinds = { capex: "Investment", opex: "Operating cost", user_benefit: "Users' benefit", revenue: "Charges received", externality: "CO2e", residual_value: "Value left", transfer: "Transfers", financing: "Loans" };
    const byYear = {};
    for (const item of e.items) item.usdMillion.forEach((v, i) => { if (item.kind === "transfer" || item.kind === "financing") return; const key = `${item.firstYear + i}|${kinds[item.kind] || item.kind}`; byYear[key] = (byYear[key] || 0) + v; });
    const values = Object.entries(byYear).map(([k, v]) => ({ year: +k.split("|")[0], kind: k.split("|")[1], usd: v }));
    const holder = div(el);
    chart(holder, "Economic cash flow by year", { height: 260, data: { values }, mark: { type: "bar" }, encoding: { x: { field: "year", type: "ordinal", title: null, axis: { labelAngle: 0, labelOverlap: true } }, y: { field: "usd", type: "quantitative", title: "USD million" }, color: { field: "kind", type: "nominal", title: null, legend: { orient: "top" } } } });
    div(el, `<p>ENPV USD ${num(e.enpvUSDMillion, 2)} million at ${R.study.economicDiscountText}; EIRR ${rates(e.eirr)}; benefits over costs ${num(e.benefitCostRatio, 3)}.</p><ul>${e.comments.map(c => `<li>${esc(c)}</li>`).join("")}</ul>` +
      table("Items", [{ t: "Item" }, { t: "Kind" }, { t: "Country" }, { t: "Party" }, { t: "Present value, USD m", n: 1 }], e.items.slice().sort((a, b) => Math.abs(b.presentValueUSDMillion) - Math.abs(a.presentValueUSDMillion)).slice(0, 24).map(i => [esc(i.name), esc(kinds[i.kind] || i.kind), esc(country(i.country)), esc(party[i.party] || i.party), usd(i.presentValueUSDMillion)])) +
      table("Switching values: the factor at which the project breaks even", [{ t: "What is varied" }, { t: "Factor", n: 1 }, { t: "ENPV for 1 % more, USD m", n: 1 }], e.switchingValues.map(s => [esc(s.driver), s.factor === undefined || s.factor === null ? "none" : num(s.factor, 2), num(s.enpvPerPercentUSDMillion, 3)])));
  });

  section("finance", "The project company", el => {
    const f = scenario.finance;
    const values = f.years.flatMap(y => [{ year: y.year, what: "Cash available for debt service", usd: y.cfads }, { year: y.year, what: "Debt service", usd: y.interest + y.principal }, { year: y.year, what: "Cash to the owners", usd: y.equityCashFlow }]);
    const holder = div(el);
    chart(holder, "Cash of the project company", { height: 230, data: { values }, mark: { type: "line", strokeWidth: 2 }, encoding: { x: { field: "year", type: "quantitative", axis: { format: "d", title: null }, scale: { nice: false } }, y: { field: "usd", type: "quantitative", title: "USD million" }, color: { field: "what", type: "nominal", title: null, legend: { orient: "top", labelLimit: 260 } } } });
    const ratios = [["Financial net present value, USD m", num(f.fnpvUSDMillion, 1)], ["Financial rate of return", rates(f.firr)], ["Return on equity", rates(f.equityIRR)], ["Least debt service cover", num(f.dscrMinimum, 2)], ["Average debt service cover", num(f.dscrAverage, 2)], ["Loan life cover", num(f.llcr, 2)], ["Project life cover", num(f.plcr, 2)], ["Return on equity, net present value, USD m", num(f.statements.equityNPV, 1)], ["Paid in by the owners where cash failed, USD m", num(f.statements.ownerSupport, 1)], ["Checks of the model", f.statements.checks.every(c => c.passed) ? '<span class="ok">all pass</span>' : '<span class="miss">some fail</span>']];
    let html = `<div class="two"><div>${table("Ratios", [{ t: "Ratio" }, { t: "Value", n: 1 }], ratios)}</div><div>${table("Sources and uses of funds", [{ t: "" }, { t: "Kind" }, { t: "USD m", n: 1 }], f.sourcesAndUses.map(s => [esc(s.name), s.kind, num(s.usdMillion, 1)]))}</div></div><ul>${f.comments.map(c => `<li>${esc(c)}</li>`).join("")}</ul>`;
    html += `<details><summary>Year by year</summary>${table("USD million", [{ t: "Year", n: 1 }, { t: "Revenue", n: 1 }, { t: "Opex", n: 1 }, { t: "Tax", n: 1 }, { t: "CFADS", n: 1 }, { t: "Capex", n: 1 }, { t: "Loans drawn", n: 1 }, { t: "Interest", n: 1 }, { t: "Principal", n: 1 }, { t: "Debt", n: 1 }, { t: "To owners", n: 1 }, { t: "DSCR", n: 1 }], f.years.map(y => [y.year, num(y.revenue), num(y.opex), num(y.tax), num(y.cfads), num(y.capex), num(y.drawdown), num(y.interest), num(y.principal), num(y.debtBalance), usd(y.equityCashFlow), num(y.dscr, 2)]))}</details>`;
    const st = f.statements, rows = [["Revenue", "revenue"], ["Operating cost", "opex"], ["Depreciation", "depreciation"], ["Interest", "interest_expense"], ["Profit before tax", "profit_before_tax"], ["Tax", "tax"], ["Net income", "net_income"], ["CFADS", "cfads"], ["Debt service", "debt_service"], ["DSCR", "dscr"], ["Paid in by owners where cash failed", "owner_support"], ["Cash from and to owners", "equity_cash_flow"], ["Fixed assets", "fixed_assets"], ["Cash", "cash"], ["Debt service reserve", "debt_reserve"], ["Senior debt", "senior_debt"], ["Share capital", "share_capital"], ["Retained profit", "retained_profit"]];
    html += `<details><summary>Statements by period</summary>${table(`${esc(st.currency)} ${esc(st.unit)}, periods of ${st.periodMonths} months; assets are liabilities in every one`, [{ t: "" }, ...st.periods.map(p => ({ t: p, n: 1 }))], rows.map(([label, key]) => [label, ...st.rows[key].map(x => num(x, key === "dscr" ? 2 : 1))]))}</details>`;
    html += `<details><summary>Checks of the finance model</summary>${table("Identities over all periods", [{ t: "Check" }, { t: "" }, { t: "Largest difference", n: 1 }], st.checks.map(c => [esc(c.name), c.passed ? '<span class="ok">passes</span>' : '<span class="miss">fails</span>', c.residual.toExponential(1)]))}</details>`;
    if (f.debt) html += table(esc(f.debt.name), [{ t: "" }, { t: "", n: 1 }], [["Stock, USD m", num(f.debt.stockUSDMillion, 0)], ["Written off", num(f.debt.writtenOffUSDMillion, 0)], ["Left to pay", num(f.debt.remainingUSDMillion, 0)], [`${f.debt.instalments} instalments, ${f.debt.instalmentsPerYear} a year, of`, num(f.debt.instalmentUSDMillion, 2)], ["Present value of what is left", num(f.debt.presentValueUSDMillion, 0)], ["Grant element of what is left (IMF, World Bank)", pct(f.debt.grantElementOfNewClaim, 1)], ["Share of the whole claim given up", pct(f.debt.grantElement, 1)]]);
    div(el, html);
  });

  // ---------------------------------------------------------------- risk
  section("risk", "Risk", el => {
    const k = scenario.risk;
    if (!k) { el.innerHTML = "<p>No draws were made.</p>"; return; }
    el.innerHTML = `<p>In <strong>${pct(k.probabilityNegative, 1)}</strong> of ${num(k.draws, 0)} draws the project loses (ENPV below zero). Mean USD ${num(k.meanUSDMillion, 0)} million, standard deviation ${num(k.standardDeviationUSDMillion, 0)}. ${esc(k.chain)}</p><div class="two"><div></div><div></div></div>`;
    const [left, right] = el.lastElementChild.children;
    chart(left, "Distribution of the economic net present value", { height: 260, layer: [{ data: { values: k.histogram.map(b => ({ ...b, s: b.high <= 0 ? "loses" : "gains" })) }, mark: { type: "bar", binSpacing: 1 }, encoding: { x: { field: "low", type: "quantitative", bin: { binned: true }, title: "ENPV, USD million" }, x2: { field: "high" }, y: { field: "count", type: "quantitative", title: "Draws" }, color: { field: "s", type: "nominal", scale: { domain: ["gains", "loses"], range: ["#2166ac", "#c2502f"] }, title: null, legend: { orient: "top" } } } }, { data: { values: [{ x: 0 }] }, mark: { type: "rule", strokeWidth: 1.5 }, encoding: { x: { field: "x", type: "quantitative" } } }] });
    const bars = k.tornado.slice(0, 12);
    chart(right, "Tornado: effect of each variable", { height: { step: 20 }, data: { values: bars.flatMap(t => [{ d: t.driver.replace(/_/g, " "), a: t.enpvLowUSDMillion, b: (t.enpvLowUSDMillion + t.enpvHighUSDMillion) / 2, end: "10th percentile" }, { d: t.driver.replace(/_/g, " "), a: (t.enpvLowUSDMillion + t.enpvHighUSDMillion) / 2, b: t.enpvHighUSDMillion, end: "90th percentile" }]) }, mark: "bar", encoding: { y: { field: "d", type: "nominal", sort: bars.map(t => t.driver.replace(/_/g, " ")), title: null }, x: { field: "a", type: "quantitative", title: "ENPV, USD million" }, x2: { field: "b" }, color: { field: "end", type: "nominal", scale: { range: ["#7fb0d8", "#1f5a96"] }, title: "Variable at its", legend: { orient: "top" } } } });
    div(el, table("Percentiles of the ENPV, USD million", k.percentiles.map(p => ({ t: pct(p.probability, 0), n: 1 })), [k.percentiles.map(p => num(p.usdMillion, 0))]) + table("Uncertain numbers", [{ t: "Variable" }, { t: "Distribution" }, { t: "Rank correlation with ENPV", n: 1 }, { t: "Quality" }, { t: "Source" }], k.variables.map(v => [esc(v.driver.replace(/_/g, " ")), esc(v.distribution), num(v.rankCorrelation, 2), v.quality, esc(v.source)])));
  });

  // ---------------------------------------------------------------- validation
  section("validation", "Modelled beside observed", el => {
    const v = R.validation, b = v.backTest, whole = b.rows.filter(r => r.commodity === "all");
    div(el, `<h3>Back-test of traffic</h3><p>${esc(b.description)}.</p>`);
    const holder = div(el);
    chart(holder, "Back-test of traffic", { height: 230, layer: [
      { data: { values: whole }, mark: { type: "rule", strokeWidth: 9, color: "#e3b9ab" }, encoding: { x: { field: "year", type: "ordinal", title: null, axis: { labelAngle: 0 } }, y: { field: "observedLow", type: "quantitative", title: "Mt" }, y2: { field: "observedHigh" } } },
      { data: { values: whole }, mark: { type: "point", filled: true, size: 90 }, encoding: { x: { field: "year", type: "ordinal" }, y: { field: "modelled", type: "quantitative" }, color: { field: "use", type: "nominal", title: "Modelled", legend: { orient: "top" } } } },
      { data: { values: whole }, mark: { type: "tick", color: "#6b7683", thickness: 2 }, encoding: { x: { field: "year", type: "ordinal" }, y: { field: "modelledWithoutRefusals", type: "quantitative" } } }] });
    div(el, `<p class="note">Bars: observed range. Points: modelled. Grey ticks: modelled had nobody refused what is allowed.</p>` + table(`Calibrated: ${b.calibration.map(c => `${esc(c.name)} ${num(c.value, 2)} ${esc(c.unit)} (${c.years.join(", ")})`).join("; ")}. Predicted years: mean absolute error ${num(b.meanAbsoluteErrorMegatonnes, 3)} Mt, root mean square ${num(b.rootMeanSquareErrorMegatonnes, 3)} Mt`, [{ t: "Year", n: 1 }, { t: "Cargo" }, { t: "Use" }, { t: "Observed, Mt", n: 1 }, { t: "Modelled, Mt", n: 1 }, { t: "Outside by, Mt", n: 1 }, { t: "Without refusals, Mt", n: 1 }, { t: "Measures on the way" }], b.rows.map(r => [r.year, r.commodity === "all" ? "all" : r.commodity.split(";").map(k => esc(commodityName[k])).join(", "), r.use, `${num(r.observedLow, 3)} – ${num(r.observedHigh, 3)}`, num(r.modelled, 3), r.error === 0 ? "inside" : num(r.error, 3), num(r.modelledWithoutRefusals, 3), esc(r.measures.join(", "))])) + `<ul>${b.comments.map(c => `<li>${esc(c)}</li>`).join("")}</ul>`);
    div(el, "<h3>Routes</h3>" + table("Least-cost routes beside published figures", [{ t: "Route" }, { t: "Modelled", n: 1 }, { t: "Observed", n: 1 }, { t: "Unit" }, { t: "" }, { t: "Way" }, { t: "Source" }], v.routes.map(r => [esc(r.name), num(r.modelled, r.kind === "length" ? 0 : 2), `${num(r.low, r.kind === "length" ? 0 : 2)} – ${num(r.high, r.kind === "length" ? 0 : 2)}`, r.unit, r.within ? '<span class="ok">inside</span>' : '<span class="miss">outside</span>', `<details><summary>show</summary>${esc(r.route)}</details>`, esc(r.source)])));
    for (const t of v.trade || []) {
      div(el, `<h3>${esc(t.name)}</h3><p>${esc(t.description)}</p>`);
      const h = div(el);
      const rows = t.rows.map(r => ({ ...r, y: String(r.year) + (r.key ? ` ${r.key}` : "") }));
      chart(h, t.name, { height: 200, data: { values: rows.flatMap(r => [{ y: r.y, v: r.observed, k: "observed" }, { y: r.y, v: r.modelled, k: "modelled" }]) }, mark: "bar", encoding: { x: { field: "y", type: "ordinal", title: null, axis: { labelAngle: 0 } }, xOffset: { field: "k", sort: ["observed", "modelled"] }, y: { field: "v", type: "quantitative", title: t.unit }, color: { field: "k", type: "nominal", title: null, scale: { domain: ["observed", "modelled"], range: ["#c9b8a8", "#1f5a96"] }, legend: { orient: "top" } } } });
      div(el, table(`Mean absolute error of the predicted years ${auto(t.meanAbsoluteError)} ${esc(t.unit)}, ${pct(t.meanAbsoluteShare, 0)} of what was observed`, [{ t: "Year", n: 1 }, { t: "What" }, { t: "Use" }, { t: `Observed, ${t.unit}`, n: 1 }, { t: `Modelled, ${t.unit}`, n: 1 }, { t: "Error", n: 1 }, { t: "Source" }], t.rows.map(r => [r.year, esc(r.key || "all"), r.use, auto(r.observed), auto(r.modelled), r.observed ? pct(r.modelled / r.observed - 1, 0) : "–", esc(r.source)])) + `<ul>${t.comments.map(c => `<li>${esc(c)}</li>`).join("")}</ul>`);
    }
    if (v.effects.length) div(el, "<h3>Size of effects</h3>" + table("Beside published effects of corridor programmes", [{ t: "Effect" }, { t: "Modelled", n: 1 }, { t: "Published", n: 1 }, { t: "Comment" }, { t: "Source" }], v.effects.map(x => [esc(x.name), auto(x.modelled), `${num(x.low)} – ${num(x.high)} ${esc(x.unit)}`, esc(x.comment), esc(x.source)])));
  });

// ---------------------------------------------------------------- dependence, policy, claims
  section("dependence", "Dependence before and after", el => {
    const d = R.dependenceReport;
    if (d && d.worlds.length) {
      const label = w => `${w.measures === "none" ? "no measures" : "measures"}, ${w.withProject ? "with" : "without"} project`;
      const names = [...new Set(d.worlds.flatMap(w => w.partners.slice(0, 6).map(p => p.country)))];
      div(el, `<h3>${esc(country(d.country))}, ${d.year}</h3><p class="note">Four worlds of one year: with and without the measures, without and with the project. What a closed partner or border costs is solved in the trade equilibrium, with costs of carriage as they stand.</p>`);
      const holder = div(el);
      chart(holder, "Shares of partners", { height: { step: 26 }, data: { values: d.worlds.flatMap((w, i) => w.partners.map(p => ({ w: label(w), i, c: names.includes(p.country) ? country(p.country) : "others", v: p.share }))) }, mark: "bar", encoding: { y: { field: "w", type: "nominal", sort: { field: "i" }, title: null, axis: { labelLimit: 260 } }, x: { field: "v", aggregate: "sum", type: "quantitative", title: "Share of trade", axis: { format: "%" }, scale: { domain: [0, 1] } }, color: { field: "c", type: "nominal", title: null, legend: { orient: "top", columns: 7 } } } });
      const cols = d.worlds.map(w => ({ t: label(w), n: 1 }));
      div(el, table("Concentration of partners (Herfindahl–Hirschman index, 0 to 1) and size of trade", [{ t: "" }, ...cols], [["Exports, USD m", ...d.worlds.map(w => num(w.exportsUSDMillion, 0))], ["Imports, USD m", ...d.worlds.map(w => num(w.importsUSDMillion, 0))], ["HHI of exports", ...d.worlds.map(w => num(w.exportConcentration, 3))], ["HHI of imports", ...d.worlds.map(w => num(w.importConcentration, 3))], ["HHI of trade both ways", ...d.worlds.map(w => num(w.tradeConcentration, 3))]]));
      const loss = x => x === null || x === undefined ? "–" : `<span class="${sign(x)}">${num(x, 2)}</span>`;
      div(el, table("Change of real income if a partner stops trading, per cent", [{ t: "Partner" }, ...cols], names.map(n => [esc(country(n)), ...d.worlds.map(w => { const p = w.partners.find(p => p.country === n); return p ? loss(p.realIncomePercent) : "–"; })])));
      const borders = [...new Set(d.worlds.flatMap(w => w.borders.map(b => b.neighbour)))];
      div(el, table("Change of real income if a land border is closed, per cent (share of trade over it)", [{ t: "Border with" }, ...cols], borders.map(n => [esc(country(n)), ...d.worlds.map(w => { const b = w.borders.find(b => b.neighbour === n); return b ? `${loss(b.realIncomePercent)} (${pct(b.share)})` : "–"; })])));
      const crossings = [...new Set(d.worlds.flatMap(w => w.crossings.slice(0, 8).map(c => c.name)))];
      div(el, table("Share of trade by value over each crossing and port", [{ t: "Crossing" }, ...cols], crossings.map(n => [esc(n), ...d.worlds.map(w => { const c = w.crossings.find(c => c.name === n); return c ? pct(c.share) : "–"; })])));
      const goods = [...new Set(d.worlds.flatMap(w => w.commodities.map(c => c.commodity)))];
      div(el, `<details><summary>Exposure by commodity</summary>${table("Share of exports and of imports; in brackets the largest buyer or seller and its share", [{ t: "Commodity" }, ...d.worlds.flatMap(w => [{ t: `Exports: ${label(w)}`, n: 1 }, { t: `Imports: ${label(w)}`, n: 1 }])], goods.map(g => [esc(commodityName[g] || g), ...d.worlds.flatMap(w => { const c = w.commodities.find(c => c.commodity === g); return c ? [`${pct(c.exportShare)}${c.buyer ? ` (${esc(c.buyer)} ${pct(c.buyerShare, 0)})` : ""}`, `${pct(c.importShare)}${c.seller ? ` (${esc(c.seller)} ${pct(c.sellerShare, 0)})` : ""}`] : ["–", "–"]; })]))}</details>`);
    }
    const rows = scenario.dependence.slice().sort((a, b) => b.hhiWithout - a.hhiWithout);
    div(el, "<h3>All countries</h3>" + table(`Share of the largest partner in trade, and concentration (Herfindahl–Hirschman index, 0 to 1), ${R.study.referenceYear}, ${esc(scenario.name)}`, [{ t: "Country" }, { t: "Largest partner" }, { t: "Share without", n: 1 }, { t: "Share with", n: 1 }, { t: "HHI without", n: 1 }, { t: "HHI with", n: 1 }], rows.map(d => [esc(country(d.country)), esc(country(d.largestPartner)), pct(d.largestShareWithout, 2), pct(d.largestShareWith, 2), num(d.hhiWithout, 4), num(d.hhiWith, 4)])));
  });

  if ((R.scenarioEffects || []).length) section("scenario-effects", "What the scenarios change", el => {
    for (const s of R.scenarioEffects) {
      const income = s.realIncome.filter(r => Math.abs(r.percent) >= 5e-5).slice(0, 10);
      div(el, `<h3>${esc(s.name)}</h3><p>${s.changes.map(esc).join("; ")}. ${s.year}, measures ${esc(s.measures)}, with the project. Traffic over the project: ${num(s.projectTonnesBefore / 1e6, 3)} Mt without the changes, ${num(s.projectTonnesAfter / 1e6, 3)} Mt with them.</p>`);
      if (income.length) div(el, table("Real income, per cent, largest change first", [{ t: "Region" }, { t: "Change, %", n: 1 }], income.map(r => [esc(regionName[r.region]), `<span class="${sign(r.percent)}">${auto(r.percent)}</span>`])));
      if (s.links.length) div(el, `<details><summary>Links and trade that change most</summary>${table("Flows on links, Mt a year", [{ t: "Link" }, { t: "From" }, { t: "To" }, { t: "Before, Mt", n: 1 }, { t: "After, Mt", n: 1 }], s.links.map(l => [esc(l.link), esc(l.from), esc(l.to), num(l.beforeMegatonnes, 2), num(l.afterMegatonnes, 2)]))}${table("Trade, USD million", [{ t: "Exporter" }, { t: "Importer" }, { t: "Commodity" }, { t: "Before, USD m", n: 1 }, { t: "After, USD m", n: 1 }], s.trade.map(t => [esc(regionName[t.exporter]), esc(regionName[t.importer]), esc(commodityName[t.commodity] || t.commodity), num(t.beforeUSDMillion, 0), num(t.afterUSDMillion, 0)]))}</details>`);
    }
  });

  if ((R.policyCalendar || []).length) section("policy", "Measures and their days", el => {
    const days = R.policyCalendar.flatMap(m => [m.from, m.to]).filter(x => x).sort();
    const end = `${Math.min(R.study.lastYear, days.length ? +days[days.length - 1].slice(0, 4) + 2 : R.study.baseYear)}-12-31`;
    const short = m => { const t = m.name.replace(/^UNSCR /, "UN "); return t.length > 62 ? t.slice(0, 60) + "…" : t; };
    const bars = R.policyCalendar.map((m, i) => ({ n: short(m), i, a: m.from || days[0] || `${R.study.firstYear}-01-01`, b: m.to || end, r: m.rule, t: m.name }));
    const holder = div(el);
    const colours = { ban: "#b2442c", refusal: "#d97a1b", cap: "#c9a227", inspection: "#8a4f9e", delay: "#8a4f9e", tariff: "#6b7683", charge: "#6b7683", exemption: "#0b7a75", note: "#a9b4c0" };
    const present = [...new Set(bars.map(b => b.r))];
    chart(holder, "Calendar of measures", { height: { step: 15 }, data: { values: bars }, mark: { type: "bar", height: 10 }, encoding: { y: { field: "i", type: "ordinal", sort: { field: "i" }, title: null, axis: { labelExpr: `{${bars.map(b => `"${b.i}":"${b.n.replace(/[\\"]/g, "'")}"`).join(",")}}[datum.value]`, labelLimit: 430, labelFontSize: 10.5, ticks: false } }, x: { field: "a", type: "temporal", title: null, axis: { orient: "top", format: "%Y", tickCount: 12 } }, x2: { field: "b" }, color: { field: "r", type: "nominal", title: "Rule", scale: { domain: present, range: present.map(p => colours[p] || "#1f5a96") }, legend: { orient: "top" } }, tooltip: [{ field: "t", title: "Measure" }, { field: "a", title: "From" }, { field: "b", title: "To" }] } });
    div(el, `<p class="note">Bars without an end are in force until further notice. ${num(R.policyCalendar.filter(m => m.doubt).length, 0)} of ${num(R.policyCalendar.length, 0)} measures carry a doubt about a paragraph, a code or a day; they are marked ? below.</p>`);
    div(el, `<details><summary>All measures</summary>${table("By first day in force", [{ t: "From" }, { t: "To" }, { t: "Measure" }, { t: "Paragraph" }, { t: "Direction" }, { t: "Way" }, { t: "HS" }, { t: "Rule" }, { t: "Value" }, { t: "Condition, doubt" }, { t: "Source" }], R.policyCalendar.map(m => [m.from || "–", m.to || "–", esc(m.name), esc(m.paragraph) + (m.doubt ? " ?" : ""), esc(m.direction), esc(m.way), esc(m.hs), esc(m.rule), m.value === null || m.value === undefined ? "" : `${auto(m.value)} ${esc(m.unit.replace(/_/g, " "))}`, esc([m.condition, m.doubt ? `doubtful: ${m.doubt}` : ""].filter(x => x).join("; ")), esc(m.source)]))}</details>`);
  });

  if ((R.claims || []).length) section("claims", "Published statements beside the data", el => {
    const counts = ["supported", "contradicted", "not decidable"].map(v => `${num(R.claims.filter(c => c.verdict === v).length, 0)} ${v}`).join(", ");
    const badge = v => `<span class="${v === "supported" ? "ok" : v === "contradicted" ? "miss" : "note"}">${v}</span>`;
    const figure = f => `${esc(f.name)} = ${auto(f.value)} ${esc(f.unit.replace(/_/g, " "))}${f.basis ? ` (${esc(f.basis.replace(/;/g, ", "))})` : ""}${f.quality ? `, ${f.quality}` : ""}`;
    el.innerHTML = `<p>${R.claims.length} statements: ${counts}.</p>` + table("What the data of the study say", [{ t: "Statement" }, { t: "Verdict" }, { t: "Why" }, { t: "It would be true of" }, { t: "Figures" }, { t: "Source" }], R.claims.map(c => [esc(c.statement), badge(c.verdict), esc(c.reason) + (c.note ? `<br><span class="note">${esc(c.note)}</span>` : ""), c.truths.slice(0, 2).map(t => `<code>${esc(t.expression)}</code> <span class="note">(${esc(t.changes.join(", "))})</span>`).join("<br>") || "–", `<details><summary>${c.figures.length}</summary><code>${esc(c.expression)}</code><br>${c.figures.map(figure).join("<br>")}</details>`, esc(c.source)]));
  });

  section("base", "How the figures were made", el => {
    const t = R.tradeBase;
    const worst = R.convergence.reduce((m, c) => Math.max(m, c.residual), 0);
    el.innerHTML = `<p>${esc(t.model)}</p><p>Base trade ${t.year}: USD ${num(t.interregionalUSDMillion / 1e6, 2)} trillion between regions and USD ${num(t.domesticUSDMillion / 1e6, 1)} trillion within them. Solving the world with nothing changed gives it back with a largest gap of ${t.largestImbalance.toExponential(1)}. Largest residual of all ${num(R.convergence.length, 0)} solutions: ${worst.toExponential(1)}.</p>` +
      table("Kinds of figures", [{ t: "Kind" }, { t: "Rows", n: 1 }, { t: "USD billion", n: 1 }], t.kinds.map(k => [esc(k.kind), num(k.rows, 0), num(k.usdMillion / 1e3, 1)])) +
      `<details><summary>Adjustments to the raw figures</summary>${table("Largest first", [{ t: "Step" }, { t: "From" }, { t: "To" }, { t: "Commodity" }, { t: "Before, USD m", n: 1 }, { t: "After, USD m", n: 1 }, { t: "Why" }], t.adjustments.map(a => [esc(a.step), esc(a.exporter), esc(a.importer), esc(a.commodity), num(a.beforeUSDMillion, 0), num(a.afterUSDMillion, 0), esc(a.reason)]))}</details>` +
      `<details><summary>How each solver ended</summary>${table("", [{ t: "Solver" }, { t: "Measures" }, { t: "Year", n: 1 }, { t: "Project" }, { t: "Evaluations", n: 1 }, { t: "Residual", n: 1 }, { t: "Tolerance", n: 1 }], R.convergence.map(c => [esc(c.solver), esc(c.scenario), c.year, c.withProject ? "with" : "without", c.iterations, c.residual.toExponential(2), c.tolerance.toExponential(0)]))}</details>`;
  });
  section("assumptions", "Assumptions", el => {
    el.innerHTML = `<p>${num(R.assumptions.length, 0)} entries of quality D: assumed, not observed.</p><details><summary>List</summary>${table("", [{ t: "Where" }, { t: "What" }, { t: "Value" }, { t: "Source" }, { t: "Note" }], R.assumptions.map(a => [esc(a.place), esc(a.subject), esc(a.value), esc(a.source), esc(a.note)]))}</details>`;
  });
  section("sources", "Sources", el => {
    el.innerHTML = table("A official or primary, B press or secondary, C derived, D assumed", [{ t: "Id" }, { t: "Source" }, { t: "Quality" }, { t: "Rows", n: 1 }], R.sources.map(s => [esc(s.id), esc(s.citation), s.quality, num(s.uses, 0)])) + `<footer><p>Tumen ${esc(R.tumenVersion)}, study ${esc(R.study.id)}, seed ${R.seed}, study digest ${esc(R.study.digest.slice(0, 16))}…, results schema ${esc(R.schemaVersion)}. Base map: Natural Earth.</p></footer>`;
  });

  // ---------------------------------------------------------------- start
  const contents = document.getElementById("contents");
  contents.innerHTML = sections.map(([id, t]) => `<a href="#${id}">${esc(t)}</a>`).join("") + `<label>Scenario <select>${R.scenarios.map((s, i) => `<option value="${i}">${esc(s.name)}</option>`).join("")}</select></label>`;
  const render = () => { for (const [i, d] of draw.entries()) { main.children[main.querySelector("noscript") ? i + 1 : i].lastElementChild.innerHTML = ""; d(); } document.body.dataset.ready = "yes"; };
  contents.querySelector("select").onchange = e => { scenario = R.scenarios[+e.target.value]; render(); };
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(d => { d.open = true; }));
  main.querySelector("noscript")?.remove();
  render();
})();
