#!/usr/bin/env python3
"""parse.py SECONDS FILE...: the same measurement as `measure parse`, with the hier_config that is installed."""
import importlib.metadata
import json
import sys
import time

from hier_config import Platform, get_hconfig, get_hconfig_fast_load

seconds, names = float(sys.argv[1]), sys.argv[2:]
texts = [open(name).read() for name in names]
loads = {"": lambda text: get_hconfig(Platform.CISCO_IOS, text),
         " fast": lambda text: get_hconfig_fast_load(Platform.CISCO_IOS, text)}
for name, load in loads.items():
    try:
        assert len(list(load(texts[0]).all_children())) > 1000
    except Exception as error:
        print(f"{name}: {error}", file=sys.stderr)
        continue
    start, times = time.process_time(), 0
    while time.process_time() - start < seconds:
        for text in texts:
            load(text)
        times += 1
    elapsed = time.process_time() - start
    size = sum(len(text.encode()) for text in texts)
    print(json.dumps({
        "peer": f"hier_config {importlib.metadata.version('hier-config')}{name}", "job": "parse", "files": len(texts),
        "lines": sum(text.count("\n") for text in texts), "bytes": size,
        "ms_per_file": elapsed / times / len(texts) * 1000, "mb_per_second": size * times / elapsed / 1e6}))
