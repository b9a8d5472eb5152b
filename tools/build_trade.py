#!/usr/bin/env python3
"""Builds the regions, commodities, trade and series of studies/northeast-asia.

Needs UNCTAD's 2015 matrix, WIOD, GDP and population beside the checkout (../shared/data/trade);
standard library only. Run from the root of the project: python3 tools/build_trade.py
"""
import csv, gzip

D, FACTS, OUT = "../shared/data/trade", "../shared/facts", "studies/northeast-asia"


def rows(path):
    op = gzip.open if path.endswith(".gz") else open
    with op(path, "rt", newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def write(path, header, lines):
    with open(f"{OUT}/{path}", "w", newline="", encoding="utf-8") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(header)
        w.writerows(lines)


# ------------------------------------------------------------ regions
REG = {  # id: name, lon, lat, countries
    "RUS-FE": ("Russian Far East", 135.1, 48.5), "RUS-SI": ("Siberia", 86.1, 55.0), "RUS-UR": ("Urals", 60.6, 56.8),
    "RUS-EU": ("European Russia", 37.6, 55.8), "CHN-NE": ("Northeast China", 125.3, 43.9), "CHN-EC": ("East and North China", 118.8, 34.0),
    "CHN-S": ("South and Central China", 113.3, 25.0), "CHN-W": ("West China", 103.0, 33.0), "PRK": ("North Korea", 125.7, 39.0),
    "KOR": ("South Korea", 127.0, 37.0), "JPN": ("Japan", 138.0, 36.0), "MNG": ("Mongolia", 106.9, 47.9), "KAZ": ("Kazakhstan", 71.4, 48.0),
    "TWN": ("Taiwan", 121.0, 24.0), "HKG": ("Hong Kong", 114.2, 22.3), "VNM": ("Vietnam", 106.5, 15.0), "SEA": ("Other Southeast Asia", 108.0, 3.0),
    "IND": ("India", 78.0, 21.0), "SAS": ("Other South Asia", 75.0, 28.0), "CAS": ("Other Central Asia", 67.0, 40.0), "BLR": ("Belarus", 27.6, 53.8),
    "UKR": ("Ukraine", 31.0, 49.0), "POL": ("Poland", 19.5, 52.0), "DEU": ("Germany", 10.0, 51.0), "NLD": ("Netherlands", 5.3, 52.1),
    "FIN": ("Finland", 25.5, 61.5), "BAL": ("Baltic states", 25.0, 57.0), "GBR": ("United Kingdom", -1.5, 52.5), "OEU": ("Other EU and EFTA", 4.0, 46.5),
    "OEE": ("Other Eastern Europe and Caucasus", 22.0, 45.5), "MEA": ("Middle East, Turkey and North Africa", 45.0, 27.0), "AFR": ("Sub-Saharan Africa", 20.0, -5.0),
    "USA": ("United States", -98.0, 39.0), "CAN": ("Canada", -98.0, 53.0), "LAM": ("Latin America and Caribbean", -60.0, -12.0), "OCE": ("Oceania", 135.0, -26.0)}
SOLO = {"PRK", "KOR", "JPN", "MNG", "KAZ", "TWN", "HKG", "VNM", "IND", "BLR", "UKR", "POL", "DEU", "NLD", "FIN", "GBR", "USA", "CAN", "RUS", "CHN"}
GROUP = {
    "SEA": "IDN MYS SGP THA PHL MMR KHM LAO BRN TLS", "SAS": "PAK BGD LKA NPL AFG BTN MDV", "CAS": "UZB TKM KGZ TJK",
    "BAL": "EST LVA LTU", "OEU": "FRA ITA ESP PRT BEL LUX AUT CHE SWE DNK NOR IRL GRC CYP MLT ISL FRO GRL AND SMR GIB CZE SVK SVN LIE MCO",
    "OEE": "HUN ROU BGR HRV SRB BIH MNE MKD ALB MDA ARM AZE GEO XKX SCG", "MEA": "TUR SAU ARE IRN IRQ ISR JOR KWT LBN OMN QAT SYR YEM BHR PSE EGY LBY TUN DZA MAR ESH",
    "OCE": "AUS NZL PNG FJI NCL PYF SLB VUT WSM TON KIR FSM MHL PLW NRU TUV COK NIU TKL ASM GUM MNP WLF NFK CCK CXR PCN",
    "LAM": "MEX BRA ARG CHL COL PER VEN ECU BOL PRY URY GUY SUR PAN CRI NIC HND SLV GTM BLZ CUB DOM HTI JAM TTO BHS BRB ATG DMA GRD KNA LCA VCT ABW CUW SXM ANT BES CYM BMU TCA VGB AIA MSR FLK SPM PRI VIR"}
region_of = {c: r for r, cs in GROUP.items() for c in cs.split()}
region_of.update({c: c for c in SOLO})
region_of["MAC"] = "HKG"


def reg(c):
    return region_of.get(c, "AFR")


def latest(path, year):
    out = {}
    for r in rows(path):
        if int(r["Year"]) <= year and r["Value"]:
            y, _ = out.get(r["Country Code"], (0, 0))
            if int(r["Year"]) > y:
                out[r["Country Code"]] = (int(r["Year"]), float(r["Value"]))
    return {c: v for c, (y, v) in out.items() if y >= year - 5}


gdp_c, pop_c = latest(f"{D}/gdp.csv", 2015), latest(f"{D}/population.csv", 2015)
gdp11 = latest(f"{D}/gdp.csv", 2011)
names = {r["iso3"] for r in rows(f"{D}/unctad_name_iso3.csv")}
gdp_c["PRK"], gdp_c["TWN"] = 17.4e9, 534.5e9
pop_c["PRK"], pop_c["TWN"] = 25.2e6, 23.5e6
gdp, pop = {}, {}
for c, v in gdp_c.items():
    if c in names or c in ("PRK", "TWN"):
        gdp[reg(c)] = gdp.get(reg(c), 0) + v / 1e6
for c, v in pop_c.items():
    if c in names or c in ("PRK", "TWN"):
        pop[reg(c)] = pop.get(reg(c), 0) + v
PARTS = {  # share of GDP, of people
    "RUS": {"RUS-FE": (.055, .042), "RUS-SI": (.105, .132), "RUS-UR": (.14, .084), "RUS-EU": (.70, .742)},
    "CHN": {"CHN-NE": (.080, .079), "CHN-EC": (.440, .375), "CHN-S": (.280, .276), "CHN-W": (.200, .27)}}
for c, ps in PARTS.items():
    for p, (g, n) in ps.items():
        gdp[p], pop[p] = gdp[c] * g, pop[c] * n
COUNTRY = {r: ("RUS" if r.startswith("RUS") else "CHN" if r.startswith("CHN") else r) for r in REG}

# ------------------------------------------------------------ commodities
COM = {  # name, hs, sitc, class, USD/t, time value %/day, theta, traded, source, quality
    "coal_steam": ("Steam coal", "2701", "32", "dry_bulk", 58.9, .03, 6.0, 1, "pinksheet;timebulk;bw2006", "C"),
    "coal_coking": ("Coking coal", "2701;2704", "32", "dry_bulk", 95, .03, 6.0, 1, "usgs_prices;timebulk;bw2006", "C"),
    "ores": ("Ores and other minerals", "25;26", "27;28", "dry_bulk", 110, .03, 6.0, 1, "unit_estimate;timebulk;cp2015", "C"),
    "crude_oil": ("Crude oil", "2709", "333", "liquid_bulk", 370, .03, 6.0, 1, "pinksheet;timebulk;bw2006", "C"),
    "oil_products": ("Oil products", "2710;2712;2713", "334;335", "liquid_bulk", 480, .04, 5.0, 1, "unit_estimate;timebulk;bw2006", "C"),
    "gas": ("Gas", "2711", "34", "gas", 330, .03, 5.0, 1, "pinksheet;timebulk;bw2006", "C"),
    "timber": ("Timber, pulp and paper", "44;47;48", "24;25;64", "general", 420, .10, 6.0, 1, "unit_estimate;hs2013;cp2015", "C"),
    "food": ("Food and fish", "01-24", "0;1;4;22", "reefer", 900, .6, 5.0, 1, "unit_estimate;hs2013;cp2015", "C"),
    "textiles": ("Textiles and clothing", "50-63", "26;65;84;85", "container", 6500, .6, 5.6, 1, "unit_estimate;hs2013;cp2015", "C"),
    "chemicals": ("Chemicals", "28-40", "5;62", "container", 1800, .6, 4.8, 1, "unit_estimate;hs2013;cp2015", "C"),
    "steel": ("Steel and metals", "72-83", "67;68", "general", 900, .2, 5.0, 1, "unit_estimate;hs2013;cp2015", "C"),
    "machinery": ("Machinery and vehicles", "84-90", "7;87", "container", 9000, 1.0, 5.0, 1, "unit_estimate;hs2013;imbs2015", "C"),
    "containerised": ("Other containerised goods", "other", "6;8;9", "container", 3500, .6, 5.0, 1, "unit_estimate;hs2013;imbs2015", "C"),
    "controlled": ("Controlled goods (arms)", "93", "891", "controlled", 40000, .6, 5.0, 1, "arms_estimate;hs2013;imbs2015", "D"),
    "services": ("Services", "", "", "", 1, 0, 5.0, 0, "services_estimate", "D")}
write("commodities.csv", ["commodity_id", "name", "hs", "sitc", "cargo_class", "usd_per_t", "time_value_pct_per_day", "trade_elasticity",
                          "traded", "source", "quality"], [[k, *v] for k, v in COM.items()])
K = list(COM)
FUEL = {  # coal_steam, coal_coking, crude, products, gas; shares of SITC 3 by exporter
    "AUS": (.24, .38, .08, .02, .28), "IDN": (.44, .01, .18, .08, .29), "RUS": (0, 0, .435, .335, .23), "USA": (.02, .045, .11, .66, .165),
    "CAN": (.004, .036, .70, .15, .11), "COL": (.32, .01, .60, .07, 0), "ZAF": (.80, .02, .02, .16, 0), "PRK": (.97, .03, 0, 0, 0),
    "MNG": (.07, .68, .25, 0, 0), "KAZ": (.01, .005, .86, .065, .06), "NOR": (0, 0, .50, .08, .42), "QAT": (0, 0, .28, .14, .58),
    "DZA": (0, 0, .38, .20, .42), "SAU": (0, 0, .82, .15, .03), "ARE": (0, 0, .62, .28, .10), "IRN": (0, 0, .75, .15, .10), "IRQ": (0, 0, .97, .03, 0),
    "KWT": (0, 0, .77, .20, .03), "OMN": (0, 0, .75, .10, .15), "NGA": (0, 0, .86, .02, .12), "AGO": (0, 0, .97, .02, .01), "MYS": (0, 0, .22, .33, .45),
    "BRN": (0, 0, .48, .02, .50), "TKM": (0, 0, .05, .10, .85), "UZB": (0, 0, .05, .15, .80), "AZE": (0, 0, .90, .05, .05), "VNM": (.08, 0, .66, .26, 0),
    "GBR": (0, 0, .55, .35, .10), "MEX": (0, 0, .82, .17, .01), "VEN": (0, 0, .80, .20, 0), "BRA": (0, 0, .82, .18, 0), "ECU": (0, 0, .92, .08, 0),
    "TTO": (0, 0, .10, .35, .55), "PNG": (0, 0, .20, .05, .75), "NLD": (0, 0, .05, .75, .20), "MMR": (0, 0, .02, 0, .98), "CHN": (.03, .02, .05, .85, .05),
    "LBY": (0, 0, .85, .05, .10), "EGY": (0, 0, .6, .35, .05), "POL": (.10, .25, 0, .60, .05), "CZE": (.2, .2, 0, .45, .15), "MOZ": (.1, .5, 0, .1, .3)}
NOFUEL = (0, 0, .02, .93, .05)
# Coal (HS 2701) that exporters sold in 2015, USD m, published; over their SITC 3 in the matrix it gives the share of coal. Australia's
# is nine tenths, since its gas is confidential and stands in SITC 9. Not used where the exporter's price is far from the world's
# (Mongolia at the border, lignite in Central Europe's trade).
COALX = {"AUS": 28400, "IDN": 16400, "USA": 5700, "ZAF": 4300, "COL": 4300, "CAN": 2700, "CHN": 498, "VNM": 265}
# Where one mix for all destinations is wrong: Canada's oil and gas go to the United States by pipe, its coal goes overseas.
FUEL_TO = {("CAN", "USA"): (0, 0, .73, .155, .115)}
# Australia's gas: confidential in the matrix, in SITC 9 of these pairs (with little else there).
GAS9 = {("AUS", "JPN"): .95, ("AUS", "KOR"): .95}
JPN_STEAM_MT = 113.84  # Japan's imports of steam coal in 2015, Mt, Ministry of Finance
CRUDE2 = {"AUS": (.93, .01, .06), "BRA": (.50, .14, .36), "CHL": (.86, .13, .01), "PER": (.95, .02, .03), "ZAF": (.90, .07, .03), "CAN": (.42, .42, .16),
          "RUS": (.38, .55, .07), "USA": (.25, .25, .50), "NZL": (.05, .75, .20), "FIN": (.15, .80, .05), "SWE": (.35, .62, .03), "PRK": (.93, .05, .02),
          "MNG": (.93, .01, .06), "KAZ": (.93, .01, .06), "UKR": (.65, .12, .23), "IND": (.55, .02, .43), "IDN": (.45, .35, .20)}


MATRIX = rows(f"{D}/unctad_2015_sitc_sections.csv.gz")
FUEL_BEFORE = dict(FUEL)
for c, v in COALX.items():
    s, k, *rest = FUEL[c]
    pairs = [r for r in MATRIX if r["exporter"] == c and r["section"] == "SITC3" and (c, r["importer"]) not in FUEL_TO]
    coal = v / sum(float(r["value_kusd"]) / 1e3 for r in pairs)
    if coal > .95 or not sum(rest): raise SystemExit(f"coal of {c} above its fuels")
    FUEL[c] = (coal * s / (s + k), coal * k / (s + k), *(x * (1 - coal) / sum(rest) for x in rest))


def split(section, exporter, importer=""):
    """Shares of an SITC section by commodity."""
    if section in ("SITC0", "SITC1", "SITC4"): return {"food": 1}
    if section == "SITC2":
        o, t, f = CRUDE2.get(exporter, (.45, .25, .30))
        return {"ores": o, "timber": t, "food": f * .7, "textiles": f * .3}
    if section == "SITC3":
        s = FUEL_TO.get((exporter, importer)) or FUEL.get(exporter, NOFUEL)
        return dict(zip(("coal_steam", "coal_coking", "crude_oil", "oil_products", "gas"), s))
    if section == "SITC5": return {"chemicals": 1}
    if section == "SITC6":
        st = {"RUS": .80, "UKR": .85, "KAZ": .92, "CHL": .9, "JPN": .55, "PRK": .55, "MNG": .9}.get(exporter, .42)
        return {"steel": st, "textiles": (1 - st) * .27, "timber": (1 - st) * .14, "containerised": (1 - st) * .59}
    if section == "SITC7": return {"machinery": .998, "controlled": .002}
    if section == "SITC9" and (exporter, importer) in GAS9:
        g = GAS9[(exporter, importer)]
        return {"gas": g, "containerised": 1 - g}
    if section == "SITC8": return {"textiles": .35, "containerised": .65}
    return {"containerised": 1}


X = {}  # (exporter country or region, importer, commodity) -> USD m


def add(d, key, v):
    if v: d[key] = d.get(key, 0) + v


adjust = []
raw_total, prk_raw = 0.0, 0.0
nat = {}
fuel_moves = {}
for r in MATRIX:
    a, b, v = r["exporter"], r["importer"], float(r["value_kusd"]) / 1e3
    if a == b or r["section"] == "TOTAL": continue
    raw_total += v
    if "PRK" in (a, b):
        prk_raw += v
        continue
    if a in COALX and r["section"] in ("SITC3", "SITC9"):
        was = dict(zip(("coal", "coal", "gas"), (0, 0, 0)))
        if r["section"] == "SITC3": was = {"coal": sum(FUEL_BEFORE[a][:2]), "gas": FUEL_BEFORE[a][4]}
        now = split(r["section"], a, b)
        now = {"coal": now.get("coal_steam", 0) + now.get("coal_coking", 0), "gas": now.get("gas", 0)}
        for k in ("coal", "gas"):
            m = fuel_moves.setdefault((reg(a), reg(b), k), [0, 0])
            m[0] += v * was[k]
            m[1] += v * now[k]
    for k, s in split(r["section"], a, b).items():
        if k == "controlled" and "PRK" in (a, b): continue
        add(nat, (a, b, k), v * s)
for (a, b, k), (was, now) in fuel_moves.items():
    if abs(was - now) >= 10:
        why = "published coal exports of 2015 over the exporter's fuels, in place of an assumed share; Canada by destination" if k == "coal" else \
            "Australia's confidential gas found in SITC 9; what coal leaves of fuels"
        adjust.append(["fuels by exporter", a, b, {"coal": "coal_steam;coal_coking", "gas": "gas"}[k], round(was, 1), round(now, 1), why])
# Russian coal by destination, Mt in 2015 (steam, coking), in place of a share of all fuels
RUSCOAL = {"CHN": (13.0, 2.9), "KOR": (20.5, 3.7), "JPN": (12.6, 4.5), "TWN": (7.6, .8), "GBR": (16.5, .4), "DEU": (9.5, 1.1), "NLD": (11.0, .5),
           "POL": (4.8, .2), "FIN": (2.8, .2), "UKR": (4.5, 6.5), "TUR": (11.0, 1.0), "IND": (2.5, 1.0), "BEL": (2.0, .2), "VNM": (.6, 0), "HKG": (.8, 0),
           "ESP": (2.5, 0), "ITA": (3.2, .3), "LVA": (1.6, 0), "MYS": (1.0, 0), "BLR": (.6, 0), "MAR": (2.0, 0), "ISR": (1.5, 0)}
price = {"coal_steam": COM["coal_steam"][4], "coal_coking": COM["coal_coking"][4]}
for c, (s, k) in RUSCOAL.items():
    fuels = sum(nat.get(("RUS", c, x), 0) for x in ("crude_oil", "oil_products", "gas"))
    want = {"coal_steam": s * price["coal_steam"], "coal_coking": k * price["coal_coking"]}
    coal = sum(want.values())
    if fuels > coal * 1.2:
        f = (fuels - coal) / fuels
        for x in ("crude_oil", "oil_products", "gas"):
            if ("RUS", c, x) in nat: nat[("RUS", c, x)] *= f
    for x, v in want.items(): nat[("RUS", c, x)] = v
    adjust.append(["coal of Russia by destination", "RUS", reg(c), "coal_steam;coal_coking", round(0, 1), round(coal, 1),
                   "tonnes by destination at the 2015 price, in place of a share of all fuels; taken from the same pair's other fuels"])
# Japan's steam coal adds up to its imports: Indonesia, whose gas goes to Japan before others, takes the difference
others = sum(v for (a, b, k), v in nat.items() if b == "JPN" and k == "coal_steam" and a != "IDN")
was, now = nat[("IDN", "JPN", "coal_steam")], JPN_STEAM_MT * price["coal_steam"] - others
if now <= 0: raise SystemExit("Japan's steam coal is above its imports without Indonesia's")
nat[("IDN", "JPN", "coal_steam")] = now
fuels = {x: nat[("IDN", "JPN", x)] for x in ("crude_oil", "oil_products", "gas")}
for x, v in fuels.items(): nat[("IDN", "JPN", x)] = v + (was - now) * v / sum(fuels.values())
adjust.append(["coal of Japan adds up", "SEA", "JPN", "coal_steam", round(was, 1), round(now, 1),
               "Japan's imports of steam coal (113.84 Mt, Ministry of Finance) less those from others; the rest goes to the pair's other fuels"])
# gas and oil where a line or LNG says what the fuel is
for (a, b, k) in list(nat):
    if a == "RUS" and k == "gas" and b in ("CHN", "USA", "NLD", "TWN", "IND"):
        nat[("RUS", b, "crude_oil")] = nat.get(("RUS", b, "crude_oil"), 0) + nat.pop((a, b, k))
# to regions with Russia and China as wholes
W = {}
for (a, b, k), v in nat.items():
    ra, rb = reg(a), reg(b)
    if ra != rb: add(W, (ra, rb, k), v)
    else: add(W, (ra, ra, k), v)  # trade inside a group is part of its sales at home

# DPRK from agency figures (KOTRA basis; inter-Korean trade from the Ministry of Unification)
adjust.append(["DPRK rows removed", "PRK", "", "", round(prk_raw, 1), 0, "the raw matrix estimates them; agency figures are used instead"])
PRKX = {"CHN": 2484, "RUS": 5.72, "IND": 22, "SEA": 40, "SAS": 18, "AFR": 20, "MEA": 20, "OEU": 20, "LAM": 30, "HKG": 15, "KOR": 1452}
PRKM = {"CHN": 3226, "RUS": 78.3, "IND": 55, "SEA": 60, "DEU": 10, "OEU": 22, "LAM": 30, "MEA": 20, "AFR": 15, "HKG": 12, "OEE": 6, "KOR": 1262}
EXK = {"coal_steam": .40, "textiles": .325, "ores": .10, "food": .055, "steel": .045, "machinery": .03, "containerised": .035, "timber": .01}
KIC = {"textiles": .50, "machinery": .38, "containerised": .12}
IMK = {"machinery": .27, "textiles": .21, "oil_products": .06, "crude_oil": .05, "food": .11, "chemicals": .10, "steel": .06, "containerised": .12, "timber": .02}
for c, v in PRKX.items():
    mix = KIC if c == "KOR" else EXK if c == "CHN" else {k: s for k, s in EXK.items() if k not in ("coal_steam",)}
    t = sum(mix.values())
    for k, s in mix.items(): W[("PRK", c, k)] = v * s / t
    adjust.append(["agency figure", "PRK", c, "", 0, v, "KOTRA and customs figures; inter-Korean: Ministry of Unification, Kaesong"])
for c, v in PRKM.items():
    mix = KIC if c == "KOR" else IMK if c in ("CHN",) else {k: s for k, s in IMK.items() if k != "crude_oil"}
    if c == "RUS": mix = {"oil_products": .6, "food": .2, "coal_coking": .08, "timber": .04, "machinery": .08}
    t = sum(mix.values())
    for k, s in mix.items(): W[(c, "PRK", k)] = v * s / t
    adjust.append(["agency figure", c, "PRK", "", 0, v, "KOTRA and customs figures; inter-Korean: Ministry of Unification, Kaesong"])

# ------------------------------------------------------------ parts of Russia and China
BULKX = {"RUS": {"coal_steam": (.08, .88, .0, .04), "coal_coking": (.10, .84, .0, .06), "ores": (.08, .12, .25, .55), "crude_oil": (.07, .10, .63, .20),
                 "oil_products": (.05, .15, .20, .60), "gas": (0, 0, .92, .08), "timber": (.22, .33, .07, .38), "food": (.18, .04, .03, .75),
                 "steel": (.02, .16, .34, .48), "machinery": (.03, .08, .13, .76), "chemicals": (.01, .10, .17, .72)},
         "CHN": {"coal_steam": (.1, .6, .0, .3), "ores": (.25, .35, .2, .2), "textiles": (.02, .60, .34, .04), "machinery": (.03, .46, .44, .07),
                 "food": (.16, .44, .32, .08), "oil_products": (.2, .4, .35, .05), "steel": (.12, .70, .12, .06)}}
DEFX = {"RUS": (.05, .12, .15, .68), "CHN": (.04, .52, .38, .06)}
DEFM = {"RUS": (.07, .10, .11, .72), "CHN": (.09, .52, .28, .11)}
BULKM = {"CHN": {"coal_steam": (.12, .40, .45, .03), "coal_coking": (.22, .66, .07, .05), "ores": (.12, .72, .10, .06), "crude_oil": (.22, .50, .20, .08), "gas": (.05, .35, .25, .35)}}


def parts(c, partner, k, out):
    """Shares of a country's parts in one flow."""
    if c not in PARTS: return {c: 1.0}
    ids = list(PARTS[c])
    s = list((BULKX if out else BULKM).get(c, {}).get(k, DEFX[c] if out else DEFM[c]))
    east = partner in ("CHN", "KOR", "JPN", "PRK", "TWN", "HKG", "VNM")
    if c == "RUS":
        if k == "gas" and out and east: s = [1, 0, 0, 0]
        elif k == "coal_coking" and out and east: s = [.18, .81, 0, .01]
        elif east and k in ("food", "timber", "ores", "machinery", "steel", "containerised", "textiles", "oil_products"):
            s = [s[0] * 4, s[1] * 1.4, s[2] * .6, s[3] * .55]
        elif east and k == "crude_oil" and out: s = [.22, .33, .45, 0]
        elif not east: s[0] *= .35
        if partner in ("MNG", "KAZ", "CAS"): s[1] *= 2
    else:
        if partner == "PRK": s = [.62, .30, .04, .04]
        elif partner == "RUS":
            s = [s[0] * 4, s[1], s[2] * .6, s[3]]
            if k == "crude_oil" and not out: s = [.55, .40, .05, 0]
        elif partner == "MNG": s = [.08, .60, .02, .30]
        elif partner in ("KAZ", "CAS"): s = [.03, .30, .12, .55]
        elif partner == "KOR": s[0] *= 2
        elif partner == "JPN": s[0] *= 1.8
        elif partner in ("VNM", "HKG", "SEA"): s[2] *= 1.6
    t = sum(s)
    return {p: x / t for p, x in zip(ids, s) if x > 0}


for (a, b, k), v in W.items():
    if a == b:
        if a not in PARTS: add(X, (a, a, k), v)
        continue
    for pa, sa in parts(a, b, k, True).items():
        for pb, sb in parts(b, a, k, False).items():
            add(X, (pa, pb, k), v * sa * sb)

# ------------------------------------------------------------ sales at home
SEC = {1: {"food": .9, "timber": .1}, 2: None, 3: {"food": 1}, 4: {"textiles": 1}, 5: {"textiles": 1}, 6: {"timber": 1}, 7: {"timber": 1}, 8: {"oil_products": 1},
       9: {"chemicals": 1}, 10: {"chemicals": 1}, 11: {"ores": 1}, 12: {"steel": 1}, 13: {"machinery": 1}, 14: {"machinery": 1}, 15: {"machinery": 1}, 16: {"containerised": 1}}
MINE = {"RUS": (.04, .03, .55, 0, .28, .10), "CHN": (.38, .16, .20, 0, .04, .22), "USA": (.07, .02, .42, 0, .34, .15), "AUS": (.10, .16, .06, 0, .12, .56),
        "IND": (.45, .05, .14, 0, .10, .26), "IDN": (.33, .01, .27, 0, .27, .12), "POL": (.45, .2, .02, 0, .08, .25), "DEU": (.35, .1, .05, 0, .2, .3), "CAN": (.01, .04, .58, 0, .17, .2)}
out_c = {}
for r in rows(f"{D}/wiod2013_2011_output.csv"):
    c, s, v = r["country"].strip(), int(r["sector"]), float(r["output_musd"])
    c = {"ROM": "ROU"}.get(c, c)
    if s > 16 or c in ("RoW", "ROW"): continue
    scale = gdp_c.get(c, 1) / gdp11.get(c, gdp_c.get(c, 1)) if c != "TWN" else 534.5 / 485.6
    mix = SEC[s] or dict(zip(("coal_steam", "coal_coking", "crude_oil", "oil_products", "gas", "ores"), MINE.get(c, (.06, .02, .45, 0, .2, .27))))
    for k, sh in mix.items():
        out_c.setdefault(c, {})
        add(out_c[c], k, v * scale * sh)
world = {}
wg = 0
for c, o in out_c.items():
    wg += gdp_c.get(c, 0) / 1e6
    for k, v in o.items(): add(world, k, v)
struct = {k: v / wg for k, v in world.items()}  # output per GDP
output = {}
for c in set(gdp_c) & (names | {"PRK", "TWN"}):
    g = gdp_c[c] / 1e6
    o = out_c.get(c) or {k: v * g * .85 for k, v in struct.items()}
    for k, v in o.items(): add(output, (reg(c), k), v)
for k in K:  # parts of countries
    for c in PARTS:
        v = output.pop((c, k), 0)
        e = {p: sum(x for (a, b, kk), x in X.items() if a == p and kk == k) for p in PARTS[c]}
        te = sum(e.values()) or 1
        mining = k in ("coal_steam", "coal_coking", "ores", "crude_oil", "gas")
        for p, (g, _) in PARTS[c].items():
            w = {"CHN": {"coal_steam": (.08, .47, .07, .38), "coal_coking": (.09, .62, .04, .25)}}.get(c, {}).get(k)
            share = w[list(PARTS[c]).index(p)] if w else (.8 * e[p] / te + .2 * g if mining else .25 * e[p] / te + .75 * g)
            output[(p, k)] = v * share
dom = {}
for r in REG:
    for k in K:
        if k == "services":
            dom[(r, k)] = gdp[r] * .95
            continue
        if k == "controlled": continue
        ex = sum(v for (a, b, kk), v in X.items() if a == r and kk == k and b != r)
        inside = X.pop((r, r, k), 0)
        o = output.get((r, k), 0)
        home = max(o - ex, .12 * o, inside, .02 * ex)
        if o < ex:
            adjust.append(["sales at home kept above zero", r, r, k, round(o - ex, 1), round(home, 1), "exports exceed estimated output of this commodity"])
        dom[(r, k)] = home
# a part of a country buys from its other parts
for c, ps in PARTS.items():
    ids = list(ps)
    for k in K:
        if k in ("services", "controlled"): continue
        for a in ids:
            v = dom.get((a, k), 0) * .22
            dom[(a, k)] = dom.get((a, k), 0) - v
            tot = sum(gdp[b] for b in ids if b != a)
            for b in ids:
                if b != a: add(X, (a, b, k), v * gdp[b] / tot)

KIND = {}
# goods much dearer or cheaper by the tonne than their kind: tonnes of all that goes from one country to another
MASS = {("MNG", "CHN", "ores"): (6.9e6, "mng_ores2015")}  # copper concentrate 1.48 Mt, iron ore 5.07 Mt, zinc and fluorspar
lines, dropped = [], 0.0
for (a, b, k), v in sorted(X.items()):
    if v < .05:
        dropped += v
        continue
    prk = "PRK" in (a, b)
    same = COUNTRY[a] == COUNTRY[b]
    kind, src, q = ("agency", "kotra2015;mou2016", "B") if prk else ("estimate", "internal_estimate", "D") if same else \
        ("estimate", "ruscoal2015", "C") if a.startswith("RUS") and k.startswith("coal") else \
        ("estimate", "unctad2015;coalx2015;mof2015", "C") if k == "coal_steam" and (a, b) == ("SEA", "JPN") else \
        ("estimate", "unctad2015;coalx2015", "C") if k.startswith("coal") and a in ("OCE", "SEA", "USA", "CAN", "AFR", "LAM", "VNM") or a.startswith("CHN") and k.startswith("coal") else \
        ("estimate", "gas9_estimate", "D") if k == "gas" and a == "OCE" and b in ("JPN", "KOR") else ("reported", "unctad2015", "B" if COUNTRY[a] == a and COUNTRY[b] == b else "C")
    tonnes = ""
    if mass := MASS.get((COUNTRY[a], COUNTRY[b], k)):
        whole = sum(x for (i, j, kk), x in X.items() if (COUNTRY[i], COUNTRY[j], kk) == (COUNTRY[a], COUNTRY[b], k))
        tonnes, src, q = round(mass[0] * v / whole), f"{src};{mass[1]}", "C"
    lines.append([2015, a, b, k, round(v, 3), tonnes, kind, src, q])
for (r, k), v in sorted(dom.items()):
    if v > 0: lines.append([2015, r, r, k, round(v, 3), "", "domestic", "wiod2011;gdp2015" if k != "services" else "services_estimate", "C" if k != "services" else "D"])
# what would be traded if nothing were forbidden: inter-Korean and Japanese trade by gravity
LAT = {("PRK", "KOR"): 900, ("KOR", "PRK"): 1400, ("PRK", "JPN"): 700, ("JPN", "PRK"): 600, ("PRK", "USA"): 250, ("USA", "PRK"): 150}
for (a, b), v in LAT.items():
    mix = {"coal_steam": .25, "ores": .2, "textiles": .3, "food": .25} if a == "PRK" else {"machinery": .4, "steel": .2, "chemicals": .2, "food": .2}
    for k, s in mix.items(): lines.append([2015, a, b, k, v * s, "", "latent", "latent_estimate", "D"])
for a, v in (("RUS", 20), ("CHN", 20)):
    lines.append([2015, "RUS-EU" if a == "RUS" else "CHN-NE", "PRK", "controlled", v, "", "latent", "latent_estimate", "D"])
adjust.append(["small flows left out", "", "", "", round(dropped, 1), 0, "each below USD 50 thousand"])
write("trade.csv", ["year", "exporter", "importer", "commodity", "value_usd_m", "tonnes", "kind", "source", "quality"], lines)
adjust.sort(key=lambda r: -abs(r[4] - r[5]))
write("trade_adjustments.csv", ["step", "exporter", "importer", "commodity", "before_usd_m", "after_usd_m", "reason"], adjust)
goods = {r: sum(dom.get((r, k), 0) for k in K if k != "services") + sum(v for (a, b, k), v in X.items() if a == r) for r in REG}
write("regions.csv", ["region_id", "name", "country", "x_coord", "y_coord", "gdp_usd_m", "population", "goods_output_usd_m", "source", "quality"],
      [[r, n, COUNTRY[r], x, y, round(gdp[r], 1), round(pop[r]), round(goods[r], 1), "gdp2015;wiod2011" if COUNTRY[r] == r else "gdp2015;regional_accounts",
        "B" if COUNTRY[r] == r and r != "PRK" else "C"] for r, (n, x, y) in REG.items()])
inter = sum(v for (a, b, k), v in X.items() if COUNTRY[a] != COUNTRY[b])
print(f"raw world trade {raw_total/1e6:.2f} tn; between countries/groups {inter/1e6:.2f} tn; rows {len(lines)}; domestic {sum(dom.values())/1e6:.1f} tn")
for c in ("KOR", "JPN", "CHN", "TWN"):
    t = sum(v / price[k] for (a, b, k), v in X.items() if COUNTRY[b] == c and COUNTRY[a] != c and k in price)
    print("coal imports Mt", c, round(t, 1))
print("coal exports Mt RUS", round(sum(v / price[k] for (a, b, k), v in X.items() if COUNTRY[a] == "RUS" and COUNTRY[b] != "RUS" and k in price), 1))

# ------------------------------------------------------------ series
T = []
G = {  # real growth, % a year: 2014..2019, 2020, 2021, 2022, 2023, 2024; then 2025-2030, 2031-2043
    "CHN": ([7.4, 7.0, 6.8, 6.9, 6.7, 6.0], 2.2, 8.4, 3.0, 5.2, 5.0, 4.0, 2.8), "KOR": ([3.2, 2.8, 2.9, 3.2, 2.9, 2.2], -.7, 4.3, 2.6, 1.4, 2.0, 2.0, 1.4),
    "JPN": ([.3, 1.6, .8, 1.7, .6, -.4], -4.2, 2.7, 1.2, 1.7, .1, .7, .4), "RUS": ([.7, -2.0, .2, 1.8, 2.8, 2.2], -2.7, 5.9, -1.4, 4.1, 4.3, 1.3, 1.0),
    "PRK": ([1.0, -1.1, 3.9, -3.5, -4.1, .4], -4.5, -.1, -.2, 3.1, 3.7, 1.5, 1.5), "MNG": ([7.9, 2.4, 1.5, 5.6, 7.7, 5.6], -4.6, 1.6, 5.0, 7.4, 5.0, 5.0, 3.5),
    "IND": ([7.4, 8.0, 8.3, 6.8, 6.5, 3.9], -5.8, 9.7, 7.0, 8.2, 6.5, 6.3, 5.0), "VNM": ([6.4, 7.0, 6.7, 6.9, 7.5, 7.4], 2.9, 2.6, 8.1, 5.0, 7.0, 6.0, 4.5),
    "USA": ([2.5, 2.9, 1.8, 2.5, 3.0, 2.5], -2.2, 6.1, 2.5, 2.9, 2.8, 1.9, 1.7), "EUR": ([1.6, 2.3, 2.0, 2.8, 2.1, 1.8], -5.6, 6.3, 3.5, .4, .9, 1.4, 1.2),
    "EME": ([3.5, 3.0, 3.0, 3.6, 3.5, 3.0], -3.0, 5.5, 4.2, 3.6, 3.8, 3.8, 3.2)}
for r in REG:
    g = G.get(COUNTRY[r]) or (G["EUR"] if r in ("POL", "DEU", "NLD", "FIN", "BAL", "GBR", "OEU") else G["USA"] if r in ("CAN", "OCE") else G["KOR"] if r in ("TWN", "HKG") else G["EME"])
    growth = {2014 + i: x for i, x in enumerate(g[0])}
    growth.update({2020: g[1], 2021: g[2], 2022: g[3], 2023: g[4], 2024: g[5]})
    for y in range(2025, 2044): growth[y] = g[6] if y <= 2030 else g[7]
    level = {2015: 1.0}
    for y in range(2016, 2044): level[y] = level[y - 1] * (1 + growth[y] / 100)
    level[2014] = 1 / (1 + growth[2015] / 100)
    level[2013] = level[2014] / (1 + growth[2014] / 100)
    for y in list(range(2013, 2025)) + [2030, 2036, 2043]:
        T.append(["gdp_index", r, y, round(level[y], 5), "index", "gdp_growth", "C" if y <= 2024 else "D"])
pink = {}
for r in rows(f"{FACTS}/commodity_prices.csv"):
    pink[(r["commodity"], int(r["year"]))] = float(r["value"])
for y in range(2010, 2026):
    if ("Coal, Australian", y) in pink:
        T.append(["price_usd_per_t", "coal_steam", y, round(pink[("Coal, Australian", y)], 2), "USD/t", "pinksheet", "A"])
for y in (2030, 2043): T.append(["price_usd_per_t", "coal_steam", y, 95 if y == 2030 else 85, "USD/t", "price_path", "D"])
CH = {2013: 1.73, 2014: 1.60, 2015: 1, 2016: 1.19, 2017: 1.60, 2018: 1.74, 2019: 2.04, 2020: 2.37, 2022: 4.3, 2024: 6.0, 2030: 5.5, 2036: 4.0, 2043: 2.5}
KO = {2013: .62, 2014: .79, 2015: 1, 2016: .98, 2017: .99, 2018: 1.14, 2019: 1.15, 2020: .88, 2022: .95, 2024: .70, 2030: .55, 2036: .4, 2043: .25}
JP = {2013: .72, 2014: .86, 2015: 1, 2016: 1.09, 2017: 1.04, 2018: 1.13, 2019: 1.23, 2020: 1.2, 2022: .66, 2024: .1, 2030: .1, 2036: .1, 2043: .1}
EU = {2013: .95, 2014: 1.02, 2015: 1, 2016: 1.02, 2017: 1.08, 2018: 1.1, 2019: 1.0, 2020: .8, 2022: .6, 2024: .02, 2030: .02, 2036: .02, 2043: .02}
# these indices are of total flows; growth of income is taken out where the model applies it
for src in ("RUS-SI", "RUS-FE", "RUS-EU"):
    for k in ("coal_steam", "coal_coking"):
        for ds, ser in ((("CHN-NE", "CHN-EC", "CHN-S", "CHN-W"), CH), (("KOR",), KO), (("JPN",), JP), (("GBR", "DEU", "NLD", "POL", "FIN", "OEU", "BAL"), EU)):
            for d in ds:
                for y, v in ser.items(): T.append(["demand_index", f"{src}:{d}:{k}", y, v, "index of volume", "coal_index", "C" if y <= 2024 else "D"])
for y, v in {2008: 24.9, 2009: 31.7, 2010: 30.4, 2011: 29.4, 2012: 31.1, 2013: 31.8, 2014: 38.4, 2015: 61.0, 2016: 67.1, 2017: 58.3, 2018: 62.7, 2019: 64.7, 2020: 72.1, 2021: 73.7, 2022: 68.5, 2023: 85.2, 2024: 92.5}.items():
    T.append(["rub_per_usd", "RUB", y, v, "RUB/USD", "cbr", "B"])
for y, v in {2008: .889, 2009: .887, 2010: .902, 2011: .930, 2012: .949, 2013: .963, 2014: .978, 2015: 1.0, 2016: 1.013, 2017: 1.034, 2018: 1.059, 2019: 1.078, 2020: 1.092, 2021: 1.143, 2022: 1.234, 2023: 1.285, 2024: 1.323}.items():
    T.append(["deflator", "USD", y, v, "index", "us_cpi", "B"])
for y, v in {2008: .535, 2009: .597, 2010: .638, 2011: .692, 2012: .727, 2013: .777, 2014: .865, 2015: 1.0, 2016: 1.071, 2017: 1.110, 2018: 1.142, 2019: 1.194, 2020: 1.234, 2021: 1.317, 2022: 1.498, 2023: 1.587, 2024: 1.721}.items():
    T.append(["deflator", "RUB", y, v, "index", "ru_cpi", "B"])
# capacities of coal ports and border crossings: Eastern Polygon and the ports' own plans, rounded
GROW = {"VYP": {2015: 1, 2017: 1.1, 2019: 1.5, 2022: 2.0, 2024: 2.2, 2030: 2.6}, "VNN": {2015: 1, 2017: 1.15, 2019: 1.4, 2022: 1.8, 2024: 2.2, 2030: 3.0},
        "NHK": {2015: 1, 2018: 1.2, 2022: 1.5, 2030: 1.8}, "POS": {2015: 1, 2018: 1.2, 2022: 1.6, 2030: 1.8}, "ULU": {2015: 1, 2018: 1.4, 2022: 1.7, 2030: 2.0},
        "NVS": {2015: 1, 2018: 1.3, 2022: 2.5}, "R-ZBK-MZL": {2015: 1, 2018: 1.1, 2022: 1.4, 2030: 1.8}, "R-SFH-GRD": {2015: 1, 2018: 1.1, 2022: 1.4, 2030: 1.8},
        "R-ZMU-ERN": {2015: 1, 2018: 1.2, 2022: 1.5, 2030: 2.0}, "R-HCN-KMS": {2015: 1, 2018: 1.3, 2022: 1.8, 2030: 2.5}, "R-KMS-MAH": {2015: 1, 2018: 1.3, 2022: 1.8, 2030: 2.5},
        "R-BRN-SUH": {2015: 1, 2022: 1.2, 2030: 1.6}, "R-SUH-MAH": {2015: 1, 2022: 1.2, 2030: 1.5}, "R-ALS-DST": {2015: 1, 2020: 1.3, 2030: 1.8}}
for key, ser in GROW.items():
    for y, v in ser.items(): T.append(["capacity_index", key, y, v, "index", "capacity_growth", "C" if y <= 2022 else "D"])
write("timeseries.csv", ["series", "key", "year", "value", "unit", "source", "quality"], T)
