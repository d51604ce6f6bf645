#!/usr/bin/env python3
"""dialect_row.py KIND PLATFORM: one measurement on stdin, a row of a table in Markdown on stdout."""
import json
import sys

row = json.loads(sys.stdin.readline())
print(f"| {sys.argv[1]} | {sys.argv[2]} | {row['files']} | {row['lines']:,} | {row['exact']} | {row['notes']} | "
      f"{row['mb_per_second']:,.0f} |")
