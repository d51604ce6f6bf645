#!/usr/bin/env python3
"""load_table.py LINES.json PARALLEL SANDBOX_KIB: medians and ratios of a run as a table in Markdown."""
import json
import statistics
import sys

results = {}
for line in open(sys.argv[1]):
    result = json.loads(line)
    results.setdefault(result["peer"], []).append(result)
first = results["peerconf"][0]
assert all(item["bytes"] == first["bytes"] and item["listed"] == first["listed"]
           for items in results.values() for item in items), "not the same work"
print(f"{first['listed']:,} connections listed in pages of 200, {first['exported']:,} configurations exported, "
      f"{sys.argv[2]} at once, {len(results['peerconf'])} rounds in turn; the sandbox took {int(sys.argv[3]) // 1024} MiB:\n")
print("| client | list, s | exports a second | processor time, s | memory, MiB |")
print("|---|---:|---:|---:|---:|")
for peer, items in results.items():
    def median(value):
        return statistics.median(value(item) for item in items)
    print(f"| {peer} | {median(lambda i: i['list_seconds']):.2f} | "
          f"{median(lambda i: i['exported'] / i['export_seconds']):,.0f} | {median(lambda i: i['cpu_seconds']):.2f} | "
          f"{median(lambda i: i['max_rss_kib']) / 1024:.0f} |")
