#!/usr/bin/env python3
"""sites.py COUNT: branch sites as JSON for site.j2, the same ones every time. All addresses are made up."""
import ipaddress
import json
import random
import sys

draw = random.Random(20261125)
letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"


def prefix(network):
    return {
        "address": str(network.network_address), "mask": str(network.netmask), "wildcard": str(network.hostmask),
        "length": network.prefixlen,
    }


def site(number):
    home = ipaddress.ip_network(f"10.{number // 250}.{number % 250}.0/24")
    tunnels = []
    for place in range(2):
        inside = ipaddress.ip_network(f"169.254.{number % 250}.{place * 4}/30")
        tunnels.append({
            "number": 101 + place, "gateway": f"192.0.2.{10 + place}", "key": "".join(draw.choices(letters, k=32)),
            "inside": str(inside[2]), "far": str(inside[1]), "id": f"{draw.getrandbits(64):016x}",
        })
    return {
        "name": f"branch-{number:04d}", "wan": {"interface": "GigabitEthernet0/0/0", "address": f"198.51.100.{number % 250 + 1}"},
        "networks": [prefix(part) for part in list(home.subnets(new_prefix=27))[:4]],
        "cloud": [prefix(ipaddress.ip_network(f"172.{16 + place}.0.0/16")) for place in range(6)],
        "ike": {"encryption": "aes-cbc-256", "integrity": "sha256", "group": 14, "lifetime": 86400,
                "dpd": {"interval": 30, "retry": 15}},
        "ipsec": {"encryption": "esp-aes 256", "integrity": "esp-sha256-hmac", "lifetime": 3600, "pfs": 14},
        "mtu": 1400, "asn": 64600 + number % 900, "cloud_asn": 64512, "tunnels": tunnels,
    }


json.dump([site(number) for number in range(int(sys.argv[1]))], sys.stdout)
