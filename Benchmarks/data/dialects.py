#!/usr/bin/env python3
"""dialects.py CORPUS: lines `kind, platform[+notation], files` for each dialect that the corpus has files of."""
import os
import re
import sys

kinds = [
    ("cisco_ios", "cisco-iosxe"), ("cisco_asa", "cisco-asa"), ("cisco_nxos", "cisco-nxos"), ("cisco_iosxr", "cisco-iosxr"),
    ("arista_eos", "arista-eos"), ("huawei_vrp", "huawei-vrp"), ("h3c_comware", "h3c-comware"), ("hillstone", "hillstone-stoneos"),
    ("frr", "frr"), ("fortinet_fortios", "fortinet-fortios"), ("mikrotik_routeros", "mikrotik-routeros"),
    ("strongswan", "libreswan"), ("juniper_junos", "juniper-junos"), ("vyos", "vyos"), ("paloalto_panos", "paloalto-panos"),
    ("checkpoint_gaia", "checkpoint-gaia"), ("opnsense", "opnsense"), ("pfsense", "pfsense")]


def notation(platform, text):
    """The notation, told as roughly as a reader does at a glance."""
    if platform == "paloalto-panos":
        return "+xml" if text.lstrip().startswith("<") else "" if re.search(r"^\s*set ", text, re.M) else "+braces"
    if platform in ("juniper-junos", "vyos"):
        return "+set" if re.search(r"^set ", text, re.M) else ""
    return ""


root = os.path.join(sys.argv[1], "public")
for kind, platform in kinds:
    groups = {}
    folder = os.path.join(root, kind)
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        path = os.path.join(folder, name)
        if os.path.isfile(path) and " " not in path:
            groups.setdefault(platform + notation(platform, open(path, encoding="latin-1").read()), []).append(path)
    for name, paths in groups.items():
        print(kind, name, " ".join(paths), sep="\t")
