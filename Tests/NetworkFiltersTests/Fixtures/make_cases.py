#!/usr/bin/env python3
"""Records what the original Python filters answer, as cases for NetworkFiltersTests.

    python3 -m venv /tmp/netv
    /tmp/netv/bin/pip install netaddr==1.3.0 netutils==1.19.2 ansible-core==2.19.14 pyyaml
    /tmp/netv/bin/pip download ansible==12.3.0 --no-deps -d /tmp/netv/dl     # ansible.utils 6.0.0 is inside
    unzip -q /tmp/netv/dl/ansible-*.whl 'ansible_collections/ansible/utils/*' -d /tmp/netv/lib
    /tmp/netv/bin/python make_cases.py --collections /tmp/netv/lib --seed 20261125 --count 60 -o cases.json

The same seed gives the same file. With a large --count the file goes elsewhere, and the tests read it where
PEERCONF_NETWORK_CASES says. `differs` names the calls that are left out because we answer otherwise on purpose:
each is a line of NetworkFilters.docc.
"""
import argparse
import importlib
import ipaddress
import json
import random
import re
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--collections", default="/tmp/netv/lib")
parser.add_argument("--seed", type=int, default=20261125)
parser.add_argument("--count", type=int, default=60)
parser.add_argument("--only", default="")
parser.add_argument("-o", default="cases.json")
options = parser.parse_args()
sys.path.insert(0, options.collections)

# The checker of arguments reads the same YAML again for every call.
import yaml

read_yaml, known_yaml = yaml.load, {}
yaml.load = lambda text, Loader=None: known_yaml.setdefault(text, None) or known_yaml.update(
    {text: read_yaml(text, Loader)}) or known_yaml[text]

import netaddr
import netutils
from ansible.utils.display import Display
from netutils.utils import jinja2_convenience_function

Display.warning = lambda *arguments, **named: None
Display.deprecated = lambda *arguments, **named: None
rnd = random.Random()

COLLECTION = """ipaddr ipv4 ipv6 ipwrap ipsubnet ipmath ip4_hex next_nth_usable previous_nth_usable network_in_network
network_in_usable reduce_on_network cidr_merge nthhost slaac hwaddr macaddr ipcut ipv6form usable_range""".split()
NETUTILS = """asn_to_int int_to_asdot interface_range_expansion interface_range_compress split_interface
canonical_interface_name canonical_interface_name_list abbreviated_interface_name abbreviated_interface_name_list
sort_interface_list ip_to_hex ip_addition ip_to_bin ip_subtract is_classful is_ip is_ip_range is_ip_within is_netmask
is_reversible_wildcardmask is_network netmask_to_cidr cidr_to_netmask cidr_to_netmaskv6 netmask_to_wildcardmask
wildcardmask_to_netmask get_all_host get_broadcast_address get_first_usable get_peer_ip get_range_ips get_usable_range
is_valid_mac mac_to_format mac_to_int mac_type mac_normalize vlanlist_to_config vlanconfig_to_list get_ips_sorted
ipaddress_address ipaddress_interface ipaddress_network""".split()


def originals():
    filters = {}
    for name in COLLECTION:
        module = importlib.import_module(f"ansible_collections.ansible.utils.plugins.filter.{name}")
        function = getattr(module, f"_{name}")
        if name == "usable_range":
            filters[name] = function
        else:
            filters[name] = lambda *a, _function=function, **k: _function(None, *a, **k)
    named = jinja2_convenience_function()
    for name in NETUTILS:
        filters[name] = named[name]
    return filters


# ---- Values

def pick(*choices):
    return rnd.choice(choices)


def v4():
    edges = ["0.0.0.0", "255.255.255.255", "127.0.0.1", "169.254.1.9", "224.0.0.5", "239.255.255.255", "192.0.0.9",
             "192.0.0.171", "100.64.3.4", "198.18.0.1", "203.0.113.77", "240.0.0.1", "255.255.255.0", "0.0.0.255",
             "10.255.255.255", "172.31.255.254", "8.8.8.8", "192.88.99.1", "0.0.0.1", "128.0.0.0"]
    if rnd.random() < 0.3:
        return rnd.choice(edges)
    base = pick(0, 10 << 24, 172 << 24 | 16 << 16, 192 << 24 | 168 << 16, rnd.getrandbits(32))
    size = pick(8, 12, 16, 24, 32)
    return str(ipaddress.IPv4Address((base & ~((1 << size) - 1) | rnd.getrandbits(size)) & 0xFFFFFFFF))


def v6():
    edges = ["::", "::1", "::2", "::ffff:10.1.2.3", "::10.1.2.3", "fe80::1", "ff02::5", "2001:db8::", "2001:db8::1",
             "2002:a01:203::1", "fc00::1", "fd12:3456:789a:1::1", "2001:1::1", "2001:20::7", "64:ff9b:1::4", "100::5",
             "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff::", "::ffff", "::1:0", "2001:0DB8::ABCD",
             "1:2:3:4:5:6:7:8", "1:0:0:4:0:0:0:8", "1::3:4:5:6:7:8", "2600::", "::fffe:1.2.3.4", "::ffff:0:0"]
    if rnd.random() < 0.4:
        return rnd.choice(edges)
    high = pick(0x20010DB8 << 96, 0xFE80 << 112, 0xFD00 << 112, 0x2600 << 112, rnd.getrandbits(128), 0)
    size = pick(8, 16, 32, 64, 80, 128)
    number = high & ~((1 << size) - 1) | rnd.getrandbits(size)
    text = str(ipaddress.IPv6Address(number))
    return pick(text, text, text.upper(), ipaddress.IPv6Address(number).exploded)


def address():
    return v4() if rnd.random() < 0.6 else v6()


def network(canonical=None, family=None, least=0):
    """address/length, with host bits or without."""
    family = family or pick(4, 4, 6)
    text, width = (v4(), 32) if family == 4 else (v6(), 128)
    common = [8, 16, 22, 24, 29, 30, 31, 32] if width == 32 else [32, 48, 56, 64, 96, 126, 127, 128]
    length = max(least, rnd.choice(common) if rnd.random() < 0.7 else rnd.randint(0, width))
    if canonical if canonical is not None else rnd.random() < 0.5:
        text = str(ipaddress.ip_network(f"{text}/{length}", strict=False).network_address)
    return f"{text}/{length}"


def masked():
    one = ipaddress.ip_interface(network(family=pick(4, 4, 4, 6)))
    mask = pick(one.network.netmask, one.network.hostmask)
    return f"{one.ip}/{mask}"


GARBAGE = ["", "foo", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4/33", "1.2.3.4/", "/24", "::g", " 1.2.3.4",
           "1.2.3.4 ", "1.2.3.4/ 24", "1.2.3.4/+8", "1.2.3.4/-1", "10.0.0.0/8/9", ":::", "1::2::3", "12345::", "1.2.3.4/a",
           "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::1.2.3", "::1.2.3.256", "1.2.3.4/255.0.255.0", "1.2.3.4/ffff::",
           "::1/255.255.0.0", "::/129", "a.b.c.d", "10.0.0.0-10.0.0.9", "1.2.3.4\n", "-1", "1e3", "0x10", "1.2.3.4/2_4",
           "host.example.net", "1.2.3.4/08", "1:2:3:4:5:6:7:1.2.3.4", "::ffff:1.2.3.4.5", "1..2.3", ".", ":", "::/", "²", "١٢"]


def numeric():
    return pick(0, 1, 5, 167772161, 4294967295, 4294967296, 2**64, 2**127 + 5, 2**128 - 1, 2**128, -1,
                42540766412265424405338506004571095040, rnd.getrandbits(32), rnd.getrandbits(128))


def numeric_text():
    return pick(str(numeric()), f"{abs(numeric())}/{rnd.randint(0, 33)}", f"{abs(numeric())}/{rnd.randint(0, 129)}",
                "167772160/8", "+5/24", "5/ 24")


def mutated(text):
    """One or two letters more, fewer or others."""
    for _ in range(rnd.randint(1, 2)):
        at = rnd.randint(0, len(text))
        text = text[:at] + rnd.choice(["", "", rnd.choice("0123456789afg:::...//-%,+_ \t")]) + text[at + rnd.randint(0, 1):]
    return text


def anything():
    """What an address filter may meet."""
    return pick(address, address, network, network, network, masked, lambda: rnd.choice(GARBAGE), numeric, numeric_text,
                lambda: mutated(pick(address, network, masked, numeric_text)()))()


def odd():
    return pick(None, True, False, 1.5, 0.0, [], {}, {"a": 1}, ["1.2.3.4"])


def listed():
    items = [anything() for _ in range(rnd.randint(0, 6))]
    if rnd.random() < 0.3:
        items.append(odd())
    if rnd.random() < 0.15:
        items.append([anything(), anything()])
    return items


QUERIES = """address network netmask prefix hostmask wildcard broadcast host net private public size size_usable
first_usable last_usable next_usable previous_usable range_usable network_id subnet host/prefix address/prefix revdns
version type int bool ip/prefix ip ip_netmask link-local loopback lo multicast unicast wrap 6to4 peer cidr gateway gw
router hostnet network/prefix network_netmask network_wildcard ipv4 ipv6 v4 v6""".split()


def query():
    kind = rnd.random()
    if kind < 0.62:
        return rnd.choice(QUERIES)
    if kind < 0.78:
        return pick(0, 1, 2, 5, -1, -2, 100, 255, 256, 300, -300, 2**40, "1", "-1", "5", " 1", "1.5", "-0", "1e2", "nan")
    if kind < 0.95:
        return pick(network, network, address, masked, numeric_text)()
    return pick("", "nothing", "cidr_lookup", "first", True, None, 1.0, "10.0.0.0/33", "::g")


def small(choices=(1, 2, 3, 5, 10, 254, 255, 256, -1, -5, 0, 1000, 2**33, 2**130, -(2**130))):
    return rnd.choice(choices)


# ---- Interfaces, VLANs, hardware addresses

HEADS = ["Gi", "GigabitEthernet", "Te", "Eth", "Po", "Port-channel", "Vlan", "Vl", "Lo", "Loopback", "xe-", "ge-", "Tu",
         "Twe", "Management", "Mgmt", "nope", "eth", "Bdi", "BVI", "Ma", "FourHundredGigE", "", "Wlan-GigabitEthernet",
         "Management_short", "Fi", "Serial", "n"]


def interface():
    tail = pick("1", "0/1", "1/0/1", "1/0/48", "2.100", "10", "0/0/0:15", "", "01", "1/1/1.4094", " 1/2", "007")
    return rnd.choice(HEADS) + tail if rnd.random() < 0.9 else mutated(rnd.choice(HEADS) + tail)


def sortable():
    head = pick("Gi", "Gi", "Te", "Po", "Vlan", "Lo", "xe-", "Eth")
    return head + pick("{0}", "{0}/{1}", "{0}/{1}/{2}", "{0}/{1}.{2}", "{0}.{2}", "0{0}", "{0}/{1}/").format(
        rnd.randint(0, 4), rnd.randint(0, 12), rnd.randint(0, 5))


def mac():
    digits = "%012x" % rnd.getrandbits(48)
    if rnd.random() < 0.3:
        digits = digits.upper()
    size, mark = pick((2, ":"), (2, "-"), (2, "."), (4, ":"), (4, "-"), (4, "."), (6, ":"), (6, "-"), (12, ""))
    return mark.join(digits[i:i + size] for i in range(0, 12, size))


def hardware():
    return pick(mac, mac, mac, lambda: "1:2:3:4:5:6", lambda: "0a:0:1:b:2:3", lambda: rnd.choice(GARBAGE),
                lambda: "%016x" % rnd.getrandbits(64), lambda: "02-00-5e-10-00-00-00-01", lambda: "abcdef01234",
                lambda: pick(5, 123456, "123456789012", 2**48, 2**64, "1.2.3", "1:2", "aaaaa:bbbbb", "1a:2b:3c:4d:5e:6f\n"),
                lambda: "aabb.ccdd.eeff.0011", lambda: "1a:2b:3c:4d:5e:gg", lambda: "1a:2b-3c:4d:5e:6f", lambda: mutated(mac()))()


def names(maker, most=8):
    return [maker() for _ in range(rnd.randint(0, most))]


def extra_map():
    return pick({}, {"nope": "Nope"}, {"Gi": "Gig"}, {"Gi": ""}, None, "x", {"GigabitEthernet": "G", "Nope": "N"})


def optional(maker, chance=0.5):
    return [maker()] if rnd.random() < chance else []


def bracketed():
    def inside():
        return ",".join(pick("1", "3", "1-4", "2-3", "10-12", "5-4", "07", "-1", "-1-2", "1--2", "", "4-", "1-2-3")
                        if rnd.random() < 0.4 else pick("1", "2", "1-3", "5-6") for _ in range(rnd.randint(1, 3)))
    return pick("Gi", "Eth", "", "x[") + "".join(
        pick(f"[{inside()}]", "1", "/", "0/", "[a-b]", "[]", "[") for _ in range(rnd.randint(1, 4)))


def vlans():
    start = rnd.choice([1, 5, 100, 1000, 4000])
    numbers = [min(start + rnd.randint(0, pick(5, 12, 60)), 4094) for _ in range(rnd.randint(0, 25))]
    return numbers + (optional(lambda: pick(0, 4095, 1, 4094, 5), 0.3))


def vlan_text():
    parts = [pick(str(rnd.randint(1, 4094)), "{0}-{1}".format(*sorted((rnd.randint(1, 400), rnd.randint(1, 400)))),
                  "9-5", "1-2-3", "0", "4095", "5--7") if rnd.random() < 0.3 else pick("1", "5-7", "100-110", "4094")
             for _ in range(rnd.randint(1, 5))]
    return pick("", "switchport trunk allowed vlan ", "vlan ", "vlans1 ") + ",".join(parts) + pick("", "", "", "", ",", " ", "x", "-", "\n")


def standard():
    """What a netutils filter over networks may meet."""
    return pick(lambda: network(True), lambda: network(True), network, address, masked, anything)()


def canonical_range():
    low, high = sorted((ipaddress.ip_address(v4()), ipaddress.ip_address(v4())))
    if rnd.random() < 0.3:
        low, high = sorted((ipaddress.ip_address(v6()), ipaddress.ip_address(v6())))
    return pick(f"{low}-{high}", f"{low}-{high}", f"{high}-{low}", f"{low}-::1", f"{low} - {high}", f"{low}-", "1-2-3")


def comparand():
    return pick(lambda: network(True, 4), lambda: network(True, 4), v4, canonical_range, lambda: network(True), address)()


def mask():
    one = ipaddress.ip_network(network(True, pick(4, 4, 6)))
    return pick(one.netmask, one.netmask, one.hostmask, one.network_address)


def call(name):
    """A value, positional and named arguments."""
    strange = rnd.random() < 0.04
    value = odd() if strange else None

    def given(maker):
        return value if strange else maker()
    if name in ("ipaddr", "ipv4", "ipv6"):
        args = optional(query, 0.95)
        named = {}
        if name == "ipaddr" and rnd.random() < 0.15:
            named = {"version": pick(4, 6, "4", "6", None, 4.0, 0)}
        return given(lambda: listed() if rnd.random() < 0.2 else anything()), args, named
    if name == "ipwrap":
        named = {"query": pick("", "private", "ipv6", "net", "first_usable", "bool", "int")} if rnd.random() < 0.3 else {}
        return given(lambda: listed() if rnd.random() < 0.4 else str(anything())), [], named
    if name == "ipsubnet":
        size = lambda: pick(rnd.randint(0, 32), rnd.randint(0, 128), str(rnd.randint(0, 140)), network(), address(), "x", None)
        args = optional(size, 0.9)
        if args and rnd.random() < 0.6:
            args.append(small((0, 1, 2, 3, 5, 15, 16, 17, 31, 200, -1, -2, -31, -200, "1", 2.0, None, 2**70, 65535)))
        return given(lambda: pick(anything, network, network)()), args, {}
    if name == "ipmath":
        return given(anything), optional(lambda: pick(small(), "5", "-3", 1.0, "x", None, True), 0.95), {}
    if name == "ip4_hex":
        return given(lambda: pick(v4, v4, anything)()), optional(lambda: pick(":", "", ".", "0x", 5, None)), {}
    if name in ("next_nth_usable", "previous_nth_usable"):
        return given(anything), optional(lambda: pick(small(), "2", None), 0.95), {}
    if name in ("network_in_network", "network_in_usable"):
        outer = network()
        inner = pick(anything(), str(netaddr.IPNetwork(outer)[pick(0, 0, -1, 0)]), outer, network())
        if rnd.random() < 0.3:
            one = netaddr.IPNetwork(outer)
            inner = str(one[min(one.size - 1, pick(0, 1, 2, 3, 5))]) + pick("", "/32" if one.version == 4 else "/128")
        return given(lambda: pick(outer, outer, outer, anything())), optional(lambda: inner, 0.97), {}
    if name == "reduce_on_network":
        items = [pick(anything, network, address)() for _ in range(rnd.randint(0, 6))]
        return given(lambda: pick(items, items, ",".join(map(str, items)))), optional(network, 0.97), {}
    if name == "cidr_merge":
        start = ipaddress.ip_network(network(True, 4, 20))
        near = [str(ipaddress.ip_network((int(start.network_address) + rnd.randint(0, 5) * 2**pick(0, 1, 4) & 0xFFFFFFFF,
                                          rnd.randint(26, 32)), strict=False)) for _ in range(rnd.randint(0, 6))]
        items = pick(near, near, near + names(address, 3), names(network, 5), names(lambda: network(family=6), 5), names(anything, 4))
        return given(lambda: pick(items, items, items, ",".join(map(str, items)))), optional(lambda: pick("merge", "span", "span", "x", None)), {}
    if name == "nthhost":
        return given(anything), optional(lambda: pick(small(), "2", "x", None, " 1 ", "1.0"), 0.97), {}
    if name == "slaac":
        return given(lambda: pick(lambda: network(family=6), v6, anything)()), optional(hardware, 0.97), {}
    if name in ("hwaddr", "macaddr"):
        forms = ["", "bare", "bool", "int", "cisco", "eui48", "linux", "pgsql", "postgresql", "psql", "unix", "win", "nope", None]
        return given(hardware), optional(lambda: rnd.choice(forms), 0.9), {}
    if name == "ipcut":
        return given(lambda: pick(address, address, anything)()), optional(lambda: pick(small(), rnd.randint(-140, 140), rnd.randint(-40, 40), "8"), 0.97), {}
    if name == "ipv6form":
        return given(lambda: pick(v6, v6, address, anything)()), optional(lambda: pick("compress", "expand", "x509", "x"), 0.97), {}
    if name in ("usable_range", "get_all_host"):
        some = lambda: ipaddress.ip_network(network(True, 4, 24)) if rnd.random() < 0.6 else ipaddress.ip_network(network(True, 6, 120))
        return given(lambda: pick(str(some()), str(some()), str(some()), pick("1.2.3.4", "::1", "10.0.0.1/24", "x", "", "10.0.0.0/255.255.255.252", 7))), [], {}
    if name == "asn_to_int":
        return given(lambda: pick("65000", "65000.111", "1.0", "0.1", "65536.1", "1.65536", "-1.5", "1.-5", "1.2.3", "x", "1.x", "", ".", " 5 ", "1_0.2",
                                  f"{rnd.randint(0, 70000)}.{rnd.randint(0, 70000)}", str(rnd.getrandbits(33)), 65000)), [], {}
    if name == "int_to_asdot":
        return given(lambda: pick(0, 1, 65535, 65536, 4294967295, 4294967296, -1, 2**70, "65000", "70000", "x", "1.1", " 7 ", rnd.getrandbits(32), str(rnd.getrandbits(33)))), [], {}
    if name == "interface_range_expansion":
        return given(bracketed), [], {}
    if name in ("interface_range_compress", "sort_interface_list"):
        return given(lambda: pick(names(sortable, 14), names(sortable, 14), names(sortable, 14), names(interface))), [], {}
    if name == "split_interface":
        return given(interface), [], {}
    if name == "canonical_interface_name":
        return given(interface), optional(extra_map, 0.3), {"verify": True} if rnd.random() < 0.2 else {}
    if name == "abbreviated_interface_name":
        named = {"addl_reverse_map": extra_map()} if rnd.random() < 0.3 else {}
        return given(interface), optional(extra_map, 0.3), named | ({"verify": True} if rnd.random() < 0.2 else {})
    if name in ("canonical_interface_name_list", "abbreviated_interface_name_list"):
        named = {}
        if rnd.random() < 0.5:
            named["order"] = pick("alphabetical", "alphabetical", "other", None)
        if rnd.random() < 0.4:
            named["reverse"] = pick(True, True, False)
        return given(lambda: names(pick(interface, sortable, sortable))), optional(extra_map, 0.2), named
    if name == "ipaddress_address":
        names_ = ["version", "max_prefixlen", "compressed", "exploded", "reverse_pointer", "is_loopback", "is_link_local", "is_multicast",
                  "is_unspecified", "__int__", "__str__", "nothing"]
        return given(lambda: pick(address, address, anything)()), [rnd.choice(names_)], {}
    if name == "ipaddress_interface":
        names_ = ["version", "max_prefixlen", "compressed", "exploded", "ip", "network", "netmask", "hostmask", "with_prefixlen", "with_netmask",
                  "with_hostmask", "__int__", "__str__", "nothing"]
        return given(lambda: pick(network, network, masked, anything)()), [rnd.choice(names_)], {}
    if name == "ipaddress_network":
        names_ = ["version", "max_prefixlen", "compressed", "exploded", "network_address", "broadcast_address", "netmask", "hostmask", "num_addresses",
                  "prefixlen", "with_prefixlen", "with_netmask", "with_hostmask", "is_loopback", "is_link_local", "is_multicast",
                  "is_unspecified", "__str__", "nothing", "supernet", "supernet", "subnets", "subnets", "subnets"]
        name_, value_ = rnd.choice(names_), given(lambda: standard())
        named = {}
        if name_ in ("supernet", "subnets") and rnd.random() < 0.7:
            try:
                length = ipaddress.ip_network(value_).prefixlen
            except ValueError:
                length = 20
            sign = 1 if name_ == "subnets" else -1
            named = pick({"new_prefix": length + sign * rnd.randint(-1, 7)}, {"prefixlen_diff": rnd.randint(-1, 7)},
                         {"new_prefix": length + sign, "prefixlen_diff": pick(1, 2)}, {"new_prefix": "x"}, {"other": 1})
        return value_, [name_], named
    if name in ("ip_to_hex", "ip_to_bin", "is_ip"):
        return given(lambda: pick(address, address, anything)()), [], {}
    if name in ("ip_addition", "ip_subtract"):
        return given(lambda: pick(address, address, anything)()), [pick(small(), "1", None, 1.0, True)], {}
    if name in ("is_network", "is_classful", "get_broadcast_address", "get_first_usable", "get_usable_range"):
        return given(standard), [], {}
    if name in ("is_ip_range", "get_range_ips"):
        return given(lambda: pick(canonical_range, canonical_range, anything)()), [], {}
    if name == "is_ip_within":
        return given(lambda: pick(comparand, comparand, anything)()), [pick(comparand(), names(comparand, 4), names(anything, 3))], {}
    if name in ("is_netmask", "netmask_to_cidr", "netmask_to_wildcardmask"):
        return given(lambda: pick(str(mask()), str(mask()), int(mask()), "::ffff:ff00", anything())), [], {}
    if name in ("is_reversible_wildcardmask", "wildcardmask_to_netmask"):
        return given(lambda: pick(str(mask()), str(mask()), "000.0.00.255", "0.0.0.256", "0.0.0", "0.0.0.-1", "0.0.0.²", anything())), [], {}
    if name in ("cidr_to_netmask", "cidr_to_netmaskv6"):
        return given(lambda: pick(rnd.randint(-2, 34), rnd.randint(0, 32), rnd.randint(0, 130), "24", 24.0, True, 2**70)), [], {}
    if name == "get_peer_ip":
        return given(lambda: pick(f"{v4()}/{rnd.randint(29, 32)}", f"{v6()}/{rnd.randint(125, 128)}", f"{v4()}/255.255.255.{pick(252, 254)}", anything())), [], {}
    if name == "get_ips_sorted":
        kind = optional(lambda: pick("network", "address", "interface", "x"), 0.8)
        make = {"address": lambda: pick(v4, v4, address)(), "interface": lambda: network(family=4)}.get((kind or ["network"])[0], lambda: network(True, 4))
        items = [make() if rnd.random() < 0.95 else anything() for _ in range(rnd.randint(1, 6))]
        return given(lambda: pick(items, ",".join(map(str, items)), ", ".join(map(str, items)))), kind, {}
    if name in ("is_valid_mac", "mac_to_int", "mac_type", "mac_normalize"):
        return given(lambda: str(hardware())), [], {}
    if name == "mac_to_format":
        forms = ["MAC_COLON_TWO", "MAC_COLON_FOUR", "MAC_DASH_TWO", "MAC_DASH_FOUR", "MAC_DOT_TWO", "MAC_DOT_FOUR", "MAC_NO_SPECIAL", "x", ""]
        return given(lambda: pick(mac, mac, lambda: str(hardware()))()), optional(lambda: rnd.choice(forms), 0.9), {}
    if name == "vlanlist_to_config":
        args = optional(lambda: pick(48, 20, 10, 12, 4, 0, 200))
        if args and rnd.random() < 0.6:
            args.append(pick(44, 20, 9, 12))
        named = {"min_grouping_size": pick(1, 2, 3, 4, 0, 5)} if rnd.random() < 0.4 else {}
        return given(vlans), args, named | ({"return_empty": True} if rnd.random() < 0.2 else {})
    if name == "vlanconfig_to_list":
        return given(vlan_text), [], {}
    raise KeyError(name)


# ---- Where we differ on purpose

def texts(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in texts(item)]
    return []


def is_mapped(text):
    try:
        one = ipaddress.ip_interface(text)
    except ValueError:
        return False
    return one.version == 6 and 0 < len(str(one)) and int(one.ip) >> 32 == 0xFFFF


LISTS = {"interface_range_compress", "sort_interface_list", "canonical_interface_name_list",
         "abbreviated_interface_name_list", "vlanlist_to_config"}


def differs(name, value, args, named, outcome):
    """The line of the documentation that explains why the recorded answer would not be ours; None if there is none."""
    if name in NETUTILS or name in ("ipv6form", "usable_range"):
        shown = json.dumps(outcome)
        if "::ffff:" in shown and re.search(r"::ffff:[0-9a-f]{1,4}:[0-9a-f]{1,4}\b", shown):
            return "mapped"
    if (name in NETUTILS or name in ("ipv6form", "usable_range")) and any("%" in text for text in texts(value) + texts(args)):
        return "zones"
    if name == "is_ip_within" and any(":" in text and "." in text for text in texts(value) + texts(args)):
        return "IPv6 with dots"
    if name in LISTS and isinstance(value, (str, dict)):
        return "text is no list"
    if name in ("sort_interface_list", "interface_range_compress", "canonical_interface_name_list",
                "abbreviated_interface_name_list") and outcome[0] == "raises" and isinstance(value, list):
        if outcome[2].startswith("invalid literal for int()"):
            if name != "interface_range_compress" or all(re.search(r"[0-9]$", text) for text in texts(value)):
                return "letters and numbers in one place"
    if name == "interface_range_compress" and outcome[0] == "ok":
        if sorted(shortened(text) for text in set(value)) != sorted(interfaces(outcome[1])):
            return "nothing is lost"
    if name == "vlanlist_to_config" and outcome[0] == "ok" and isinstance(value, list):
        if any(type(number) is not int for number in value):
            return "VLANs are numbers"
        found = [number for line in outcome[1] for number in expand_vlans(line)]
        if sorted(found) != sorted(set(value)):
            return "no VLAN is lost"
    if name.startswith("ipaddress_") and isinstance(value, bool):
        return "booleans"
    if name == "int_to_asdot" and isinstance(value, (float, bool)):
        return "floats"
    if name in ("ipaddr", "ipv4", "ipv6") and args and args[0] in ("v4", "v6"):
        return "v4 and v6"
    return None


def shortened(name):
    return re.sub(r"0*(\d+)$", r"\1", name)


def interfaces(ranges):
    for text in ranges:
        match = re.fullmatch(r"(.*?)(\d+)-(\d+)", text)
        if match:
            yield from (f"{match[1]}{n}" for n in range(int(match[2]), int(match[3]) + 1))
        else:
            yield text


def expand_vlans(line):
    for item in line.split(","):
        low, _, high = item.partition("-")
        yield from range(int(low), int(high or low) + 1)


# ---- Recording

def plain(result):
    if isinstance(result, (list, tuple)):
        return [plain(item) for item in result]
    if isinstance(result, dict):
        return {key: plain(item) for key, item in result.items()}
    if result is None or isinstance(result, (bool, int, float, str)):
        return result
    if isinstance(result, (ipaddress.IPv4Address, ipaddress.IPv6Address, ipaddress.IPv4Network, ipaddress.IPv6Network)):
        return str(result)
    return [plain(item) for item in result]


def main():
    filters = originals()
    wanted = options.only.split(",") if options.only else COLLECTION + NETUTILS
    left_out = {}
    with open(options.o, "w") as file:
        head = {"seed": options.seed, "count": options.count, "python": sys.version.split()[0], "netaddr": netaddr.__version__,
                "netutils": "1.19.2", "ansible.utils": "6.0.0"}
        file.write('{"made": ' + json.dumps(head) + ',\n"cases": {\n')
        for position, name in enumerate(wanted):
            # Each filter has its own stream, so that a change of one leaves the others as they are.
            rnd.seed(f"{options.seed} {name}")
            file.write(("" if position == 0 else ",\n") + json.dumps(name) + ": [\n")
            lines, seen = [], set()
            for _ in range(options.count * 4):
                if len(lines) == options.count:
                    break
                value, args, named = call(name)
                key = json.dumps([value, args, named], sort_keys=True)
                if key in seen:
                    continue
                seen.add(key)
                try:
                    outcome = ["ok", plain(filters[name](json.loads(key)[0], *args, **named))]
                except Exception as error:
                    outcome = ["raises", type(error).__name__, str(error)]
                reason = differs(name, value, args, named, outcome)
                if reason:
                    left_out[reason] = left_out.get(reason, 0) + 1
                    continue
                lines.append(json.dumps([value, args, named] + outcome[:2], sort_keys=True))
            file.write(",\n".join(lines) + "\n]")
        file.write("\n}}\n")
    print("left out:", left_out, file=sys.stderr)


main()
