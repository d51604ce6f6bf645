#!/usr/bin/env python3
"""redact_row.py KIND PLATFORM <MEASUREMENT: one row of the table of run-redact."""
import json
import sys

found = json.load(sys.stdin)
print(
    f"| {sys.argv[1]} | {sys.argv[2]} | {found['files']} | {found['lines']:,} | {found['secrets']:,} "
    f"| {found['files_of_2000_per_second']:,.0f} | {found['mb_per_second']:.0f} "
    f"| {found['ready_ms']:.1f} |", flush=True)
