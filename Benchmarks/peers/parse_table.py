#!/usr/bin/env python3
"""parse_table.py LINES.json: medians and ratios of a run as a table in Markdown."""
import json
import statistics
import sys

results = {}
for line in open(sys.argv[1]):
    result = json.loads(line)
    results.setdefault(result["peer"], []).append(result)
first = results["peerconf"][0]
print(f"{first['files']} files of {first['lines'] // first['files']:,} lines and {first['bytes'] // first['files']:,} bytes, one core, "
      f"{len(results['peerconf'])} rounds in turn; our trees and their files take {first['memory']:.1f} times the files:\n")
print("| parser | a file, ms | MB/s | peerconf is |")
print("|---|---:|---:|---:|")
for peer, items in results.items():
    rates = [item["mb_per_second"] for item in items]
    own = [item["mb_per_second"] for item in results["peerconf"]]
    ratio = "" if peer == "peerconf" else f"{statistics.median(a / b for a, b in zip(own, rates)):.1f} times as fast"
    print(f"| {peer} | {statistics.median(item['ms_per_file'] for item in items):.2f} | {statistics.median(rates):,.1f} | {ratio} |")
