#!/usr/bin/env python3
"""Builds studies/northeast-asia/network/* and rates, cargo classes, route checks and their sources.

Needs the researched facts and the sea network beside the checkout (../shared); standard library only.
Run from the root of the project: python3 tools/build_network.py

Rows added to these files by hand, such as the links of a project, stay: a row whose key this program does
not make is put behind those that it makes, in the order in which it stood. The key is what names a row: an
id, or in terminals, borders, connectors and rates the places, carriers, cargo class and project. A row whose key
it makes is written anew: change such rows here. Rows that it once made and no longer makes stay too; the
program says how many rows of each file it kept.
"""
import csv, heapq, json, math, os, re

FACTS, GEO = "../shared/facts", "../shared/data/geo"
OUT = "studies/northeast-asia"


def rows(path):
    with open(path, newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def write(path, key, header, lines):
    """Writes a table; rows of the old one whose key (columns by name) is not among the new ones stay."""
    places = [header.index(column) for column in key.split()]
    name = lambda row: tuple(str(row[i]) for i in places)
    made, kept = {name(row) for row in lines}, []
    if os.path.exists(f"{OUT}/{path}"):
        with open(f"{OUT}/{path}", newline="", encoding="utf-8") as f:
            old = list(csv.reader(f))
        if old[0] != header:
            raise SystemExit(f"{path}: columns {old[0]}, expected {header}; nothing written to it")
        kept = [row for row in old[1:] if name(row) not in made]
    with open(f"{OUT}/{path}", "w", newline="", encoding="utf-8") as f:
        csv.writer(f, lineterminator="\n").writerows([header] + lines + kept)
    print(f"{path}: {len(lines)} rows made, {len(kept)} kept")


def km(a, b):
    (lon1, lat1), (lon2, lat2) = a, b
    p1, p2 = math.radians(lat1), math.radians(lat2)
    dl = math.radians(lon2 - lon1)
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(dl / 2) ** 2
    return 12742.0176 * math.asin(min(1, math.sqrt(h)))


# ---------------------------------------------------------------- nodes
SEA_GATES = {  # places at sea: (name, longitude, latitude)
    "XTSU": ("Tsushima Strait", 129.9, 34.6), "XSOY": ("La Perouse Strait", 142.0, 45.75),
    "XTSG": ("Tsugaru Strait", 140.2, 41.3), "XOSU": ("Osumi Strait", 131.0, 30.9),
    "XECS": ("East China Sea off the Yangtze", 123.5, 31.0), "XYEL": ("Yellow Sea off Shandong", 123.2, 37.4),
    "XTWS": ("Taiwan Strait", 119.5, 24.5), "XLUZ": ("Luzon Strait", 121.0, 20.5),
    "XSCS": ("South China Sea", 110.5, 9.5), "XSGS": ("Singapore Strait", 104.4, 1.3),
    "XMAL": ("Malacca Strait, west end", 95.0, 6.0), "XDON": ("off Dondra Head", 80.6, 5.7),
    "XADN": ("Gulf of Aden", 47.0, 12.5), "XBAB": ("Bab-el-Mandeb", 43.3, 12.6),
    "XSIC": ("Strait of Sicily", 11.3, 37.3), "XGIB": ("Strait of Gibraltar", -5.6, 35.95),
    "XFIN": ("off Cape Finisterre", -10.0, 43.3), "XDOV": ("Strait of Dover", 1.4, 51.0),
    "XSKA": ("Skagen", 10.9, 57.9), "XGOF": ("Gulf of Finland", 23.5, 59.5),
    "XAEG": ("Aegean Sea", 25.5, 37.0), "XBOS": ("Bosphorus", 29.1, 41.25),
    "XCGH": ("Cape of Good Hope", 18.3, -35.0), "XDAK": ("off Dakar", -18.5, 14.7),
    "XPAN": ("Panama Canal, Pacific side", -79.6, 8.8), "XCAR": ("Panama Canal, Atlantic side", -79.9, 9.5),
    "XLOM": ("Lombok Strait", 115.8, -8.9), "XHOR": ("Strait of Hormuz", 56.6, 26.4),
}
NEW_PORTS = {
    "KHH": ("Kaohsiung", "TWN", 120.25, 22.55), "NYC": ("New York", "USA", -74.0, 40.55),
    "HOU": ("Houston", "USA", -94.7, 29.35), "VAN": ("Vancouver", "CAN", -123.3, 49.3),
    "HFX": ("Halifax", "CAN", -63.5, 44.6), "SSZ": ("Santos", "BRA", -46.3, -24.05),
    "CLL": ("Callao", "PER", -77.2, -12.05), "NTL": ("Newcastle NSW", "AUS", 151.8, -32.95),
    "PHE": ("Port Hedland", "AUS", 118.55, -20.25), "MEL": ("Melbourne", "AUS", 144.9, -37.9),
    "JEA": ("Jebel Ali", "ARE", 55.0, 25.05), "JED2": ("Jeddah", "SAU", 39.1, 21.5),
    "RCB": ("Richards Bay", "ZAF", 32.1, -28.85), "LOS": ("Lagos", "NGA", 3.4, 6.35),
    "JKT": ("Jakarta", "IDN", 106.9, -6.05), "SRI": ("Samarinda (coal anchorage)", "IDN", 117.6, -0.7),
    "LCH": ("Laem Chabang", "THA", 100.85, 13.05),
    "CMB": ("Colombo", "LKA", 79.8, 6.95), "KHI": ("Karachi", "PAK", 66.95, 24.75),
    "MAA": ("Chennai", "IND", 80.35, 13.1), "FXT": ("Felixstowe", "GBR", 1.35, 51.95),
    "LEH": ("Le Havre", "FRA", 0.1, 49.5), "GOA": ("Genoa", "ITA", 8.9, 44.35),
    "CND": ("Constanta", "ROU", 28.7, 44.1), "ODS": ("Odessa", "UKR", 30.8, 46.45),
    "TRS": ("Ras Laffan LNG", "QAT", 51.6, 25.95), "RAS": ("Gladstone LNG", "AUS", 151.35, -23.8),
}
NEW_INLAND = {
    "TAS": ("Tashkent", "UZB", 69.28, 41.31), "IEV": ("Kyiv", "UKR", 30.52, 50.45),
    "BUD": ("Budapest", "HUN", 19.05, 47.5), "MIL": ("Milan", "ITA", 9.19, 45.47),
}
FIX_KIND = {"SUZ": "strait", "PSD": "strait", "ALG": "port"}
facts_nodes = rows(f"{FACTS}/network_nodes.csv")
nodes = {}
for r in facts_nodes:
    nodes[r["id"]] = dict(name=r["name"], country=r["country_iso3"], x=float(r["lon"]), y=float(r["lat"]),
                          kind=r["kind"], source="facts_gazetteer", quality="B")
for i, (n, c, x, y) in NEW_PORTS.items():
    nodes[i] = dict(name=n, country=c, x=x, y=y, kind="port", source="wpi", quality="B")
for i, (n, c, x, y) in NEW_INLAND.items():
    nodes[i] = dict(name=n, country=c, x=x, y=y, kind="station_hub", source="facts_gazetteer", quality="C")
for i, (n, x, y) in SEA_GATES.items():
    nodes[i] = dict(name=n, country="", x=x, y=y, kind="strait", source="searoute", quality="C")
nodes["SUZ"]["country"] = nodes["PSD"]["country"] = "EGY"

# ---------------------------------------------------------------- sea network
graph, place = {}, {}
for f in json.load(open(f"{GEO}/marnet_searoute.geojson"))["features"]:
    g = f["geometry"]
    lines = [g["coordinates"]] if g["type"] == "LineString" else g["coordinates"]
    if f.get("properties", {}).get("passage") in ("northwest", "northeast"):
        continue
    for line in lines:
        pts = [(round(p[0], 4), round(p[1], 4)) for p in line]
        for a, b in zip(pts, pts[1:]):
            d = km(a, b)
            graph.setdefault(a, []).append((b, d))
            graph.setdefault(b, []).append((a, d))
# the ends at 180 degrees meet
for p in [p for p in graph if abs(abs(p[0]) - 180) < 1e-6]:
    q = (-p[0], p[1])
    if q in graph:
        graph[p].append((q, 0.0))
# largest component only
seen, best = set(), set()
for s in graph:
    if s in seen:
        continue
    comp, stack = {s}, [s]
    while stack:
        for q, _ in graph[stack.pop()]:
            if q not in comp:
                comp.add(q); stack.append(q)
    seen |= comp
    if len(comp) > len(best):
        best = comp
keys = list(best)


def nearest(x, y):
    return min(keys, key=lambda p: km(p, (x, y)))


def dijkstra(start):
    dist, prev, heap = {start: 0.0}, {}, [(0.0, start)]
    while heap:
        d, p = heapq.heappop(heap)
        if d > dist[p]:
            continue
        for q, w in graph[p]:
            if d + w < dist.get(q, 1e18):
                dist[q] = d + w; prev[q] = p
                heapq.heappush(heap, (d + w, q))
    return dist, prev


facts_links = rows(f"{FACTS}/network_links.csv")
ports = {r[e] for r in facts_links if r["mode"] in ("sea", "ferry") for e in ("from", "to")} | set(NEW_PORTS)
ports -= {"SUZ", "PSD"}
gates = list(SEA_GATES) + ["SUZ", "PSD"]
sea = sorted(ports) + gates
snap = {i: nearest(nodes[i]["x"], nodes[i]["y"]) for i in sea}
# on the sea network the canal ends are where the ships wait
tree = {i: dijkstra(snap[i]) for i in sea}
off = {i: km(snap[i], (nodes[i]["x"], nodes[i]["y"])) if i in ports else 0.0 for i in sea}


def dist(a, b):
    return tree[a][0].get(snap[b], 1e18) + off[a] + off[b]


def path(a, b):
    p, out = snap[b], []
    while True:
        out.append(p)
        if p == snap[a]:
            break
        p = tree[a][1][p]
    return [(nodes[a]["x"], nodes[a]["y"])] + out[::-1] + [(nodes[b]["x"], nodes[b]["y"])]


def thin(pts, tol=0.4):
    """Douglas-Peucker in degrees."""
    if len(pts) < 3:
        return pts
    (x1, y1), (x2, y2) = pts[0], pts[-1]
    n = math.hypot(x2 - x1, y2 - y1) or 1e-9
    worst, at = -1, 0
    for i in range(1, len(pts) - 1):
        x, y = pts[i]
        d = abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / n if n > 1e-6 else math.hypot(x - x1, y - y1)
        if d > worst:
            worst, at = d, i
    if worst <= tol:
        return [pts[0], pts[-1]]
    return thin(pts[: at + 1], tol)[:-1] + thin(pts[at:], tol)


links, geometry = [], []
sea_pairs = []
for n, a in enumerate(sea):
    for b in sea[n + 1:]:
        d = dist(a, b)
        if d > 1e17:
            continue
        both_ports = a in ports and b in ports
        if both_ports and d > 2600:
            continue
        if any(w not in (a, b) and dist(a, w) + dist(w, b) < d * 1.012 + 5 for w in gates):
            continue
        if d > 16000:
            continue
        sea_pairs.append((a, b, d))
named = {tuple(sorted((r["from"], r["to"]))): r for r in facts_links if r["mode"] == "sea"}
extra = [k for k in named if {k[0], k[1]} & {"RJP"} and float(named[k]["length_km"]) < 3500]
have = {tuple(sorted((a, b))) for a, b, _ in sea_pairs}
for k in extra:
    if k not in have:
        sea_pairs.append((k[0], k[1], dist(*k)))
for a, b, d in sea_pairs:
    fact = named.get(tuple(sorted((a, b))))
    length = float(fact["length_km"]) if fact and abs(float(fact["length_km"]) / d - 1) < 0.25 else d
    lid = f"S-{a}-{b}"
    pts = thin(path(a, b))
    run, first = 0.0, pts[0][0]
    links.append([lid, a, b, 0, "sea", round(length, 1), "", "", "", "", "", "", "", "searoute", "C"])
    # no jump over the date line
    fixed = [pts[0]]
    for x, y in pts[1:]:
        px = fixed[-1][0]
        while x - px > 180: x -= 360
        while px - x > 180: x += 360
        fixed.append((x, y))
    for s, (x, y) in enumerate(fixed[1:-1], 1):
        geometry.append([lid, s, round(x, 3), round(y, 3)])
print("sea links", len(sea_pairs), "geometry points", len(geometry))

# ---------------------------------------------------------------- land links
PROJECT = {("TMG", "HNG"): "2013", ("HNG", "SBG"): "2013", ("SBG", "RJN"): "2013", ("RJN", "RJP"): "2014"}
CLOSED = {("KSN", "DRS"): ("", "2008"), ("KSN", "SEL"): ("", "2015")}
UNBUILT = {("PGG", "WJR"), ("WJR", "BMG"), ("KMG", "JJN"), ("JJN", "KAG"), ("VVO", "SEL")}
OPEN_FROM = {("SCK", "KPO"): "2025", ("NLE", "TJG"): "2022", ("DZN", "SKS"): "2014", ("HRG", "ATK"): "2012",
             ("CHY", "BQS"): "2019", ("BQS", "SCW"): "2022", ("HCN", "KMS"): "2013", ("KMS", "MAH"): "2013"}
OPEN_TO = {("BSL", "VKL"): "2022", ("VKL", "KUV"): "2022", ("ORS", "KLJ"): "2022"}
CAP = {("MAH", "KHS"): 7, ("SUH", "MAH"): 9, ("BRN", "SUH"): 14, ("HCN", "KMS"): 3, ("KMS", "MAH"): 3, ("ZBK", "MZL"): 35, ("SFH", "GRD"): 18,
       ("NLE", "TJG"): 20, ("ALS", "DST"): 25, ("HRG", "ATK"): 15, ("ZMU", "ERN"): 25, ("KHS", "TMG"): 6, ("HNG", "NYG"): 0.3, ("NYG", "HOE"): 0.3, ("RJN", "CHO"): 0.5}
# lines within North Korea, as far as foreign trade can have them
PRKCAP = {("FNJ", "SII"): 4, ("FNJ", "NAM"): 4, ("SHC", "FNJ"): 3, ("FNJ", "SRW"): 3, ("SHC", "MNP"): 1}
PRKCAP_SOURCE = "prk_capacity_estimate"
for r in facts_links:
    a, b, m = r["from"], r["to"], r["mode"]
    if m == "sea" or (a, b) in UNBUILT or (m == "road" and (a, b) == ("KHS", "TMG")):
        continue
    if m == "rail":
        g = r["gauge_mm"].replace("1524", "1520")
        carrier = "+".join("rail" + x for x in g.split("+"))
    elif m == "ferry":
        carrier = "sea"
    else:
        carrier = m
    q = "C" if "general knowledge" in r["source"] else "B"
    src = "facts_links"
    base = [r["length_km"], r["tracks"] if m == "rail" else "", "", CAP.get((a, b), ""), ""]
    if m == "rail" and base[3] == "" and (a, b) not in PROJECT and nodes[a]["country"] == "PRK" and "CHN" not in (nodes[a]["country"], nodes[b]["country"]):
        base[3], src, q = PRKCAP.get((a, b), 2), f"{src};{PRKCAP_SOURCE}", "D"
    kind = {"rail": "R", "road": "T", "ferry": "F", "pipeline_oil": "PO", "pipeline_gas": "PG"}[m]
    if (a, b) in PROJECT:
        # before: a run-down standard-gauge line; with the project: four rails
        links.append([f"R-{a}-{b}-old", a, b, 0, "rail1435", r["length_km"], 1, 12, 0.5, 2.0, "", "", "", src, "C"])
        fee = {"TMG": 0.9, "HNG": 2.2, "SBG": 1.4, "RJN": 0.0}[a]
        links.append([f"R-{a}-{b}", a, b, 0, "rail1520+rail1435", r["length_km"], 1, 30 if a != "RJN" else 10,
                      4, fee, PROJECT[(a, b)], "", "khasan-rajin", "facts_project", "B"])
        continue
    f, t = OPEN_FROM.get((a, b), ""), OPEN_TO.get((a, b), "")
    if (a, b) in CLOSED:
        f, t = CLOSED[(a, b)]
    speed = ""
    if m == "rail" and r["note"].startswith(("BAM", "AYaM")):
        speed = 20  # single track, steep, long waits for passing
    if m == "rail" and (nodes[a]["country"] == "PRK" or nodes[b]["country"] == "PRK"):
        speed = min(20, float(r["typical_speed_kmh"] or 20))
    fee = 4.0 if (a, b) == ("HNG", "NYG") else ""  # run-down, one train a day: assumed
    links.append([f"{kind}-{a}-{b}", a, b, 0, carrier, base[0], base[1], speed, base[3], fee, f, t, "", src, "D" if fee else q])
for a, b, c, d in [("SHU", "TAS", "rail1520", 690), ("IEV", "MOW", "rail1520", 872), ("IEV", "ORS", "rail1520", 490),
                   ("IEV", "ODS", "rail1520", 650), ("BUD", "WAW", "rail1435", 790), ("BUD", "CND", "rail1435", 1060),
                   ("MIL", "GOA", "rail1435", 155), ("MIL", "DUI", "rail1435", 930), ("BUD", "MIL", "rail1435", 960),
                   ("LED", "RIX", "rail1520", 590), ("RIX", "KLJ", "rail1520", 330), ("SEL", "DJN", "road", 110),
                   ("TYO", "YOK", "road", 30), ("TAS", "ALA", "road", 810)]:
    links.append([("T" if c == "road" else "R") + f"-{a}-{b}", a, b, 0, c, d, "", "", "", "", "", "", "", "lead_estimate", "D"])
used = {l[1] for l in links} | {l[2] for l in links}
# gas: Siberian lines to Europe and Central Asia as trunk lines of stated length
for a, b, d in [("TJM", "MOW", 2200), ("MOW", "BQT", 1100), ("BQT", "FFO", 800), ("FFO", "HAM", 420), ("TAS", "ALA", 810),
                ("TAS", "HRG", 900), ("MOW", "IEV", 870), ("IEV", "BUD", 1000), ("BUD", "MIL", 900), ("MOW", "LED", 650),
                ("HRG", "XIA", 3200), ("XIA", "SHA", 1500), ("LED", "FFO", 1300), ("HAM", "RTM", 480), ("LED", "KUV", 250),
                ("BQS", "SHE", 1100), ("FFO", "WAW", 480), ("MOW", "RIX", 920), ("RTM", "FXT", 240), ("RTM", "LEH", 450), ("TJM", "NQZ", 800)]:
    links.append([f"PG-{a}-{b}", a, b, 0, "pipeline_gas", d, "", "", "", "", "2019" if a == "BQS" else "", "", "", "lead_estimate", "D"])
for a, b, d in [("OMS", "TSH", 2200), ("KUF", "OMS", 1500), ("KUF", "BAR", 1900), ("BAR", "FFO", 700), ("KUF", "NVS", 1500),
                ("KUF", "ULU", 1700), ("BAR", "IEV", 500), ("IEV", "BUD", 1000), ("SCO", "KUF", 1200), ("NQZ", "OMS", 500), ("ALS", "NQZ", 1200), ("URC", "ALS", 480)]:
    links.append([f"PO-{a}-{b}", a, b, 0, "pipeline_oil", d, "", "", "", "", "", "", "", "lead_estimate", "D"])
LH = ["link_id", "from_node_id", "to_node_id", "directed", "carrier", "length_km", "tracks", "speed_km_per_h",
      "capacity_mt_per_year", "fee_usd_per_t", "open_from", "open_to", "project", "source", "quality"]
write("network/link.csv", "link_id", LH, links)
write("network/link_geometry.csv", "link_id", ["link_id", "sequence", "x_coord", "y_coord"], geometry)
used = {l[1] for l in links} | {l[2] for l in links}
write("network/node.csv", "node_id", ["node_id", "name", "country", "x_coord", "y_coord", "node_type", "source", "quality"],
      [[i, n["name"], n["country"], n["x"], n["y"], n["kind"], n["source"], n["quality"]] for i, n in nodes.items() if i in used])

# ---------------------------------------------------------------- terminals
carriers_at = {}
for l in links:
    for c in l[4].split("+"):
        for e in (l[1], l[2]):
            carriers_at.setdefault(e, set()).add(c)
EU = {"DEU", "POL", "NLD", "BEL", "FRA", "ITA", "GRC", "ESP", "FIN", "EST", "LVA", "LTU", "GBR", "HUN", "ROU"}
COALCAP = {"VYP": 26, "VNN": 22, "POS": 6.5, "NHK": 16, "VVO": 5, "ULU": 25, "LED": 8, "RIX": 15, "NVS": 8, "KLJ": 5, "ZRB": 1.2,
           "TLL": 5, "ODS": 6, "SOG": 1, "CHO": 2, "NAM": 4, "HGN": 2, "WON": 1, "SGJ": 1, "TNC": 1.5, "HAE": 1}
COALCOST = {"VYP": 12.5, "VNN": 13.0, "POS": 12.0, "NHK": 13.0, "VVO": 14.0, "ZRB": 15.0, "CHO": 14.0, "NAM": 9.0, "HGN": 12.0, "WON": 12.0, "ODS": 13.0, "RIX": 9.0, "TLL": 9.0, "KLJ": 9.0}
# other cargo at the ports of North Korea: class and carrier
PRKPORT = {"liquid_bulk": {"CHO": 0.3, "HGN": 0.2, "NAM": 0.8, "WON": 0.2}, "general;controlled": {"CHO": 1.5, "HGN": 1.0, "NAM": 2.0, "WON": 0.5},
           "container": {"CHO": 0.2, "HGN": 0.1, "NAM": 0.5, "WON": 0.1}, "reefer": {"CHO": 0.2, "HGN": 0.1, "NAM": 0.3, "WON": 0.1}}
PRKROAD = {"dry_bulk": 0.3, "liquid_bulk": 0.1, "general;controlled": 0.3, "container": 0.1, "reefer": 0.1}
terminals = []


def port_cost(i, cls):
    c = nodes[i]["country"]
    rich = c in EU or c in {"JPN", "KOR", "USA", "CAN", "AUS", "TWN", "HKG", "SGP"}
    if cls == "container":
        cost = 9.0
        if i in ("LED", "ULU", "NVS", "ODS"): cost = 26.0
        if c == "RUS" and i in ("VYP", "VVO"): cost = 13.0
        dwell = 48
        if i in ("LED", "ULU", "NVS", "ODS"): dwell = 168
        elif c == "RUS": dwell = 108
        elif c == "PRK": dwell, cost = 240, 20.0
        return cost, dwell
    if cls == "dry_bulk":
        return COALCOST.get(i, 11.0 if c == "RUS" else 9.0 if c == "PRK" else 5.0), 120 if c != "PRK" else 168
    if cls == "liquid_bulk":
        return 3.0, 48
    if cls == "reefer":
        return 60.0 if c == "PRK" else 18.0 if c != "RUS" else 22.0, 36
    return (12.0 if rich else 10.0) + (12.0 if c == "PRK" else 4.0 if c == "RUS" else 0), 96 if c != "PRK" else 168


for i in sorted(carriers_at):
    cs = carriers_at[i]
    rails = sorted(c for c in cs if c.startswith("rail"))
    if "sea" in cs:
        for c in rails + (["road"] if "road" in cs else []):
            if i == "RJP":
                continue
            for cls in ("dry_bulk", "liquid_bulk", "general;controlled", "container", "reefer"):
                cost, dwell = port_cost(i, cls.split(";")[0])
                cap = COALCAP.get(i, "") if cls == "dry_bulk" and c.startswith("rail") else ""
                src = "port_estimate"
                if nodes[i]["country"] == "PRK" and cap == "":
                    cap = PRKROAD[cls] if c == "road" else PRKPORT[cls][i]
                    src += ";" + PRKCAP_SOURCE
                terminals.append([i, c, "sea", cls, cost, dwell, cap, "", "", "", src, "D"])
    if "road" in cs and rails:
        for c in rails:
            # no lorries are known to have met broad-gauge wagons at Rajin
            cap = 0.01 if i == "RJP" and c == "rail1520" else ""
            terminals.append([i, c, "road", "", 5.0, 36, cap, "", "", "", "port_estimate", "D"])
    if "pipeline_oil" in cs:
        for c in (["sea"] if "sea" in cs else []) + rails:
            terminals.append([i, "pipeline_oil", c, "liquid_bulk", 3.0, 48, "", "", "", "", "port_estimate", "D"])
    if "pipeline_gas" in cs and "sea" in cs:
        terminals.append([i, "pipeline_gas", "sea", "gas", 90.0 if nodes[i]["country"] == "RUS" else 25.0, 48, "", "", "", "", "lng_estimate", "D"])
# the quay as it was, and the project's terminal
terminals.append(["RJP", "rail1435", "sea", "dry_bulk;container;general", 16.0, 240, 1.5, "", "", "", "port_estimate", "D"])
terminals.append(["RJP", "road", "sea", "container;general", 14.0, 168, 1.0, "2012", "", "", "port_estimate", "D"])
terminals.append(["RJP", "rail1520", "sea", "dry_bulk", 9.0, 120, 4, "2014", "", "khasan-rajin", "facts_project;port_estimate", "D"])
terminals.append(["RJP", "rail1520", "sea", "container;general", 14.0, 132, 0.04, "2014", "", "khasan-rajin", "facts_project;noncoal_estimate", "D"])
GAUGE = {"ZBK": (13.7, 30), "GRD": (8.0, 24), "HCN": (9.0, 30), "TMG": (9.0, 48), "ERN": (5.0, 12), "DST": (13.7, 24),
         "ATK": (12.5, 20), "MLS": (12.5, 24), "NLE": (9.0, 24), "RJN": (9.0, 48)}
for i, (c, h) in GAUGE.items():
    pr = "khasan-rajin" if i == "RJN" else ""
    f = "2013" if i == "RJN" else ""
    for cls, k, q in (("container", 1.0, 1.0), ("dry_bulk", 0.45, 1.6), ("general;controlled;reefer", 0.8, 1.3), ("liquid_bulk", 0.6, 1.3)):
        if i in ("TMG", "RJN"): k = 25 / c  # by hand: no yard for it
        cap = {"TMG": 0.1, "RJN": 0.02}.get(i, "")
        terminals.append([i, "rail1520", "rail1435", cls, round(c * k, 2), round(h * q), cap, f, "", pr, "carec2020;" + ("noncoal_estimate" if cap else "gauge_estimate"), "C" if i in ("DST", "ERN") else "D"])
write("network/terminal.csv", "node_id from_carrier to_carrier cargo_class project", ["node_id", "from_carrier", "to_carrier", "cargo_class", "cost_usd_per_t", "dwell_h", "capacity_mt_per_year",
                               "open_from", "open_to", "project", "source", "quality"], terminals)

# ---------------------------------------------------------------- borders
UNION = {"RUS", "KAZ", "BLR"}
borders = []
for l in links:
    a, b = l[1], l[2]
    ca, cb = nodes[a]["country"], nodes[b]["country"]
    if l[4] == "sea" or not ca or not cb or ca == cb or (ca in EU and cb in EU) or l[4].startswith("pipeline"):
        continue
    for c in sorted(set(l[4].split("+"))):
        pair = {ca, cb}
        if pair <= UNION:
            cost, hours, src, q = 0.4, 2, "border_estimate", "D"
        elif c == "road":
            cost, hours, src, q = 8.1, 12.2, "carec2020", "B"
        elif "PRK" in pair:
            cost, hours, src, q = 14.0, 72, "border_estimate", "D"
            if pair == {"PRK", "RUS"}: cost, hours = 1.0, 24
        elif pair == {"CHN", "KAZ"}:
            cost, hours, src, q = 8.3, 27.6, "carec2020", "B"
        elif pair == {"CHN", "MNG"}:
            cost, hours, src, q = 8.3, 15.7, "carec2020", "B"
        elif pair == {"BLR", "POL"}:
            cost, hours, src, q = 8.3, 20.6, "carec2020", "C"
        else:
            cost, hours, src, q = 8.3, 20.6, "carec2020", "C"
        for x, y in ((a, b), (b, a)):
            key = (x, y, c)
            if key in {(r[0], r[1], r[2]) for r in borders}:
                continue
            borders.append([x, y, c, "", cost, hours, src, q])
            if c != "road" and cost > 1:
                borders.append([x, y, c, "dry_bulk;liquid_bulk", round(cost * 0.35, 2), hours, src, q])
# canals: tolls and waiting; Suez and Panama dues per tonne
for x, y in (("SUZ", "PSD"), ("PSD", "SUZ")):
    borders.append([x, y, "sea", "", 0.0, 12, "canal_estimate", "D"])
    borders.append([x, y, "sea", "dry_bulk;liquid_bulk;general", 4.0, 12, "canal_estimate", "D"])
write("network/border.csv", "from_node_id to_node_id carrier cargo_class", ["from_node_id", "to_node_id", "carrier", "cargo_class", "cost_usd_per_t", "delay_h", "source", "quality"], borders)

# ---------------------------------------------------------------- connectors
CON = {  # region: {carrier: nodes}; sea: cargo starts or ends on the quay
    "RUS-FE": {"rail1520": ["KHV", "VVO", "BLG"], "sea": ["VVO", "VNN", "KHO"]},
    "RUS-SI": {"rail1520": ["LNK", "OVB", "KJA", "IKT"]}, "RUS-UR": {"rail1520": ["SVX", "CEK", "TJM"]},
    "RUS-EU": {"rail1520": ["MOW", "LED", "KUF"], "sea": ["LED", "NVS"]},
    "CHN-NE": {"rail1435": ["HRB", "CGQ", "SHE"], "sea": ["DLC", "YIK"]},
    "CHN-EC": {"rail1435": ["BJS", "CGO", "XUZ"], "sea": ["SHA", "TSN", "TAO", "NGB", "LYG"]},
    "CHN-S": {"rail1435": ["CAN", "WUH"], "sea": ["CAN", "YTN"]}, "CHN-W": {"rail1435": ["CKG", "XIA", "URC", "CTU"]},
    "PRK": {"rail1435": ["FNJ", "SHC", "HHG", "CHO"], "sea": ["NAM", "CHO", "HGN", "WON"], "road": ["FNJ", "WNJ"]},
    "KOR": {"rail1435": ["UIW", "SEL"], "road": ["SEL"], "sea": ["PUS", "KPO", "KAN", "INC", "DJN", "USN", "TGH"]},
    "JPN": {"sea": ["YOK", "TYO", "UKB", "KKJ", "HKT", "KIJ"]}, "MNG": {"rail1520": ["ULN", "ERD"], "road": ["ULN"]},
    "KAZ": {"rail1520": ["ALA", "NQZ", "KGF", "AKX"], "road": ["ALA"]}, "TWN": {"sea": ["KHH"]}, "HKG": {"sea": ["HKG"]},
    "VNM": {"sea": ["HPH", "SGN"]}, "SEA": {"sea": ["SIN", "JKT", "LCH", "SRI"]}, "IND": {"sea": ["BOM", "MAA"]},
    "SAS": {"sea": ["CMB", "KHI"]}, "CAS": {"rail1520": ["TAS"], "road": ["TAS"]}, "BLR": {"rail1520": ["MSQ"], "road": ["MSQ"]},
    "UKR": {"rail1520": ["IEV"], "sea": ["ODS"]}, "POL": {"rail1435": ["WAW", "POZ"], "sea": ["GDN"], "road": ["WAW"]},
    "DEU": {"rail1435": ["BER", "HAJ", "DUI"], "sea": ["HAM", "BRV"], "road": ["BER", "DUI"]},
    "NLD": {"rail1435": ["VNL", "RTM"], "sea": ["RTM"]}, "FIN": {"rail1520": ["KUV", "HEL"], "sea": ["HEL", "KTK"], "road": ["HEL"]},
    "BAL": {"rail1520": ["RIX", "TLL", "KLJ"], "sea": ["RIX", "TLL", "KLJ"]}, "GBR": {"sea": ["FXT"]},
    "OEU": {"rail1435": ["ANR", "MIL"], "sea": ["ANR", "LEH", "GOA", "PIR", "ALG"]},
    "OEE": {"rail1435": ["BUD"], "sea": ["CND"]}, "MEA": {"sea": ["JEA", "JED2", "PSD2"]}, "AFR": {"sea": ["RCB", "LOS"]},
    "USA": {"sea": ["LAX", "NYC", "HOU"]}, "CAN": {"sea": ["VAN", "HFX"]}, "LAM": {"sea": ["SSZ", "CLL"]},
    "OCE": {"sea": ["NTL", "PHE", "MEL"]},
}
GASN = {"RUS-FE": [("pipeline_gas", "VVO"), ("pipeline_gas", "SKH"), ("sea", "PRG")], "RUS-SI": [("pipeline_gas", "CHY")],
        "RUS-UR": [("pipeline_gas", "TJM")], "RUS-EU": [("pipeline_gas", "MOW"), ("pipeline_gas", "LED")],
        "CHN-NE": [("pipeline_gas", "SHE"), ("sea", "DLC")], "CHN-EC": [("pipeline_gas", "SHA"), ("sea", "SHA"), ("sea", "TSN")],
        "CHN-S": [("sea", "YTN")], "CHN-W": [("pipeline_gas", "XIA")], "KOR": [("sea", "INC"), ("sea", "PTK")], "JPN": [("sea", "TYO"), ("sea", "UKB")],
        "KAZ": [("pipeline_gas", "ALA"), ("pipeline_gas", "NQZ")], "CAS": [("pipeline_gas", "TAS")], "BLR": [("pipeline_gas", "BQT")],
        "UKR": [("pipeline_gas", "IEV")], "POL": [("pipeline_gas", "WAW")], "DEU": [("pipeline_gas", "FFO"), ("pipeline_gas", "HAM")],
        "NLD": [("pipeline_gas", "RTM"), ("sea", "RTM")], "FIN": [("pipeline_gas", "KUV")], "BAL": [("pipeline_gas", "RIX")],
        "GBR": [("pipeline_gas", "FXT"), ("sea", "FXT")], "OEU": [("pipeline_gas", "MIL"), ("pipeline_gas", "LEH"), ("sea", "GOA")],
        "OEE": [("pipeline_gas", "BUD")], "TWN": [("sea", "KHH")], "HKG": [("sea", "HKG")], "VNM": [("sea", "SGN")], "SEA": [("sea", "SIN"), ("sea", "JKT")],
        "IND": [("sea", "BOM")], "SAS": [("sea", "KHI")], "MEA": [("sea", "TRS")], "AFR": [("sea", "LOS")], "USA": [("sea", "HOU")],
        "CAN": [("sea", "VAN")], "LAM": [("sea", "SSZ")], "OCE": [("sea", "PHE"), ("sea", "RAS")]}
OILN = {"RUS-EU": ["KUF"], "RUS-UR": ["KUF"], "RUS-SI": ["OMS", "TSH"], "RUS-FE": ["SKV"], "CHN-NE": ["DQG"], "DEU": ["FFO"], "POL": ["BAR"],
        "BLR": ["BAR"], "OEE": ["BUD"], "UKR": ["IEV"], "KAZ": ["NQZ", "SCO"], "CHN-W": ["URC"]}
connectors = []
for r, by in CON.items():
    for c, ns in by.items():
        for n in ns:
            if n not in carriers_at or c not in carriers_at[n]:
                continue
            if c == "sea":
                poor = r in ("PRK", "RUS-FE", "RUS-EU")
                inland = 15.0 if r in ("USA", "CAN", "AFR", "LAM", "SAS", "OEE", "UKR", "SEA", "IND") else 8.0
                for cls, cost, h in (("dry_bulk", 4.0, 96), ("liquid_bulk", 2.5, 48), ("container", 10.0 + inland / 2, 60),
                                     ("general;controlled", 12.0, 96), ("reefer", 18.0 + inland / 2, 36)):
                    more = (30 if n in ("LED", "NVS") and cls == "container" else 4) if poor and cls != "liquid_bulk" else 0
                    connectors.append([r, n, c, cls, 50, cost + more, h, "port_estimate", "D"])
            elif c == "road":
                connectors.append([r, n, c, "container;general;reefer;controlled", 50, 3.0, 12, "port_estimate", "D"])
            else:
                mine = n == "LNK"
                for cls, cost, h in (("dry_bulk", 1.5 if mine else 4.0, 36), ("liquid_bulk", 3.0, 36), ("container;general;controlled", 6.0, 40), ("reefer", 9.0, 30)):
                    if mine != (cls == "dry_bulk") and r == "RUS-SI":
                        continue  # coal and ores of Siberia load in the Kuzbass
                    connectors.append([r, n, c, cls, 30, cost, h, "port_estimate", "D"])
for r, ns in GASN.items():
    for c, n in ns:
        if n in carriers_at and c in carriers_at[n]:
            connectors.append([r, n, c, "gas", 0, 40.0 if c == "sea" and r in ("RUS-FE", "MEA", "OCE", "SEA", "AFR", "USA", "LAM", "CAN") else 12.0 if c == "sea" else 5.0, 24, "lng_estimate", "D"])
for r, ns in OILN.items():
    for n in ns:
        if n in carriers_at and "pipeline_oil" in carriers_at[n]:
            connectors.append([r, n, "pipeline_oil", "liquid_bulk", 0, 2.0, 24, "port_estimate", "D"])
write("network/connector.csv", "region_id node_id carrier cargo_class", ["region_id", "node_id", "carrier", "cargo_class", "length_km", "cost_usd_per_t", "delay_h", "source", "quality"], connectors)

# ---------------------------------------------------------------- rates and classes
rates = []
RAIL = {  # class: (RUS/1520, CHN, EU, KOR, PRK)  USD/t-km
    "dry_bulk": (0.0070, 0.0180, 0.0350, 0.0450, 0.0200), "container": (0.0213, 0.0110, 0.0330, 0.0450, 0.0400),
    "general": (0.0156, 0.0250, 0.0500, 0.0450, 0.0300), "liquid_bulk": (0.0180, 0.0280, 0.0400, 0.0500, 0.0350),
    "reefer": (0.0320, 0.0350, 0.0660, 0.0700, 0.0500), "controlled": (0.0156, 0.0250, 0.0500, 0.0450, 0.0300)}
SPEED = {"dry_bulk": 23, "container": 33, "general": 20, "liquid_bulk": 22, "reefer": 33, "controlled": 20}
for cls, (ru, cn, eu, ko, kp) in RAIL.items():
    s = SPEED[cls]
    g1520 = "rzd2015;ipem2014" if cls != "container" else "utlc2018"
    rates.append(["rail1520", "", cls, ru, 0, s, 20.0, "", 0, g1520, "C"])
    rates.append(["rail1520", "RUS", cls, ru, 0, s, 20.0, "RUB", 0.7 if cls != "container" else 0.4, g1520, "C"])
    rates.append(["rail1520", "PRK", cls, kp, 0, 20, 34.7, "", 0, "rate_estimate", "D"])
    rates.append(["rail1520", "FIN", cls, eu, 0, s, 20.0, "", 0, "rate_estimate", "D"])
    rates.append(["rail1435", "", cls, eu, 0, 32 if cls == "container" else s, 25.0, "", 0, "rate_estimate", "D"])
    rates.append(["rail1435", "CHN", cls, cn, 0, 38 if cls == "container" else 28, 25.0, "", 0, "rate_estimate" if cls != "container" else "edb2018;rate_estimate", "D"])
    rates.append(["rail1435", "KOR", cls, ko, 0, 40, 25.0, "", 0, "rate_estimate", "D"])
    rates.append(["rail1435", "PRK", cls, kp, 0, 15, 34.7, "", 0, "kbs2019;rate_estimate", "D"])
    rates.append(["road", "", cls, 0.08 if cls != "reefer" else 0.11, 0, 30, 95.0, "", 0, "rate_estimate", "D"])
    rates.append(["rail1067", "", cls, 0.06, 0, 30, 25.0, "", 0, "rate_estimate", "D"])
SEA = {"dry_bulk": (0.00060, 4.0, 25.0, 5.1), "container": (0.0038, 0.0, 33.3, 15.5), "general": (0.0020, 8.0, 26.0, 10.0),
       "liquid_bulk": (0.0009, 3.0, 25.0, 6.0), "reefer": (0.0070, 5.0, 33.3, 20.0), "gas": (0.0040, 10.0, 31.0, 12.0), "controlled": (0.0020, 8.0, 26.0, 10.0)}
for cls, (r, bd, s, g) in SEA.items():
    src, q = {"container": ("railengineer2018", "B"), "dry_bulk": ("rate_estimate", "D")}.get(cls, ("rate_estimate", "D"))
    rates.append(["sea", "", cls, r, bd, s, g, "", 0, src, q])
rates.append(["pipeline_gas", "", "gas", 0.0145, 0, 25, 15.0, "", 0, "asiatimes2018", "C"])
rates.append(["pipeline_oil", "", "liquid_bulk", 0.0050, 0, 6, 5.0, "", 0, "rate_estimate", "D"])
write("rates.csv", "carrier country cargo_class", ["carrier", "country", "cargo_class", "usd_per_t_km", "boarding_usd_per_t", "speed_km_per_h", "g_co2e_per_t_km",
                    "currency", "currency_share", "source", "quality"], rates)
write("cargo_classes.csv", "cargo_class", ["cargo_class", "name", "route_scale_per_usd", "mode_scale_per_usd", "tonnes_per_teu", "source", "quality"], [
    ["dry_bulk", "Dry bulk", 0.15, 0.10, 18, "choice_estimate", "D"], ["liquid_bulk", "Liquid bulk", 0.12, 0.08, 18, "choice_estimate", "D"],
    ["gas", "Gas", 0.05, 0.04, 18, "choice_estimate", "D"], ["general", "General cargo", 0.06, 0.04, 12, "choice_estimate", "D"],
    ["container", "Containers", 0.04, 0.025, 12, "choice_estimate", "D"], ["reefer", "Refrigerated", 0.03, 0.02, 12, "choice_estimate", "D"],
    ["controlled", "Controlled goods", 0.06, 0.04, 12, "choice_estimate", "D"]])

# ---------------------------------------------------------------- observed routes
O = []


def obs(i, name, kind, a, b, cls, carriers, via, avoid, lo, hi, unit, rel, src, q):
    O.append([i, name, kind, a, b, cls, carriers, via, avoid, lo, hi, unit, rel, src, q])


def length(i, name, a, b, cls, carriers, via, avoid, lo, hi, src, q="B"):
    obs(i, name, "length", a, b, cls, carriers, via, avoid, round(lo * 0.98, 1), round(hi * 1.02, 1), "km", "", src, q)


length("mow_vvo", "Moscow - Vladivostok by the Trans-Siberian", "MOW", "VVO", "container", "rail1520;rail1435", "", "", 9259, 9288, "facts_reference")
length("dst_bqt", "Dostyk - Brest", "DST", "BQT", "container", "rail1520", "", "", 5430, 5430, "cargoforwarder2019")
length("mow_bjs", "Moscow - Beijing through Mongolia", "MOW", "BJS", "container", "rail1520;rail1435", "ULN", "", 7826, 7826, "facts_reference")
length("fnj_rjn", "Pyongyang - Rajin", "FNJ", "RJN", "general", "rail1435", "", "", 781, 781, "facts_reference")
length("hrb_sfh", "Harbin - Suifenhe", "HRB", "SFH", "general", "rail1435", "", "", 548, 548, "facts_reference")
length("khs_rjn", "Khasan - Rajin by the project", "KHS", "RJN", "dry_bulk", "rail1520", "", "", 54, 54, "facts_project")
nm = 1.852
length("pus_rtm_suez", "Busan - Rotterdam by Suez", "PUS", "RTM", "container", "sea", "SUZ", "", 10900 * nm, 10900 * nm, "facts_reference")
length("pus_rtm_cape", "Busan - Rotterdam by the Cape", "PUS", "RTM", "container", "sea", "", "SUZ;XPAN", 14200 * nm, 14200 * nm, "facts_reference")
obs("pus_mow_tsr", "Busan - Moscow by sea and the Trans-Siberian", "time", "PUS", "MOW", "container", "sea;rail1520", "VYP", "", 15, 23, "days", "", "fesco2018", "A")
obs("pus_mow_suez", "Busan - Moscow by Suez and St Petersburg", "time", "PUS", "MOW", "container", "sea;rail1520", "SUZ;XSKA;LED", "", 36, 45, "days", "", "fesco2018;biztech2011", "B")
obs("sha_ham_sea", "Shanghai - Hamburg by sea", "time", "SHA", "HAM", "container", "sea", "", "", 24, 33, "days", "", "railengineer2018", "B")
obs("sha_ham_rail", "Shanghai - Hamburg by rail", "time", "SHA", "HAM", "container", "rail1520;rail1435", "DST", "", 14, 18, "days", "", "railengineer2018", "B")
obs("sha_ham_sea_cost", "Shanghai - Hamburg by sea, money", "cost", "SHA", "HAM", "container", "sea", "", "", 80, 115, "USD/t", "", "railengineer2018", "B")
obs("sha_ham_ratio", "Shanghai - Hamburg, rail over sea", "cost_ratio", "SHA", "HAM", "container", "rail1520;rail1435", "DST", "", 2.2, 2.7, "ratio", "sha_ham_sea_cost", "railengineer2018", "B")
obs("pus_led_suez_cost", "Busan - St Petersburg by Suez, money", "cost", "PUS", "LED", "container", "sea", "SUZ", "", 90, 190, "USD/t", "", "joc2018", "C")
obs("pus_led_ratio", "Busan - St Petersburg, sea and rail over Suez", "cost_ratio", "PUS", "LED", "container", "sea;rail1520", "VYP", "", 1.7, 1.8, "ratio", "pus_led_suez_cost", "joc2018", "B")
write("observed/routes.csv", "check_id", ["check_id", "name", "kind", "from_node_id", "to_node_id", "cargo_class", "carriers", "via", "avoid", "low", "high",
                              "unit", "relative_to", "source", "quality"], O)

S = [("facts_gazetteer", "OpenStreetMap/Nominatim place points for UN/LOCODE (cristan/improved-un-locodes); coordinates of stations and ports", "B", ""),
     ("wpi", "World Port Index, Pub. 150, US National Geospatial-Intelligence Agency; positions rounded", "A", ""),
     ("searoute", "Sea lengths by least-cost paths over the marine network of Eurostat/ORNL (searoute 1.6.0, Apache-2.0), +-5 %", "C", ""),
     ("facts_links", "Railway and road lengths from timetables and line tables in public sources; indicative tracks and speeds", "C", ""),
     ("facts_project", "North Korea rail link completed, Railway Gazette International, Sep 2013; Russian Railways press, Oct 2008, Oct 2011", "A", ""),
     ("facts_reference", "Reference route lengths: Trans-Siberian 9,259-9,288 km; Moscow-Beijing 7,826 km; Pyongra line 781 km; Harbin-Suifenhe 548 km; sea distances Busan-Rotterdam", "B", ""),
     ("lead_estimate", "Estimated length of a trunk line between the places named, from map distance", "D", ""),
     ("port_estimate", "Assumed handling cost and dwell; range 10-20 USD/t for coal in the Far East, no published tariff for Rajin", "D", ""),
     ("lng_estimate", "Assumed cost of liquefaction, regasification and gas handling", "D", ""),
     ("noncoal_estimate", "Assumed capacity for what is not coal: all cargo over Khasan-Tumangang was 0.09 Mt in 2013, and what was not coal 0.04 Mt in 2014 and 0.07 Mt in 2015; no container yard was built at pier 3", "D", ""),
     ("gauge_estimate", "Assumed cost and dwell of a gauge change; 100-300 USD a wagon", "D", ""),
     ("border_estimate", "Assumed cost and delay at a border", "D", ""),
     ("canal_estimate", "Suez dues assumed at 4 USD/t of bulk; part of the rate for containers; half a day of waiting", "D", ""),
     ("carec2020", "CPMM 2020 Report, CAREC/ADB, 2021: border-crossing time and cost, gauge change at Dostyk and Erenhot", "A", ""),
     ("rzd2015", "Russian Railways Annual Report 2015: freight revenue and turnover", "A", ""),
     ("ipem2014", "Tariff System of Freight Transportation by Rail in Russia, IPEM (V. Savchuk), Apr 2014: shipper's full cost 1.8 times the railway charge; coal in the cheapest class", "A", ""),
     ("utlc2018", "New transit market index, UTLC ERA at CILF 2018: 2,783 USD/FEU over 5,430 km", "A", ""),
     ("edb2018", "EDB report on railway communication of One Belt, 2018: through rates 4,800-6,000 USD/FEU, subsidy included", "A", ""),
     ("rate_estimate", "Assumed rate, in the range of public tariffs; set so that modelled door-to-door costs stand in observed ranges", "D", ""),
     ("railengineer2018", "Containers (Lots of) from China, Rail Engineer, 2018: Shanghai-Hamburg sea 2,500 USD and 30 days, rail 6,000 USD and 16 days", "B", ""),
     ("asiatimes2018", "Russia-South Korea gas pipeline could earn Kim 195m, Asia Times, Oct 2018: 2 USD per 1,000 m3 per 100 km", "B", ""),
     ("kbs2019", "Results of the joint inter-Korean railway survey, KBS World, 29 Mar 2019: 30-50 km/h, 10-20 km/h Kaesong-Sariwon", "A", ""),
     ("choice_estimate", "Assumed scales of route and mode choice; issue for estimation", "D", ""),
     ("cargoforwarder2019", "Prices for Eurasian rail transports hiked, CargoForwarder Global, 24 Feb 2019: 5,430 km behind the index", "B", ""),
     ("fesco2018", "FESCO and Hyundai Glovis jointly launch Busan-St Petersburg, Ocean Insights, Aug 2018: 21-23 days, fast 15, by Suez 40", "A", ""),
     ("biztech2011", "The Tide Turns for TSR Transportation, BizTechReport, Dec 2011: Japan/Korea-Moscow 18-25 days by rail, 40-45 by sea", "B", ""),
     ("joc2018", "Russia starts sea-rail Siberian route to lure South Korea shippers, JOC, 2 Oct 2018: 1.7-1.8 times the Suez price", "B", ""),
     ("prk_capacity_estimate", "Assumed capacity of worn piers and single lines of North Korea for foreign trade: some 16 Mt a year over all ports beside Rajin, less than half of the 35 Mt of all harbours that the Library of Congress country study of 1993 gives; no oil pier but for the country's own imports; lines at 15-20 km/h below the 4 Mt that minimal rehabilitation gives", "D", ""),
     ("prk_transit_estimate", "Assumed constant against transit of North Korea by rail: no regular transit of other countries' cargo is known but over Rajin and its project, which has a constant of its own", "D", ""),
     ("transit_calibration", "Mode constant set so that containers in transit by the Trans-Siberian come out as counted in 2015 (109 thousand TEU); the other years counted are predictions", "D", "")]
write("sources-network.csv", "source_id", ["source_id", "citation", "quality", "url", "note"], [list(s) + [""] for s in S])
