#!/usr/bin/env python3
"""routers.py COUNT FOLDER: invented IOS configurations of about 2,000 lines, the same ones in every run."""
import random
import sys

count, folder = int(sys.argv[1]), sys.argv[2]
for number in range(count):
    dice = random.Random(number)
    lines = ["!", "version 17.9", "service timestamps debug datetime msec", f"hostname edge-{number:04d}", "!"]
    for vrf in range(6):
        lines += [f"vrf definition CUSTOMER-{vrf}", f" rd 65000:{vrf}", " !", " address-family ipv4",
                  f"  route-target export 65000:{vrf}", f"  route-target import 65000:{vrf}", " exit-address-family", "!"]
    for port in range(120):
        lines += [f"interface GigabitEthernet{port // 48}/0/{port % 48}", f" description link {dice.randrange(10**6)} to floor {port % 9}",
                  f" ip address 10.{number % 200}.{port}.1 255.255.255.0", " no ip redirects", " ip tcp adjust-mss 1300", "!"]
    for name in range(12):
        lines.append(f"ip access-list extended FILTER-{name}")
        for entry in range(40):
            lines.append(f" {entry * 10 + 10} permit tcp host 10.{dice.randrange(250)}.0.{entry} 172.16.{name}.0 0.0.0.255 eq {dice.randrange(1, 65000)}")
        lines.append("!")
    lines += ["router bgp 65000", " bgp log-neighbor-changes"]
    for peer in range(60):
        lines += [f" neighbor 192.0.2.{peer} remote-as {65001 + peer}", f" neighbor 192.0.2.{peer} description peer {peer}"]
    for family in range(6):
        lines += [" !", f" address-family ipv4 vrf CUSTOMER-{family}"]
        for peer in range(10):
            lines.append(f"  neighbor 192.0.2.{peer} activate")
        lines.append(" exit-address-family")
    lines.append("!")
    for route in range(450):
        lines.append(f"ip route 10.{route // 250}.{route % 250}.0 255.255.255.0 192.0.2.{dice.randrange(250)} name site-{route}")
    lines += ["!", "banner motd ^C", "Authorised users only.", "^C", "!", "line vty 0 4", " transport input ssh", "!", "end"]
    open(f"{folder}/edge-{number:04d}.cfg", "w").write("\n".join(lines) + "\n")
