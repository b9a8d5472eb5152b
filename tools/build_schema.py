#!/usr/bin/env python3
"""Writes docs/results-schema.md from the documentation of the types that results.json holds.

Run from the root of the project: python3 tools/build_schema.py
"""
import re
files=['Sources/CorridorStudy/Result/StudyResult.swift','Sources/CorridorStudy/Result/ScenarioResult.swift','Sources/CorridorStudy/Finance/FinanceModelRecord.swift','Sources/ProjectAppraisal/Finance/Model/FinanceModel.swift','Sources/ProjectAppraisal/Finance/Model/FinanceTimeline.swift','Sources/ProjectAppraisal/Finance/Model/FinanceLine.swift','Sources/ProjectAppraisal/Finance/Model/YearPath.swift','Sources/ProjectAppraisal/Finance/Model/FundingTranche.swift','Sources/CorridorStudy/Result/NetworkResult.swift','Sources/CorridorStudy/Dependence/DependenceReport.swift','Sources/CorridorStudy/Claims/ClaimFinding.swift','Sources/CorridorStudy/Claims/ClaimValue.swift','Sources/TradePolicy/CalendarEntry.swift']
import os
for extra in sorted(os.listdir('Sources/CorridorStudy/Result')):
    f='Sources/CorridorStudy/Result/'+extra
    if f not in files: files.append(f)
out=[]
ver=re.search(r'currentSchemaVersion = "([^"]+)"',open(files[0]).read()).group(1)
out.append(f'# Results schema {ver}\n\n`results.json` is one `StudyResult`. Keys are sorted; absent keys are values that do not exist.\n')
for f in files:
    doc=[]; stack=[]; depth=0
    structs={} ; order=[]
    skip=None
    for line in open(f):
        s=line.strip()
        if s.startswith('///'): doc.append(s[3:].strip()); continue
        m=re.match(r'public struct (\w+): .*Codable',s)
        indent=len(line)-len(line.lstrip())
        if m:
            name=m.group(1); structs[name]=(doc,[],indent); order.append(name); doc=[]; stack.append((name,indent)); continue
        m=re.match(r'public (var|let) (\w+)(: ([^={]+?))?( = (.*))?$',s)
        if m and stack and '{' not in s:
            while stack and indent<=stack[-1][1]: stack.pop()
            if stack and indent==stack[-1][1]+2:
                t=m.group(4) or ('Bool' if m.group(6) in('true','false') else 'Int' if (m.group(6) or '').isdigit() else 'YearPath' if (m.group(6) or '').startswith('YearPath') else 'Double')
                structs[stack[-1][0]][1].append((m.group(2),t.strip(),' '.join(' '.join(doc).split())))
        doc=[] if not s.startswith('@') else doc
    for n in order:
        d,fields,_=structs[n]
        if not fields: continue
        out.append(f'## {n}\n\n{" ".join(" ".join(d).split())}\n\n| key | type | meaning |\n|---|---|---|\n'+'\n'.join(f'| `{a}` | `{b}` | {c} |' for a,b,c in fields)+'\n')
open('docs/results-schema.md','w').write('\n'.join(out))
