"use strict";
(() => {
  const LAND = JSON.parse(document.getElementById("land").textContent);
  const regionName = Object.fromEntries(R.study.regions.map(r => [r.id, r.name]));
  const commodityName = Object.fromEntries(R.study.commodities.map(c => [c.id, c.name]));
  const nodeById = Object.fromEntries(R.network.nodes.map(n => [n.id, n]));
  let scenario = R.scenarios[0];

  // ---------------------------------------------------------------- words and numbers
  const measure = Object.fromEntries((R.policyCalendar || []).map(m => [m.id, m.name]));
  // Source ids as links to the list of sources.
  const cite = ids => ids.split(";").filter(id => id).map(id => `<a href="#source-${esc(id)}">${esc(id).replace(/_/g, "_<wbr>")}</a>`).join("; ");
  const fold = (title, html) => `<details><summary>${title}</summary>${html}</details>`;
  const carrier = text => text.replace(/rail(\d{4})/g, "rail $1 mm").replace(/_/g, " ").replace(/\+/g, " and ");
  const place = id => nodeById[id].name.split("(")[0].split(" - ")[0].trim();
  const opens = +R.project.opening.slice(0, 4);
  const hasLinks = R.network.links.some(l => l.isProject);
  const tonnesIn = s => { const y = s.years.find(y => y.year === R.study.referenceYear); return y ? y.tonnes : 0; };
  const measures = ids => ids.length ? fold(ids.length, ids.map(id => esc(measure[id] || id)).join("<br>")) : "none";
  const drivers = { capex: "investment", opex: "operating cost", opening_delay: "a late opening", rail_rate: "railway rates", sea_rate: "sea freight", terminal_cost: "cost at terminals", route_scale: "how sharply shippers choose routes", carbon_price: "price of CO2e", carbon_growth: "growth of the price of CO2e", lifted_year: "the year in which measures go" };
  const driver = name => drivers[name] || name.replace(/_/g, " ");

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
  section("executive", "In one page", el => {
    const worth = s => s.economics.enpvUSDMillion, names = list => join(list.map(s => `“${esc(s.name)}”`));
    const pays = R.scenarios.filter(s => worth(s) > 0), loses = R.scenarios.filter(s => worth(s) <= 0);
    const headline = !loses.length ? "It brings more than it costs under every scenario." : !pays.length ? "It costs more than it brings under every scenario." : `It brings more than it costs under ${names(pays)}, and not under ${names(loses)}.`;
    const first = R.scenarios[0], best = R.scenarios.reduce((m, s) => worth(s) > worth(m) ? s : m);
    const shown = best === first ? [first] : [first, best];
    const spent = R.project.capex.reduce((t, c) => t + c.usdMillion, 0);
    const cards = R.scenarios.map(s => {
      const e = s.economics;
      return `<div class="card"><h3>${esc(s.name)}</h3><div class="big">${signed(worth(s), `USD ${num(worth(s), 0)} m`)}</div><p class="note">worth to all countries together (ENPV)</p><dl>
        <dt>Economic rate of return</dt><dd>${rates(e.eirr)}</dd><dt>Benefits over costs</dt><dd>${num(e.benefitCostRatio, 2)}</dd>
        ${s.risk ? `<dt>Chance that it loses</dt><dd>${pct(s.risk.probabilityNegative, 0)}</dd>` : ""}
        <dt>Worth to its company (FNPV), USD m</dt><dd>${usd(s.finance.fnpvUSDMillion, 0)}</dd>
        ${hasLinks ? `<dt>Traffic ${R.study.referenceYear}, Mt</dt><dd>${num(tonnesIn(s) / 1e6, 2)}</dd>` : ""}</dl></div>`;
    }).join("");
    const turns = first.economics.switchingValues.filter(v => !none(v.factor) && v.factor > 0).map(v => `${esc(v.driver.replace(/^[A-Z](?=[a-z])/, c => c.toLowerCase()))} ${v.factor < 1 ? `at ${pct(v.factor, 0)} of what is planned` : `${num(v.factor, 1)} times what is planned`}`);
    const back = R.validation.backTest, seen = back.rows.filter(r => r.use === "prediction" && r.commodity === "all"), missed = seen.filter(r => r.error !== 0);
    const claims = R.claims || [], wrong = claims.filter(c => c.verdict === "contradicted").length;
    const worlds = R.dependenceReport ? R.dependenceReport.worlds : [];
    const partner = (m, w) => { const d = worlds.find(x => x.measures === m && x.withProject === w); return d && d.partners[0]; };
    const dep = partner("as adopted", false), depWith = partner("as adopted", true) || dep, free = partner("none", true);
    el.innerHTML = `<div class="page"><p><strong>The answer. ${headline}</strong> It costs USD ${num(spent, 0)} million to build${hasLinks ? `, for ${num(R.project.capacityMegatonnesPerYear, 1)} Mt a year of capacity` : ""}, and ${opens <= R.study.baseYear ? "opened" : "opens"} on ${day(R.project.opening)}. All amounts are US dollars of ${R.study.priceYear}; what it is worth is reckoned to ${R.study.presentValueYear} at ${R.study.economicDiscountText} a year.</p>
      <div class="cards">${cards}</div>
      <p><strong>Who gains, who pays</strong> (USD million). ${shown.map(s => `${esc(s.name)}: ${gainers(s.economics.incidence)}.`).join(" ")}</p>
      <p><strong>What it hangs on.</strong> ${best.risk ? `Under “${esc(best.name)}” most on ${join(best.risk.tornado.slice(0, 3).map(t => esc(driver(t.driver))))}. ` : ""}${turns.length ? `To come out even under “${esc(first.name)}”, one of these would do, all else as it is: ${turns.join("; or ")}.` : `Under “${esc(first.name)}” no change of a single figure alone, of cost or of benefit, makes it come out even.`}</p>
      ${dep ? `<p><strong>Dependence.</strong> In ${R.dependenceReport.year} ${esc(country(R.dependenceReport.country))} does ${pct(dep.share, 0)} of its trade with ${esc(country(dep.country))} under the measures, ${pct(depWith.share, 0)} with the project${free ? `; without measures ${pct(free.share, 0)} with ${esc(country(free.country))}` : ""}.${none(dep.realIncomePercent) ? "" : ` If ${esc(country(dep.country))} stopped trading with it under the measures, its real income would ${dep.realIncomePercent < 0 ? "fall" : "rise"} by ${num(Math.abs(dep.realIncomePercent), 1)} %.`}</p>` : ""}
      <p><strong>How far to trust it.</strong> ${seen.length ? `${esc(back.description.replace(/, Mt a year$/, ""))}${back.isOnProject ? "" : ", which is not this project’s,"} was counted in ${seen.length} years that nothing was fitted to: ${seen.length - missed.length} of them come out inside the observed range${missed.length ? `, the others ${num(missed.reduce((t, r) => t + Math.abs(r.error), 0) / missed.length, 2)} Mt outside it on the mean` : ""}. ` : ""}${R.validation.routes.length ? `Published lengths, times and prices of routes that the model meets: ${num(R.validation.routes.filter(r => r.within).length, 0)} of ${num(R.validation.routes.length, 0)}. ` : ""}${num(R.assumptions.length, 0)} figures of the study are assumed, not observed; they are listed at the end.${claims.length ? ` Of ${claims.length} published statements checked, the data contradict ${wrong}.` : ""}</p>${terms}</div>`;
  });

  section("summary", "Scenario by scenario", el => {
    const words = R.scenarios.map(s => {
      const cells = s.economics.incidence.slice().sort((a, b) => b.presentValueUSDMillion - a.presentValueUSDMillion);
      const name = c => `${country(c.country)} (${(party[c.party] || c.party).toLowerCase()}, USD ${num(c.presentValueUSDMillion, 0)} m)`;
      const gain = cells.filter(c => c.presentValueUSDMillion > 0.5).slice(0, 3).map(name), loss = cells.filter(c => c.presentValueUSDMillion < -0.5).slice(-2).reverse().map(name);
      return `<p><strong>${esc(s.name)}.</strong> ${esc(s.description)} The project ${s.economics.enpvUSDMillion < 0 ? "costs more than it brings" : "brings more than it costs"}: USD ${num(s.economics.enpvUSDMillion, 0)} million. ${gain.length ? `Most goes to ${esc(join(gain))}` : "Nobody gains much"}${loss.length ? `; most is borne by ${esc(join(loss))}` : ""}.${s.risk ? ` In ${pct(s.risk.probabilityNegative, 0)} of ${num(s.risk.draws, 0)} draws it loses; it hangs most on ${esc(join(s.risk.tornado.slice(0, 3).map(t => driver(t.driver))))}.` : ""}</p>`;
    }).join("");
    el.innerHTML = words + table(`Investment, USD million of ${R.study.priceYear}`, [{ t: "Item" }, { t: "As the source gives it" }, { t: "USD m", n: 1 }], R.project.capex.map(c => [esc(c.item), `${esc(c.currency)} ${num(c.amountMillion, 0)} m`, num(c.usdMillion, 0)])) + R.warnings.map(w => `<p class="note">${esc(w)}</p>`).join("");
  });

  // ---------------------------------------------------------------- map
  section("map-section", "The network and its flows", el => {
    el.innerHTML = `<div class="controls"><label>Show <select id="layer"><option value="change">change through the project</option><option value="with">flows with the project</option><option value="without">flows without it</option><option value="value">what links are worth</option></select></label><span class="note">Scroll or pinch to zoom, drag to move, point at a line for its figures.</span></div><p class="note" id="map-caption"></p>
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
    // The project with what is around it; one without links of its own by the places of its countries.
    const around = R.network.links.filter(l => l.isProject).flatMap(l => l.path);
    const seen = (around.length ? around : R.network.nodes.filter(n => R.project.countries.includes(n.country)).map(n => [n.longitude, n.latitude])).map(([lon, lat]) => [mx(turn(lon)), my(lat)]);
    const [left, right, top, bottom] = seen.length ? [Math.min(...seen.map(p => p[0])), Math.max(...seen.map(p => p[0])), Math.min(...seen.map(p => p[1])), Math.max(...seen.map(p => p[1]))] : [0, W, 0, H];
    const wide = Math.min(W, Math.max(220, 1.3 * (right - left), 1.3 * (bottom - top) * W / H));
    const home = [(left + right - wide) / 2, (top + bottom - wide * H / W) / 2, wide, wide * H / W];
    const traffic = Object.fromEntries(R.network.nodes.map(n => [n.id, 0])), own = new Set();
    for (const l of R.network.links) for (const end of [l.from, l.to]) { traffic[end] += Math.max(0, ...l.flows.map(f => f.withMegatonnes)); if (l.isProject) own.add(end); }
    let view = home.slice();
    const apply = () => svg.setAttribute("viewBox", view.join(" "));
    const zoom = (f, px = .5, py = .5) => { const w = Math.min(1100, Math.max(12, view[2] * f)), h = w * H / W; view = [view[0] + (view[2] - w) * px, view[1] + (view[3] - h) * py, w, h]; apply(); paint(); };
    function paint() {
      const mode = pick.value, lines = [], drawn = {}, change = mode === "change";
      const width = size => Math.min(10, mode === "value" ? .7 + 1.1 * Math.sqrt(size) : change ? 1 + 3.2 * Math.sqrt(size) : .7 + .55 * Math.sqrt(size));
      for (const [i, l] of R.network.links.entries()) {
        const f = l.flows.find(f => f.scenario === scenario.id);
        if (!f) continue;
        const v = mode === "value" ? f.onePercentUSDMillion : change ? f.withMegatonnes - f.withoutMegatonnes : mode === "with" ? f.withMegatonnes : f.withoutMegatonnes;
        const size = Math.abs(v), shown = size > (mode === "value" ? .01 : change ? .005 : .02);
        if (!shown && !l.carrier.includes("rail") && !l.isProject) continue;
        const colour = !shown ? "#b9c2ca" : change ? (v > 0 ? "#2166ac" : "#c2502f") : l.carrier === "sea" ? "#5b8db8" : l.carrier.includes("pipeline") ? "#8a4f9e" : "#444f5a";
        const d = ring(l.path);
        if (shown) for (const end of [l.from, l.to]) drawn[end] = Math.max(size, drawn[end] || 0);
        if (l.isProject) lines.push([-1, `<path class="link" d="${d}" stroke="#0b7a75" stroke-width="${shown ? width(size) + 5 : 5}" stroke-opacity=".4"/>`]);
        lines.push([size, `<path class="link" data-i="${i}" d="${d}" stroke="${colour}" stroke-width="${shown ? width(size) : .6}" stroke-opacity="${shown ? .85 : .7}"/>`]);
      }
      lines.sort((a, b) => a[0] - b[0]);
      svg.querySelector(".links").innerHTML = lines.map(l => l[1]).join("");
      const s = view[2] / (svg.getBoundingClientRect().width || W);
      // Names in order of weight, those of the project, then of what is drawn, then of other traffic: each right, left, above or below of its
      // place where it is free, else none.
      const taken = [], edge = [view[0] / s, view[1] / s, (view[0] + view[2]) / s, (view[1] + view[3]) / s];
      const inView = n => { const x = mx(turn(n.longitude)), y = my(n.latitude); return x > view[0] && x < view[0] + view[2] && y > view[1] && y < view[1] + view[3]; };
      const labelled = R.network.nodes.filter(n => n.kind !== "strait" && n.kind !== "junction" && inView(n)).sort((a, b) => own.has(b.id) - own.has(a.id) || (drawn[b.id] || 0) - (drawn[a.id] || 0) || traffic[b.id] - traffic[a.id]).map(n => {
        if (taken.length > 17) return "";
        const text = place(n.id), wide = 7.4 * text.length;
        const x = mx(turn(n.longitude)), y = my(n.latitude), px = x / s, py = y / s;
        const free = [[6, 4, "start", 0], [-6, 4, "end", -1], [0, -8, "middle", -.5], [0, 18, "middle", -.5]].find(([dx, dy, , from]) => {
          const box = [px + dx + from * wide, py + dy - 12, px + dx + (from + 1) * wide, py + dy + 4];
          const near = own.has(n.id) ? 0 : 14;
          if (box[0] < edge[0] || box[2] > edge[2] || box[1] < edge[1] || box[3] > edge[3] || taken.some(t => box[0] - near < t[2] && t[0] - near < box[2] && box[1] - near < t[3] && t[1] - near < box[3])) return false;
          taken.push(box);
          return true;
        });
        return free ? `<g transform="translate(${x.toFixed(1)},${y.toFixed(1)}) scale(${s.toFixed(4)})"><circle r="3.2" fill="#1d2733"/><text x="${free[0]}" y="${free[1]}" text-anchor="${free[2]}" font-size="13" fill="#1d2733" stroke="#fff" stroke-width="3" paint-order="stroke">${esc(text)}</text></g>` : "";
      });
      svg.querySelector(".places").innerHTML = labelled.join("");
      const key = (colour, text, px = 6) => `<span><i style="background:${colour};height:${px}px"></i>${text}</span>`;
      const sizes = mode === "value" ? [1, 10, 50] : change ? [.1, 1, 5] : [1, 10, 100];
      el.querySelector("#legend").innerHTML = (hasLinks ? key("rgba(11,122,117,.4)", "the project") : "") + (change ? key("#2166ac", "more with the project") + key("#c2502f", "less") + key("#b9c2ca", "railway without change", 1) : key("#444f5a", "land") + key("#5b8db8", "sea") + key("#8a4f9e", "pipeline")) + `<span>Width:</span>` + sizes.map(v => key("#6b7683", mode === "value" ? `USD ${v} m` : `${v} Mt`, width(v).toFixed(1))).join("");
      const most = Math.max(0, ...lines.map(l => l[0]));
      el.querySelector("#map-caption").textContent = `${pick.selectedOptions[0].text.replace(/^./, c => c.toUpperCase())}, ${R.study.referenceYear}, ${scenario.name}: ${mode === "value" ? "USD million a year of world real income for 1 % off a link\u2019s cost" : "Mt a year, both directions"}.${change && most < .005 ? " No flow changes." : ""}`;
      holder.dataset.mapDrawn = String(lines.length);
    }
    holder.addEventListener("wheel", e => { e.preventDefault(); const b = svg.getBoundingClientRect(); zoom(e.deltaY > 0 ? 1.2 : 1 / 1.2, (e.clientX - b.left) / b.width, (e.clientY - b.top) / b.height); }, { passive: false });
    let from = null;
    svg.addEventListener("pointerdown", e => { from = [e.clientX, e.clientY, ...view]; svg.setPointerCapture(e.pointerId); });
    svg.addEventListener("pointerup", () => { from = null; paint(); });
    svg.addEventListener("pointermove", e => {
      const b = svg.getBoundingClientRect();
      if (from) { view[0] = from[2] - (e.clientX - from[0]) * view[2] / b.width; view[1] = from[3] - (e.clientY - from[1]) * view[3] / b.height; apply(); return; }
      const path = document.elementFromPoint(e.clientX, e.clientY);
      if (!path || !path.dataset || path.dataset.i === undefined) { tip.style.display = "none"; return; }
      const l = R.network.links[+path.dataset.i], f = l.flows.find(f => f.scenario === scenario.id);
      const parts = Object.entries(f.byCommodityMegatonnes).sort((a, b) => b[1] - a[1]).slice(0, 5).map(([c, v]) => `${esc(commodityName[c] || c)} ${num(v, 2)}`).join("; ");
      tip.innerHTML = `<strong>${esc(nodeById[l.from].name)} – ${esc(nodeById[l.to].name)}</strong><br>${esc(carrier(l.carrier))}, ${num(l.lengthKilometres, 0)} km${l.capacityMegatonnesPerYear ? `, capacity ${num(l.capacityMegatonnesPerYear, 1)} Mt` : ""}<br>with ${num(f.withMegatonnes, 2)} Mt, without ${num(f.withoutMegatonnes, 2)} Mt<br>1 % off its cost: USD ${num(f.onePercentUSDMillion, 2)} m a year<br><span class="note">${parts}</span>`;
      tip.style.display = "block";
      tip.style.left = Math.min(b.width - 300, Math.max(4, e.clientX - b.left + 14)) + "px";
      tip.style.top = Math.min(b.height - 90, e.clientY - b.top + 12) + "px";
    });
    svg.addEventListener("pointerleave", () => { tip.style.display = "none"; });
    const [plus, minus, reset] = holder.querySelectorAll(".zoom button");
    plus.onclick = () => zoom(1 / 1.6); minus.onclick = () => zoom(1.6); reset.onclick = () => { view = home.slice(); apply(); paint(); };
    pick.onchange = paint;
    apply();
    new ResizeObserver(paint).observe(holder);
    paint();
  });

  // ---------------------------------------------------------------- link values
  section("link-values", "What each link is worth", el => {
    const rows = R.network.links.map(l => ({ l, f: l.flows.find(f => f.scenario === scenario.id) })).filter(r => r.f && (r.f.onePercentUSDMillion > 0 || r.l.isProject));
    rows.sort((a, b) => b.f.onePercentUSDMillion - a.f.onePercentUSDMillion);
    const shown = rows.filter((r, i) => i < 25 || r.l.isProject);
    el.innerHTML = `<p class="note">World real income that one per cent off the cost of a link (money, time, queues) is worth, ${R.study.referenceYear}, ${esc(scenario.name)}, with the project: choices of route and queues stay as they are at the margin. The elasticity is the change of world real income, per cent, for one per cent more cost. The map above shows all links under \u201cwhat links are worth\u201d.</p>` +
      table("The links worth most, and the project\u2019s", [{ t: "Link" }, { t: "Carrier" }, { t: "Length, km", n: 1 }, { t: "Cost borne, USD m a year", n: 1 }, { t: "Welfare elasticity, ×10⁻⁶", n: 1 }, { t: "1 % off is worth, USD m a year", n: 1 }, { t: "The same per USD m built, USD a year", n: 1 }], shown.map(({ l, f }) => [`${esc(place(l.from))} – ${esc(place(l.to))}${l.isProject ? " (project)" : ""}`, esc(carrier(l.carrier)), num(l.lengthKilometres, 0), auto(f.transportCostUSDMillion), auto(1e6 * f.welfareElasticity), auto(f.onePercentUSDMillion), num(f.onePercentUSDPerUSDMillionBuilt, 0)]), k => shown[k].l.isProject ? "project" : "");
  });

  // ---------------------------------------------------------------- traffic
  if (hasLinks) section("traffic", "Traffic", el => {
    const holder = div(el), names = R.scenarios.map(s => s.name);
    const lines = R.scenarios.flatMap(s => s.years.filter(y => y.year >= opens).map(y => ({ year: y.year, mt: y.tonnes / 1e6, scenario: s.name })));
    const seen = R.validation.backTest.rows.filter(b => b.commodity === "all" && R.validation.backTest.isOnProject).map(b => ({ year: b.year, low: b.observedLow, high: b.observedHigh }));
    chart(holder, "Traffic over the project by year and scenario, with counted traffic", { height: 280, layer: [
      { data: { values: lines }, mark: { type: "line", strokeWidth: 2.2 }, encoding: { x: { field: "year", type: "quantitative", axis: { format: "d", title: null }, scale: { nice: false, zero: false } }, y: { field: "mt", type: "quantitative", title: "Mt a year over the project" }, color: { field: "scenario", type: "nominal", title: null, scale: palette(names), legend: { orient: "top" } }, strokeDash: { field: "scenario", type: "nominal", scale: { domain: names, range: [[1, 0], [6, 3], [2, 3], [8, 3, 2, 3]] }, legend: null } } },
      { data: { values: seen }, mark: { type: "rule", strokeWidth: 6, opacity: .45, color: "#35404c" }, encoding: { x: { field: "year", type: "quantitative" }, y: { field: "low", type: "quantitative" }, y2: { field: "high" } } },
      { data: { values: [{ mt: R.project.capacityMegatonnesPerYear }] }, mark: { type: "rule", strokeDash: [5, 4], color: "#6b7683" }, encoding: { y: { field: "mt", type: "quantitative" } } }] });
    const over = R.scenarios.some(s => s.years.some(y => y.capacityUse > 1));
    const rows = scenario.years.filter(y => y.solved && y.year >= opens).map(y => [y.year, num(y.tonnes / 1e6, 2), pct(y.capacityUse, 0), num(y.userBenefitUSDMillion, 1), num(y.co2eSavedTonnes / 1e3, 1), esc(Object.entries(y.tonnesByCommodity).filter(c => c[1] >= 5e3).sort((a, b) => b[1] - a[1]).slice(0, 4).map(([c, v]) => `${commodityName[c] || c} ${num(v / 1e6, 2)}`).join("; ")) || "–", num(y.transportCostShareWithPercent, 2)]);
    div(el, `<p class="note">A tonne counts once if it goes over any part of the project, in either direction.${seen.length ? " Grey bars: range counted at the border, in one direction." : ""} Grey dashes: capacity, ${num(R.project.capacityMegatonnesPerYear, 1)} Mt a year${over ? ". More than it can come: a line of several parts carries different tonnes on each, and queues make a full part dear without closing it, so that what is above it is to be read as cargo that would wait or pay for more room" : ""}.</p>` + table(`Years that were solved, ${esc(scenario.name)}; between them figures are interpolated`, [{ t: "Year", n: 1 }, { t: "Traffic, Mt", n: 1 }, { t: "Over capacity", n: 1 }, { t: "Users’ benefit, USD m", n: 1 }, { t: "CO2e saved, kt", n: 1 }, { t: "Mainly, Mt", wide: 1 }, { t: "Cost of carriage in the world, % of trade", n: 1 }], rows));
  });

  // ---------------------------------------------------------------- routes
  section("routes", "Routes and their shares", el => {
    if (!scenario.routes.length) { el.innerHTML = "<p>No routes under this scenario.</p>"; return; }
    const options = scenario.routes.map((t, i) => `<option value="${i}">${esc(commodityName[t.commodity] || t.commodity)}: ${esc(regionName[t.origin])} – ${esc(regionName[t.destination])}, ${num(t.tonnesWith / 1e6, 2)} Mt</option>`).join("");
    el.innerHTML = `<div class="controls"><label>Flow <select>${options}</select></label></div><div></div>`;
    const pick = el.querySelector("select"), body = el.lastElementChild;
    const show = t => {
      const left = 1 - t.routes.reduce((sum, r) => sum + r.shareWith, 0), uses = t.routes.some(r => r.usesProject);
      return table(`${esc(commodityName[t.commodity] || t.commodity)}, ${esc(regionName[t.origin])} to ${esc(regionName[t.destination])}, ${R.study.referenceYear}, ${esc(scenario.name)}: ${num(t.tonnesWithout / 1e6, 3)} Mt without the project, ${num(t.tonnesWith / 1e6, 3)} Mt with it`, [{ t: "Route", wide: 1 }, { t: "Modes" }, { t: "Share without project", n: 1 }, { t: "Share with project", n: 1 }, { t: "Cost, USD/t", n: 1 }, { t: "Days", n: 1 }, { t: "Length, km", n: 1 }, { t: "CO2e, kg/t", n: 1 }, { t: "Let through by measures", n: 1 }, { t: "Measures on it" }], t.routes.map(r => [esc(r.description), esc(r.chain.replace(/\+/g, ", ")), pct(r.shareWithout, 1), pct(r.shareWith, 1), num(r.moneyUSDPerTonne, 1), num(r.days, 1), num(r.lengthKilometres, 0), num(r.co2eKilogramsPerTonne, 0), pct(r.allowedShare, 0), measures(r.measures)]), k => t.routes[k].usesProject ? "project" : "") + `<p class="note">${uses ? "Shaded: over the project. " : hasLinks ? "None of these goes over the project. " : ""}${left > .005 ? `Further routes carry ${pct(left, 1)}. ` : ""}Flows listed first are those that use the project most; then the largest that can go by land or by sea.</p>`;
    };
    pick.onchange = () => { body.innerHTML = show(scenario.routes[+pick.value]); };
    body.innerHTML = show(scenario.routes[0]);
  });

  // ---------------------------------------------------------------- trade and income
  section("trade", "Trade and real income by region", el => {
    const rows = scenario.tradeEffects.slice().sort((a, b) => b.realIncomeUSDMillion - a.realIncomeUSDMillion);
    const most = Math.max(0, ...rows.map(r => Math.abs(r.realIncomeUSDMillion)));
    if (most < 1e-4) { el.innerHTML = `<p>Under “${esc(scenario.name)}” the project changes no region’s trade or real income in ${R.study.referenceYear}.</p>`; return; }
    const tells = r => Math.abs(r.realIncomeUSDMillion) > .005 * most, shown = rows.filter(tells), others = rows.filter(r => !tells(r));
    const pickRows = shown.length > 16 ? shown.slice(0, 8).concat(shown.slice(-8)) : shown;
    const holder = div(el);
    chart(holder, "Change of real income by region", { height: { step: 18 }, data: { values: pickRows.map(r => ({ region: regionName[r.region], usd: r.realIncomeUSDMillion, s: r.realIncomeUSDMillion < 0 ? "loss" : "gain" })) }, mark: "bar", encoding: { y: { field: "region", type: "nominal", sort: null, title: null, axis: { labelLimit: 240 } }, x: { field: "usd", type: "quantitative", title: `Real income, USD million in ${R.study.referenceYear}` }, color: { field: "s", type: "nominal", title: null, scale: { domain: ["gain", "loss"], range: ["#2166ac", "#c2502f"] }, legend: { orient: "top" } } } });
    const columns = [{ t: "Region" }, { t: "Exports, %", n: 1 }, { t: "Imports, %", n: 1 }, { t: "Wage, %", n: 1 }, { t: "Prices, %", n: 1 }, { t: "Cost of carriage, %", n: 1 }, { t: "Real income, %", n: 1 }, { t: "Real income, USD m", n: 1 }];
    const cells = list => list.map(r => [esc(regionName[r.region]), auto(r.exportsPercent), auto(r.importsPercent), auto(r.wagePercent), auto(r.priceIndexPercent), auto(r.transportCostPercent), auto(r.realIncomePercent), signed(r.realIncomeUSDMillion, auto(r.realIncomeUSDMillion))]);
    div(el, `<p class="note">With against without the project, ${esc(scenario.name)}, ${R.study.referenceYear}. Real income from the trade equilibrium stands beside the appraisal and is not added to it. Cost of carriage: mean cost of carrying a region’s exports and imports; it rises where cargo takes a dearer way that saves time.</p>` + table("Change through the project", columns, cells(shown)) + (others.length ? fold(`${others.length} regions that change less`, table("", columns, cells(others))) : ""));
  });

  // ---------------------------------------------------------------- incidence
  section("incidence", "Who gains and who loses", el => {
    const e = scenario.economics, parties = [...new Set([...Object.keys(party), ...e.incidence.map(c => c.party)])].filter(p => e.incidence.some(c => c.party === p)), title = p => party[p] || p;
    const countries = [...new Set(e.incidence.map(c => c.country))];
    const value = (c, p) => e.incidence.filter(x => (c === null || x.country === c) && (p === null || x.party === p)).reduce((s, x) => s + x.presentValueUSDMillion, 0);
    countries.sort((a, b) => value(b, null) - value(a, null));
    const most = Math.max(...e.incidence.map(x => Math.abs(x.presentValueUSDMillion)));
    const big = countries.filter(c => e.incidence.some(x => x.country === c && Math.abs(x.presentValueUSDMillion) > .01 * most)), small = countries.filter(c => !big.includes(c));
    const holder = div(el);
    chart(holder, "Present value by country and party", { height: { step: 20 }, data: { values: e.incidence.filter(x => big.includes(x.country)).map(x => ({ country: country(x.country), party: title(x.party), usd: x.presentValueUSDMillion })) }, mark: "bar", encoding: { y: { field: "country", type: "nominal", sort: big.map(country), title: null, axis: { labelLimit: 240 } }, x: { field: "usd", type: "quantitative", title: "Present value, USD million" }, color: { field: "party", type: "nominal", title: null, scale: palette(parties.map(title)), legend: { orient: "top" } } } });
    const row = c => [esc(country(c)), ...parties.map(p => { const v = value(c, p); return Math.abs(v) < 1e-12 ? "" : usd(v); }), usd(value(c, null))], head = [{ t: "Country" }, ...parties.map(p => ({ t: title(p), n: 1 })), { t: "Total", n: 1 }];
    const rows = big.map(row);
    if (small.length) rows.push([`${small.length} other countries`, ...parties.map(p => usd(small.reduce((t, c) => t + value(c, p), 0))), usd(small.reduce((t, c) => t + value(c, null), 0))]);
    rows.push(["Total", ...parties.map(p => usd(value(null, p))), usd(value(null, null))]);
    div(el, table(`Present values, USD million, ${esc(scenario.name)}; the cells add up to the economic net present value (ENPV) of ${num(e.enpvUSDMillion, 1)}`, head, rows, k => k === rows.length - 1 ? "total" : "") + (small.length ? fold(`The ${small.length} other countries`, table("", head, small.map(row))) : ""));
  });

  // ---------------------------------------------------------------- cash flows
  section("economics", "Economic cash flow", el => {
    const e = scenario.economics, kinds = { capex: "Investment", opex: "Operating cost", user_benefit: "Users’ benefit", revenue: "Charges received", externality: "CO2e", residual_value: "Value left at the end", transfer: "Transfers", financing: "Loans" };
    const byYear = {};
    for (const item of e.items) item.usdMillion.forEach((v, i) => { if (item.kind === "transfer" || item.kind === "financing") return; const key = `${item.firstYear + i}|${kinds[item.kind] || item.kind}`; byYear[key] = (byYear[key] || 0) + v; });
    const every = Object.entries(byYear).map(([k, v]) => ({ year: +k.split("|")[0], kind: k.split("|")[1], usd: v })), start = Math.min(...every.filter(v => Math.abs(v.usd) > 1e-9).map(v => v.year)), values = every.filter(v => v.year >= start);
    const order = [...new Set([...Object.values(kinds), ...values.map(v => v.kind)])].filter(k => values.some(v => v.kind === k));
    const holder = div(el);
    chart(holder, "Economic cash flow by year", { height: 260, data: { values }, mark: { type: "bar" }, encoding: { x: { field: "year", type: "ordinal", title: null, axis: { labelAngle: 0, labelOverlap: true } }, y: { field: "usd", type: "quantitative", title: `USD million of ${R.study.priceYear}` }, color: { field: "kind", type: "nominal", title: null, scale: palette(order), legend: { orient: "top" } } } });
    div(el, `<p>${esc(scenario.name)}: ENPV USD ${num(e.enpvUSDMillion, 1)} million at ${R.study.economicDiscountText}; EIRR ${rates(e.eirr)}; benefits over costs ${num(e.benefitCostRatio, 2)}. Transfers and loans, which move money between parties and make none, are left out of the chart.</p>${list(e.comments)}` +
      table(e.items.length > 24 ? `The 24 largest of ${e.items.length} items` : "Items", [{ t: "Item" }, { t: "Kind" }, { t: "Country" }, { t: "Party" }, { t: "Present value, USD m", n: 1 }], e.items.slice().sort((a, b) => Math.abs(b.presentValueUSDMillion) - Math.abs(a.presentValueUSDMillion)).slice(0, 24).map(i => [esc(i.name), esc(kinds[i.kind] || i.kind), esc(country(i.country)), esc(party[i.party] || i.party), usd(i.presentValueUSDMillion)])) +
      table("Switching values: how many times what is planned a figure would have to be for the project to break even, all else as it is", [{ t: "What is varied" }, { t: "Times what is planned", n: 1 }, { t: "Change of ENPV for 1 % more, USD m", n: 1 }], e.switchingValues.map(s => [esc(s.driver), none(s.factor) ? "never breaks even" : num(s.factor, 2), num(s.enpvPerPercentUSDMillion, 2)])));
  });

  section("finance", "The project company", el => {
    const f = scenario.finance;
    const start = (f.years.find(y => y.capex || y.revenue || y.opex) || f.years[0]).year;
    const values = f.years.filter(y => y.year >= start).flatMap(y => [{ year: y.year, what: "Cash available for debt service", usd: y.cfads }, { year: y.year, what: "Debt service", usd: y.interest + y.principal }, { year: y.year, what: "Cash to the owners", usd: y.equityCashFlow }]);
    const holder = div(el);
    chart(holder, "Cash of the project company", { height: 230, data: { values }, mark: { type: "line", strokeWidth: 2 }, encoding: { x: { field: "year", type: "quantitative", axis: { format: "d", title: null }, scale: { nice: false } }, y: { field: "usd", type: "quantitative", title: "USD million" }, color: { field: "what", type: "nominal", title: null, legend: { orient: "top", labelLimit: 260 } } } });
    const ratios = [["Financial net present value, USD m", num(f.fnpvUSDMillion, 1)], ["Financial rate of return", rates(f.firr)], ["Return on equity", rates(f.equityIRR)], ["Least debt service cover (cash over debt service)", num(f.dscrMinimum, 2)], ["Average debt service cover", num(f.dscrAverage, 2)], ["Loan life cover (present value of cash over debt)", num(f.llcr, 2)], ["Project life cover", num(f.plcr, 2)], ["Net present value to the owners, USD m", num(f.statements.equityNPV, 1)], ["Paid in by the owners where cash failed, USD m", num(f.statements.ownerSupport, 1)], ["Checks of the model", f.statements.checks.every(c => c.passed) ? '<span class="ok">all pass</span>' : '<span class="miss">some fail</span>']];
    let html = `<div class="two"><div>${table(`Ratios, ${esc(scenario.name)}; the company stands on its own cash`, [{ t: "Ratio" }, { t: "Value", n: 1 }], ratios)}</div><div>${table("Sources and uses of funds", [{ t: "Item" }, { t: "Kind" }, { t: "USD m", n: 1 }], f.sourcesAndUses.map(s => [esc(s.name), s.kind, num(s.usdMillion, 1)]))}</div></div>${list(f.comments)}`;
    html += `<details><summary>Year by year</summary>${table("USD million", [{ t: "Year", n: 1 }, { t: "Revenue", n: 1 }, { t: "Opex", n: 1 }, { t: "Tax", n: 1 }, { t: "CFADS", n: 1 }, { t: "Capex", n: 1 }, { t: "Loans drawn", n: 1 }, { t: "Interest", n: 1 }, { t: "Principal", n: 1 }, { t: "Debt", n: 1 }, { t: "To owners", n: 1 }, { t: "DSCR", n: 1 }], f.years.map(y => [y.year, num(y.revenue), num(y.opex), num(y.tax), num(y.cfads), num(y.capex), num(y.drawdown), num(y.interest), num(y.principal), num(y.debtBalance), usd(y.equityCashFlow), num(y.dscr, 2)]))}<p class="note">CFADS: cash available for debt service. DSCR: that over interest and principal due.</p></details>`;
    const st = f.statements, rows = [["Revenue", "revenue"], ["Operating cost", "opex"], ["Depreciation", "depreciation"], ["Interest", "interest_expense"], ["Profit before tax", "profit_before_tax"], ["Tax", "tax"], ["Net income", "net_income"], ["CFADS", "cfads"], ["Debt service", "debt_service"], ["DSCR", "dscr"], ["Paid in by owners where cash failed", "owner_support"], ["Cash from and to owners", "equity_cash_flow"], ["Fixed assets", "fixed_assets"], ["Cash", "cash"], ["Debt service reserve", "debt_reserve"], ["Senior debt", "senior_debt"], ["Share capital", "share_capital"], ["Retained profit", "retained_profit"]];
    html += `<details class="screen"><summary>Statements by period</summary>${table(`${esc(st.currency)} ${esc(st.unit)}, periods of ${st.periodMonths} months; assets are liabilities in every one`, [{ t: "Row" }, ...st.periods.map(p => ({ t: p, n: 1 }))], rows.map(([label, key]) => [label, ...st.rows[key].map(x => num(x, key === "dscr" ? 2 : 1))]))}</details>`;
    html += `<details><summary>Checks of the finance model</summary>${table("Identities over all periods", [{ t: "Check" }, { t: "Outcome" }, { t: "Largest difference", n: 1 }], st.checks.map(c => [esc(c.name), c.passed ? '<span class="ok">passes</span>' : '<span class="miss">fails</span>', power(c.residual)]))}</details>`;
    if (f.debt) html += table(esc(f.debt.name), [{ t: "Figure" }, { t: "Value", n: 1 }], [["Stock, USD m", num(f.debt.stockUSDMillion, 0)], ["Written off, USD m", num(f.debt.writtenOffUSDMillion, 0)], ["Left to pay, USD m", num(f.debt.remainingUSDMillion, 0)], [`${f.debt.instalments} instalments, ${f.debt.instalmentsPerYear} a year, each USD m`, num(f.debt.instalmentUSDMillion, 2)], ["Present value of what is left, USD m", num(f.debt.presentValueUSDMillion, 0)], ["Grant element of what is left (IMF, World Bank)", pct(f.debt.grantElementOfNewClaim, 1)], ["Share of the whole claim given up", pct(f.debt.grantElement, 1)]]);
    div(el, html);
  });

  // ---------------------------------------------------------------- risk
  section("risk", "Risk", el => {
    const k = scenario.risk;
    if (!k) { el.innerHTML = "<p>No draws were made in this run: every figure above is a single best estimate. <code>tumen appraise STUDY --project ID --draws 1000</code> draws the uncertain numbers and shows here how sure the result is and what it hangs on.</p>"; return; }
    el.innerHTML = `<p>In <strong>${pct(k.probabilityNegative, 1)}</strong> of ${num(k.draws, 0)} draws the project loses (ENPV below zero). Mean USD ${num(k.meanUSDMillion, 0)} million, standard deviation ${num(k.standardDeviationUSDMillion, 0)}. ${esc(k.chain)} Each bar on the right moves one number with the others at their medians, which need not be the best estimates: where costs overrun on the mean, the bars do not start at USD ${num(scenario.economics.enpvUSDMillion, 0)} million.</p><div class="two"><div></div><div></div></div>`;
    const [left, right] = el.lastElementChild.children;
    chart(left, "Distribution of the economic net present value", { height: 260, layer: [{ data: { values: k.histogram.map(b => ({ ...b, s: b.high <= 0 ? "loses" : "gains" })) }, mark: { type: "bar", binSpacing: 1 }, encoding: { x: { field: "low", type: "quantitative", bin: { binned: true }, title: "ENPV, USD million" }, x2: { field: "high" }, y: { field: "count", type: "quantitative", title: "Draws" }, color: { field: "s", type: "nominal", scale: { domain: ["gains", "loses"], range: ["#2166ac", "#c2502f"] }, title: null, legend: { orient: "top" } } } }, { data: { values: [{ x: 0 }] }, mark: { type: "rule", strokeWidth: 1.5 }, encoding: { x: { field: "x", type: "quantitative" } } }] });
    const bars = k.tornado.slice(0, 12);
    chart(right, "Tornado: effect of each variable", { height: { step: 20 }, data: { values: bars.flatMap(t => [{ d: driver(t.driver), a: t.enpvLowUSDMillion, b: (t.enpvLowUSDMillion + t.enpvHighUSDMillion) / 2, end: "10th percentile" }, { d: driver(t.driver), a: (t.enpvLowUSDMillion + t.enpvHighUSDMillion) / 2, b: t.enpvHighUSDMillion, end: "90th percentile" }]) }, mark: "bar", encoding: { y: { field: "d", type: "nominal", sort: bars.map(t => driver(t.driver)), title: null, axis: { labelLimit: 220 } }, x: { field: "a", type: "quantitative", title: "ENPV, USD million" }, x2: { field: "b" }, color: { field: "end", type: "nominal", scale: { range: ["#7fb0d8", "#1f5a96"] }, title: "Variable at its", legend: { orient: "top" } } } });
    div(el, table("Percentiles of the ENPV, USD million", k.percentiles.map(p => ({ t: pct(p.probability, 0), n: 1 })), [k.percentiles.map(p => num(p.usdMillion, 0))]) + table("Uncertain numbers", [{ t: "Variable" }, { t: "Distribution" }, { t: "Rank correlation with ENPV", n: 1 }, { t: "Quality" }, { t: "Source" }], k.variables.map(v => [esc(driver(v.driver)), esc(v.distribution), num(v.rankCorrelation, 2), v.quality, cite(v.source)])));
  });

  // ---------------------------------------------------------------- validation
  section("validation", "Modelled beside observed", el => {
    const v = R.validation, b = v.backTest, whole = b.rows.filter(r => r.commodity === "all");
    if (b.rows.length) {
      div(el, `<h3>Back-test of traffic</h3><p>${esc(b.description)}.${b.isOnProject ? "" : " The line counted is not this project’s; it shows how far the model of the study holds."}</p>`);
      const modelled = [...new Set(whole.map(r => r.use))].map(u => `modelled, ${u}`), free = whole.some(r => r.modelledWithoutRefusals > r.modelled + 1e-6), kinds = ["observed range", ...modelled, ...(free ? ["modelled had nobody refused what is allowed"] : [])];
      const colour = what => ({ ...what, type: "nominal", title: null, scale: { domain: kinds, range: ["#c99", "#1f5a96", "#d97a1b", "#0b7a75", "#8a4f9e"].slice(0, kinds.length) }, legend: { orient: "top", symbolType: "square" } });
      const x = { field: "year", type: "ordinal", title: null, axis: { labelAngle: 0 } }, y = (field, title) => ({ field, type: "quantitative", title });
      chart(div(el), "Back-test of traffic", { height: 240, layer: [
        { mark: { type: "rule", strokeWidth: 12 }, encoding: { x, y: y("observedLow", "Mt a year"), y2: { field: "observedHigh" }, color: colour({ datum: "observed range" }) } },
        { mark: { type: "tick", thickness: 2, width: 22 }, encoding: { x, y: y("observedLow"), color: colour({ datum: "observed range" }) } },
        { mark: { type: "tick", thickness: 2, width: 22 }, encoding: { x, y: y("observedHigh"), color: colour({ datum: "observed range" }) } },
        { mark: { type: "point", filled: true, size: 90, opacity: 1 }, encoding: { x, y: y("modelled"), color: colour({ field: "kind" }) } },
        ...(free ? [{ mark: { type: "tick", thickness: 2, width: 30 }, encoding: { x, y: y("modelledWithoutRefusals"), color: colour({ datum: kinds[kinds.length - 1] }) } }] : [])], data: { values: whole.map(r => ({ ...r, kind: `modelled, ${r.use}` })) } });
      div(el, `<p class="note">Calibration: years to which the model is fitted; prediction: years to which nothing is; context: shown, not judged. Fitted: ${b.calibration.map(c => `${esc(c.name[0].toLowerCase() + c.name.slice(1))} ${num(c.value, 2)} ${esc(c.unit)} (${c.years.join(", ")})`).join("; ")}.</p>` + table(`Predicted years: mean absolute error ${num(b.meanAbsoluteErrorMegatonnes, 2)} Mt, root mean square ${num(b.rootMeanSquareErrorMegatonnes, 2)} Mt`, [{ t: "Year", n: 1 }, { t: "Cargo" }, { t: "Use" }, { t: "Observed, Mt", n: 1 }, { t: "Modelled, Mt", n: 1 }, { t: "Outside by, Mt", n: 1 }, { t: "Without refusals, Mt", n: 1 }, { t: "Measures on the way" }], b.rows.map(r => [r.year, r.commodity === "all" ? "all" : esc(join(r.commodity.split(";").map(k => commodityName[k]))), r.use, span(r.observedLow, r.observedHigh, x => num(x, 2)), num(r.modelled, 2), r.error === 0 ? '<span class="ok">inside</span>' : num(r.error, Math.abs(r.error) < .005 ? 3 : 2), num(r.modelledWithoutRefusals, 2), measures(r.measures)])) + list(b.comments));
    }
    const figure = r => x => num(x, r.kind === "length" ? 0 : 1);
    if (v.routes.length) div(el, "<h3>Routes</h3>" + table("Least-cost routes beside published figures", [{ t: "Route" }, { t: "Modelled", n: 1 }, { t: "Observed", n: 1 }, { t: "Unit" }, { t: "Modelled is" }, { t: "Way" }, { t: "Source" }], v.routes.map(r => [esc(r.name), r.kind === "cost_ratio" ? num(r.modelled, 2) : figure(r)(r.modelled), span(r.low, r.high, r.kind === "cost_ratio" ? x => num(x, 2) : figure(r)), r.unit, r.within ? '<span class="ok">inside</span>' : '<span class="miss">outside</span>', fold("show", esc(r.route)), cite(r.source)])));
    for (const t of v.trade || []) {
      div(el, `<h3>${esc(t.name)}</h3><p>${esc(named(t.description))}</p>`);
      const key = k => k.split("-").map(country).join(" – "), rows = t.rows.map(r => ({ ...r, y: String(r.year) }));
      if (rows.length > 2) chart(div(el), t.name, { height: 200, data: { values: rows.flatMap(r => [{ y: r.y, v: r.observed, k: "observed" }, { y: r.y, v: r.modelled, k: "modelled" }]) }, mark: "bar", encoding: { x: { field: "y", type: "ordinal", title: null, axis: { labelAngle: 0 } }, xOffset: { field: "k", sort: ["observed", "modelled"] }, y: { field: "v", type: "quantitative", title: t.unit }, color: { field: "k", type: "nominal", title: null, scale: { domain: ["observed", "modelled"], range: ["#c9b8a8", "#1f5a96"] }, legend: { orient: "top" } } } });
      div(el, table(rows.length < 3 ? "" : `Mean absolute error of the predicted years ${auto(t.meanAbsoluteError)} ${esc(t.unit)}, ${pct(t.meanAbsoluteShare, 0)} of what was observed`, [{ t: "Year", n: 1 }, { t: "What" }, { t: "Use" }, { t: `Observed, ${t.unit}`, n: 1 }, { t: `Modelled, ${t.unit}`, n: 1 }, { t: "Error", n: 1 }, { t: "Source" }], t.rows.map(r => [r.year, esc(key(r.key) || "all"), r.use, auto(r.observed), auto(r.modelled), r.observed ? pct(r.modelled / r.observed - 1, 0) : "–", cite(r.source)])) + list(t.comments));
    }
    if (v.effects.length) div(el, "<h3>Size of effects</h3>" + table("Per cent of what is without the project, beside published effects of corridor programmes", [{ t: "Effect" }, { t: "Modelled", n: 1 }, { t: "Published", n: 1 }, { t: "Comment" }, { t: "Source" }], v.effects.map(x => [esc(x.name), `${auto(x.modelled)} ${esc(x.unit)}`, `${span(x.low, x.high, num)} ${esc(x.unit)}`, esc(x.comment), cite(x.source)])));
  });

// ---------------------------------------------------------------- dependence, policy, claims
  section("dependence", "Dependence before and after", el => {
    const d = R.dependenceReport;
    if (d && d.worlds.length) {
      const label = w => `${w.measures === "none" ? "no measures" : "measures"}, ${w.withProject ? "with" : "without"} project`;
      const names = [...new Set(d.worlds.flatMap(w => w.partners.slice(0, 6).map(p => p.country)))];
      div(el, `<h3>${esc(country(d.country))}, ${d.year}</h3><p class="note">${d.worlds.length} worlds of one year: with and without the measures, without and with the project. What a closed partner or border costs is solved in the trade equilibrium, with costs of carriage as they stand.</p>`);
      const holder = div(el);
      chart(holder, "Shares of partners", { height: { step: 26 }, data: { values: d.worlds.flatMap((w, i) => w.partners.map(p => ({ w: label(w), i, c: names.includes(p.country) ? country(p.country) : "others", v: p.share }))) }, mark: "bar", encoding: { y: { field: "w", type: "nominal", sort: { field: "i" }, title: null, axis: { labelLimit: 260 } }, x: { field: "v", aggregate: "sum", type: "quantitative", title: "Share of trade", axis: { format: "%" }, scale: { domain: [0, 1] } }, color: { field: "c", type: "nominal", title: null, scale: palette(names.map(country), "others"), legend: { orient: "top", columns: 5 } } } });
      const cols = d.worlds.map(w => ({ t: label(w), n: 1 }));
      div(el, table("Size of trade, and concentration on partners: the Herfindahl–Hirschman index (HHI) is the sum of squared shares, from 0 (many small partners) to 1 (a single one)", [{ t: "Figure" }, ...cols], [["Exports, USD m", ...d.worlds.map(w => num(w.exportsUSDMillion, 0))], ["Imports, USD m", ...d.worlds.map(w => num(w.importsUSDMillion, 0))], ["HHI of exports", ...d.worlds.map(w => num(w.exportConcentration, 3))], ["HHI of imports", ...d.worlds.map(w => num(w.importConcentration, 3))], ["HHI of trade both ways", ...d.worlds.map(w => num(w.tradeConcentration, 3))]]));
      const loss = x => usd(x, 2);
      div(el, table("Change of real income if a partner stops trading, per cent", [{ t: "Partner" }, ...cols], names.map(n => [esc(country(n)), ...d.worlds.map(w => { const p = w.partners.find(p => p.country === n); return p ? loss(p.realIncomePercent) : "–"; })])));
      const borders = [...new Set(d.worlds.flatMap(w => w.borders.map(b => b.neighbour)))];
      div(el, table("Change of real income if a land border is closed, per cent (share of trade over it)", [{ t: "Border with" }, ...cols], borders.map(n => [esc(country(n)), ...d.worlds.map(w => { const b = w.borders.find(b => b.neighbour === n); return b ? `${loss(b.realIncomePercent)} (${pct(b.share)})` : "–"; })])));
      const crossings = [...new Set(d.worlds.flatMap(w => w.crossings.slice(0, 8).map(c => c.name)))];
      div(el, table("Share of trade by value over each crossing and port", [{ t: "Crossing" }, ...cols], crossings.map(n => [esc(n), ...d.worlds.map(w => { const c = w.crossings.find(c => c.name === n); return c ? pct(c.share) : "–"; })])));
      const goods = [...new Set(d.worlds.flatMap(w => w.commodities.map(c => c.commodity)))];
      div(el, `<details><summary>Exposure by commodity</summary>${table("Share of exports and of imports; in brackets the largest buyer or seller and its share", [{ t: "Commodity" }, ...d.worlds.flatMap(w => [{ t: `Exports: ${label(w)}`, n: 1 }, { t: `Imports: ${label(w)}`, n: 1 }])], goods.map(g => [esc(commodityName[g] || g), ...d.worlds.flatMap(w => { const c = w.commodities.find(c => c.commodity === g); return c ? [`${pct(c.exportShare)}${c.buyer ? ` (${esc(c.buyer)} ${pct(c.buyerShare, 0)})` : ""}`, `${pct(c.importShare)}${c.seller ? ` (${esc(c.seller)} ${pct(c.sellerShare, 0)})` : ""}`] : ["–", "–"]; })]))}</details>`);
    }
    const rows = scenario.dependence.slice().sort((a, b) => b.hhiWithout - a.hhiWithout);
    div(el, fold("All countries", table(`Share of the largest partner in trade, and concentration (Herfindahl–Hirschman index, 0 to 1), ${R.study.referenceYear}, ${esc(scenario.name)}`, [{ t: "Country" }, { t: "Largest partner" }, { t: "Share without", n: 1 }, { t: "Share with", n: 1 }, { t: "HHI without", n: 1 }, { t: "HHI with", n: 1 }], rows.map(d => [esc(country(d.country)), esc(country(d.largestPartner)), pct(d.largestShareWithout), pct(d.largestShareWith), num(d.hhiWithout, 3), num(d.hhiWith, 3)]))));
  });

  if ((R.scenarioEffects || []).length) section("scenario-effects", "What the scenarios change", el => {
    for (const s of R.scenarioEffects) {
      const income = s.realIncome.filter(r => Math.abs(r.percent) >= 5e-5).slice(0, 10);
      div(el, `<h3>${esc(s.name)}</h3><p>${s.changes.map(c => esc(named(c).replace(/^./, x => x.toUpperCase()).replace(", ", ": "))).join("; ")}. Figures of ${s.year}, measures ${esc(s.measures)}, with the project. Traffic over the project: ${num(s.projectTonnesBefore / 1e6, 2)} Mt without the changes, ${num(s.projectTonnesAfter / 1e6, 2)} Mt with them.</p>`);
      if (income.length) div(el, table("Real income, per cent, largest change first", [{ t: "Region" }, { t: "Change, %", n: 1 }], income.map(r => [esc(regionName[r.region]), signed(r.percent, auto(r.percent))])));
      if (s.links.length) div(el, `<details><summary>Links and trade that change most</summary>${table("Flows on links, Mt a year", [{ t: "Link" }, { t: "From" }, { t: "To" }, { t: "Before, Mt", n: 1 }, { t: "After, Mt", n: 1 }], s.links.map(l => [esc(l.link), esc(l.from), esc(l.to), num(l.beforeMegatonnes, 2), num(l.afterMegatonnes, 2)]))}${table("Trade, USD million", [{ t: "Exporter" }, { t: "Importer" }, { t: "Commodity" }, { t: "Before, USD m", n: 1 }, { t: "After, USD m", n: 1 }], s.trade.map(t => [esc(regionName[t.exporter]), esc(regionName[t.importer]), esc(commodityName[t.commodity] || t.commodity), num(t.beforeUSDMillion, 0), num(t.afterUSDMillion, 0)]))}</details>`);
    }
  });

  if ((R.policyCalendar || []).length) section("policy", "Measures and their days", el => {
    const days = R.policyCalendar.flatMap(m => [m.from, m.to]).filter(x => x).sort();
    const end = `${Math.min(R.study.lastYear, days.length ? +days[days.length - 1].slice(0, 4) + 2 : R.study.baseYear)}-12-31`;
    const titles = R.policyCalendar.map(m => m.name.replace(/^UNSCR /, "UN ")), twice = t => titles.filter(x => x === t).length > 1;
    const way = text => text.split("; ").map(part => part.startsWith("at ") ? part.replace(/\w+$|\w+(?=,)/g, id => nodeById[id] ? place(id) : id) : named(part)).join("; ");
    const full = (m, i) => titles[i] + (twice(titles[i]) ? ` (${[m.direction === "any" ? "" : named(m.direction), way(m.way)].filter(x => x).join(", ")})` : "");
    const bars = R.policyCalendar.map((m, i) => ({ n: full(m, i), i, a: m.from || days[0] || `${R.study.firstYear}-01-01`, b: m.to || end, r: m.rule, t: m.name }));
    const holder = div(el);
    const rules = { ban: "#b2442c", refusal: "#d97a1b", cap: "#c9a227", inspection: "#8a4f9e", delay: "#8a4f9e", tariff: "#6b7683", charge: "#6b7683", exemption: "#0b7a75", note: grey };
    const present = [...new Set(bars.map(b => b.r))];
    chart(holder, "Calendar of measures", { height: { step: 15 }, data: { values: bars }, mark: { type: "bar", height: 10 }, encoding: { y: { field: "i", type: "ordinal", sort: { field: "i" }, title: null, axis: { labelExpr: `{${bars.map(b => `"${b.i}":"${b.n.replace(/[\\"]/g, "'")}"`).join(",")}}[datum.value]`, labelLimit: 400, labelFontSize: 11, ticks: false } }, x: { field: "a", type: "temporal", title: null, axis: { orient: "top", format: "%Y", tickCount: 12 } }, x2: { field: "b" }, color: { field: "r", type: "nominal", title: "Rule", scale: { domain: present, range: present.map(p => rules[p] || "#1f5a96") }, legend: { orient: "top" } }, tooltip: [{ field: "t", title: "Measure" }, { field: "a", title: "From" }, { field: "b", title: "To" }] } });
    div(el, `<p class="note">Bars that reach the right edge are in force until further notice. Ban: nothing passes; cap: up to an amount; refusal: states, carriers or buyers decline what is not banned; exemption: what a ban leaves free; inspection, delay, tariff, charge: dearer or slower; note: recorded, without effect on flows. ${num(R.policyCalendar.filter(m => m.doubt).length, 0)} of ${num(R.policyCalendar.length, 0)} measures carry a doubt about a paragraph, a code or a day; they are marked ? below.</p>`);
    div(el, `<details><summary>All measures</summary>${table("By first day in force", [{ t: "From", n: 1 }, { t: "To", n: 1 }, { t: "Measure", wide: 1 }, { t: "Paragraph" }, { t: "Direction" }, { t: "Way" }, { t: "HS" }, { t: "Rule" }, { t: "Value" }, { t: "Condition, doubt", wide: 1 }, { t: "Source" }], R.policyCalendar.map(m => [m.from || "–", m.to || "–", esc(m.name), esc(m.paragraph) + (m.doubt ? " ?" : ""), esc(named(m.direction)), esc(way(m.way)), esc(m.hs.replace(/;/g, "; ")), esc(m.rule), m.value === null || m.value === undefined ? "" : `${auto(m.value)} ${esc(m.unit.replace(/_/g, " "))}`, esc([m.condition, m.doubt ? `doubtful: ${m.doubt}` : ""].filter(x => x).join("; ")), cite(m.source)]))}</details>`);
  });

  if ((R.claims || []).length) section("claims", "Published statements beside the data", el => {
    const counts = ["supported", "contradicted", "not decidable"].map(v => `${num(R.claims.filter(c => c.verdict === v).length, 0)} ${v}`).join(", ");
    const badge = v => `<span class="${v === "supported" ? "ok" : v === "contradicted" ? "miss" : "note"}">${v}</span>`;
    const figure = f => `${esc(f.name)} = ${auto(f.value)} ${esc(f.unit.replace(/_/g, " "))}${f.basis ? ` (${esc(f.basis.replace(/;/g, ", "))})` : ""}${f.quality ? `, ${f.quality}` : ""}`;
    el.innerHTML = `<p>${R.claims.length} statements: ${counts}.</p>` + table("What the data of the study say", [{ t: "Statement" }, { t: "Verdict" }, { t: "Why" }, { t: "True with" }, { t: "Figures" }, { t: "Source" }], R.claims.map(c => [esc(c.statement), badge(c.verdict), esc(c.reason) + (c.note ? `<br><span class="note">${esc(c.note)}</span>` : ""), c.truths.slice(0, 2).map(t => `${esc(named(t.changes.join(", ").replace(/_/g, " ").replace(/\bWLD\b/g, "all partners")))} <span class="note"><code>${esc(t.expression)}</code></span>`).join("<br>") || "–", `<details><summary>${c.figures.length}</summary><code>${esc(c.expression)}</code><br>${c.figures.map(figure).join("<br>")}</details>`, cite(c.source)]));
  });

  section("base", "How the figures were made", el => {
    const t = R.tradeBase;
    const kinds = { reported: "by the exporter or the importer", mirror: "from the partner’s reports", agency: "published by an agency", estimate: "made of sourced figures", domestic: "sales within the region", latent: "what would be traded if no measure forbade it; no part of base trade" };
    const worst = R.convergence.reduce((m, c) => Math.max(m, c.residual), 0);
    el.innerHTML = `<p>${esc(t.model)}</p><p>Base trade ${t.year}: USD ${num(t.interregionalUSDMillion / 1e6, 2)} trillion between regions and USD ${num(t.domesticUSDMillion / 1e6, 1)} trillion within them. Solving the world with nothing changed gives it back with a largest gap of ${power(t.largestImbalance)} of a flow. Largest residual of all ${num(R.convergence.length, 0)} solutions: ${power(worst)}.</p>` +
      table("Kinds of figures", [{ t: "Kind" }, { t: "Rows", n: 1 }, { t: "USD billion", n: 1 }], t.kinds.map(k => [`${esc(k.kind)}${kinds[k.kind] ? `: ${kinds[k.kind]}` : ""}`, num(k.rows, 0), num(k.usdMillion / 1e3, 1)])) +
      `<details class="screen"><summary>Adjustments to the raw figures</summary>${table("Largest first", [{ t: "Step" }, { t: "From" }, { t: "To" }, { t: "Commodity" }, { t: "Before, USD m", n: 1 }, { t: "After, USD m", n: 1 }, { t: "Why" }], t.adjustments.map(a => [esc(a.step), esc(regionName[a.exporter] || a.exporter), esc(regionName[a.importer] || a.importer), esc(commodityName[a.commodity] || a.commodity), num(a.beforeUSDMillion, 0), num(a.afterUSDMillion, 0), esc(a.reason)]))}</details>` +
      `<details class="screen"><summary>How each solver ended</summary>${table("", [{ t: "Solver" }, { t: "Measures" }, { t: "Year", n: 1 }, { t: "Project" }, { t: "Evaluations", n: 1 }, { t: "Residual", n: 1 }, { t: "Tolerance", n: 1 }], R.convergence.map(c => [esc(c.solver), esc(c.scenario), c.year, c.withProject ? "with" : "without", c.iterations, power(c.residual), power(c.tolerance)]))}</details>`;
  });
  section("assumptions", "Assumptions", el => {
    const bySource = {};
    for (const a of R.assumptions) (bySource[a.source] ||= []).push(a);
    const groups = Object.entries(bySource).sort((a, b) => b[1].length - a[1].length), citation = Object.fromEntries(R.sources.map(s => [s.id, s.citation]));
    el.innerHTML = `<p>${num(R.assumptions.length, 0)} figures are of quality D: assumed, not observed. By what they rest on:</p>` + table("", [{ t: "Assumption" }, { t: "Figures", n: 1 }, { t: "An example: where, what, value" }], groups.map(([id, all]) => [id.split(";").map(x => esc(citation[x] || x)).join("; "), num(all.length, 0), esc(`${all[0].place}: ${all[0].subject}, ${all[0].value}`)])) + `<div class="screen">${fold("All of them", table("", [{ t: "Where" }, { t: "What" }, { t: "Value" }, { t: "Source" }, { t: "Note" }], R.assumptions.map(a => [esc(a.place), esc(a.subject), esc(a.value), cite(a.source), esc(a.note)])))}</div>`;
  });
  section("sources", "Sources", el => {
    el.innerHTML = table("A official or primary, B press or secondary, C derived, D assumed", [{ t: "Id" }, { t: "Source" }, { t: "Quality" }, { t: "Figures that cite it", n: 1 }], R.sources.map(s => [`<span id="source-${esc(s.id)}">${esc(s.id)}</span>`, esc(s.citation), s.quality, num(s.uses, 0)])) + `<footer><p>Tumen ${esc(R.tumenVersion)}, study ${esc(R.study.id)}, seed ${R.seed}, study digest ${esc(R.study.digest.slice(0, 16))}…, results schema ${esc(R.schemaVersion)}. Base map: Natural Earth.</p></footer>`;
  });

  // ---------------------------------------------------------------- start
  const contents = document.getElementById("contents");
  contents.innerHTML = sections.map(([id, t]) => `<a href="#${id}">${esc(t)}</a>`).join("") + `<label>Scenario <select>${R.scenarios.map((s, i) => `<option value="${i}">${esc(s.name)}</option>`).join("")}</select></label>`;
  const render = () => { for (const [i, d] of draw.entries()) { main.children[main.querySelector("noscript") ? i + 1 : i].lastElementChild.innerHTML = ""; d(); } document.body.dataset.ready = "yes"; };
  contents.querySelector("select").onchange = e => { scenario = R.scenarios[+e.target.value]; render(); };
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(d => { d.open = !d.closest(".screen, td"); }));
  main.querySelector("noscript")?.remove();
  render();
})();
