#!/usr/bin/env python3
"""seed.py COUNT < SEED > SEED: the sandbox's own seed with that many connections more, each of a customer gateway of its own."""
import copy
import json
import sys

count = int(sys.argv[1])
seed = json.load(sys.stdin)
pattern = next(item for item in seed["vpnConnections"] if item["name"] == "berlin-1")
gateway = next(item for item in seed["customerGateways"] if item["id"] == pattern["cgw_id"])
for number in range(count):
    customer = copy.deepcopy(gateway)
    customer["id"] = f"c9000000-0000-4000-9000-{number:012d}"
    customer["name"] = f"branch-{number}"
    customer["id_value"] = f"100.{64 + number // 65536}.{number // 256 % 256}.{number % 256}"
    connection = copy.deepcopy(pattern)
    connection["id"] = f"5d000000-0000-4000-9000-{number:012d}"
    connection["name"] = f"branch-{number}-1"
    connection["cgw_id"] = customer["id"]
    stamp = f"2026-01-{1 + number // 3600 // 24:02d}T{number // 3600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}Z"
    connection["created_at"] = connection["updated_at"] = stamp
    seed["customerGateways"].append(customer)
    seed["vpnConnections"].append(connection)
json.dump(seed, sys.stdout)
