#!/usr/bin/env python3
"""table.py LINES.json LENGTH: medians and ratios of a run as a table in Markdown."""
import json
import statistics
import sys

rates = {}
for line in open(sys.argv[1]):
    result = json.loads(line)
    rates.setdefault(result["peer"], []).append(result["per_second"])
print(f"Sites a second of processor time, {sys.argv[2]} lines a site, strict undefined, equal output, "
      f"{len(rates['peerconf'])} rounds in turn:\n")
print("| engine | median | lowest to highest | peerconf is |")
print("|---|---:|---:|---:|")
for peer, values in rates.items():
    ratios = [own / other for own, other in zip(rates["peerconf"], values)]
    ratio = "" if peer == "peerconf" else f"{statistics.median(ratios):.2f} times as fast"
    print(f"| {peer} | {statistics.median(values):,.0f} | {min(values):,.0f} to {max(values):,.0f} | {ratio} |")
