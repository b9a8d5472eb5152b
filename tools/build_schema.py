#!/usr/bin/env python3
"""Writes docs/results-schema.md and docs/portfolio-schema.md from the documentation of the types that
results.json and portfolio.json hold.

Run from the root of the project: python3 tools/build_schema.py
"""
import os
import re

STUDY = "Sources/CorridorStudy"
MODEL = "Sources/ProjectAppraisal/Finance/Model"
RESULTS = [f"{STUDY}/Result/StudyResult.swift", f"{STUDY}/Result/ScenarioResult.swift", f"{STUDY}/Finance/FinanceModelRecord.swift",
           f"{MODEL}/FinanceModel.swift", f"{MODEL}/FinanceTimeline.swift", f"{MODEL}/FinanceLine.swift", f"{MODEL}/YearPath.swift",
           f"{MODEL}/FundingTranche.swift", f"{STUDY}/Result/NetworkResult.swift", f"{STUDY}/Dependence/DependenceReport.swift",
           f"{STUDY}/Claims/ClaimFinding.swift", f"{STUDY}/Claims/ClaimValue.swift", "Sources/TradePolicy/CalendarEntry.swift"]
RESULTS += [f for f in (f"{STUDY}/Result/{name}" for name in sorted(os.listdir(f"{STUDY}/Result"))) if f not in RESULTS]
PORTFOLIO = [f"{STUDY}/Portfolio/PortfolioResult.swift", f"{STUDY}/Gas/GasResult.swift",
             f"{STUDY}/ResourceChain/ResourceResult.swift", f"{STUDY}/Zone/ZoneResult.swift"]


def type_of(declared, value):
    """The type of a property from its declaration, or else from its value."""
    if declared:
        return declared.strip()
    value = value or ""
    if value in ("true", "false"):
        return "Bool"
    if value.isdigit():
        return "Int"
    return "YearPath" if value.startswith("YearPath") else "Double"


def structs(path):
    """The coded types of a file: name, documentation, and (key, type, documentation) of each property."""
    found, stack, doc = [], [], []
    for line in open(path, encoding="utf-8"):
        text = line.strip()
        if text.startswith("///"):
            doc.append(text[3:].strip())
            continue
        indent = len(line) - len(line.lstrip())
        if match := re.match(r"public struct (\w+): .*Codable", text):
            found.append((match[1], doc, []))
            stack.append((found[-1], indent))
            doc = []
            continue
        match = re.match(r"public (?:var|let) (\w+)(?:: ([^={]+?))?(?: = (.*))?$", text)
        if match and stack and "{" not in text:
            while stack and indent <= stack[-1][1]:
                stack.pop()
            if stack and indent == stack[-1][1] + 2:
                stack[-1][0][2].append((match[1], type_of(match[2], match[3]), " ".join(" ".join(doc).split())))
        if not text.startswith("@"):
            doc = []
    return [entry for entry in found if entry[2]]


def write(name, title, intro, files):
    version = re.search(r'currentSchemaVersion = "([^"]+)"', open(files[0], encoding="utf-8").read())[1]
    parts = [f"# {title} {version}\n\n{intro} Keys are sorted; absent keys are values that do not exist.\n"]
    for path in files:
        for struct, doc, fields in structs(path):
            rows = "\n".join(f"| `{key}` | `{kind}` | {meaning} |" for key, kind, meaning in fields)
            about = " ".join(" ".join(doc).split())
            parts.append(f"## {struct}\n\n{about}\n\n| key | type | meaning |\n|---|---|---|\n{rows}\n")
    with open(f"docs/{name}", "w", encoding="utf-8") as page:
        page.write("\n".join(parts))


write("results-schema.md", "Results schema", "`results.json` is one `StudyResult`.", RESULTS)
write("portfolio-schema.md", "Portfolio schema",
      "`portfolio.json` is one `PortfolioResult`; types that are not here are in [results-schema.md](results-schema.md).", PORTFOLIO)
