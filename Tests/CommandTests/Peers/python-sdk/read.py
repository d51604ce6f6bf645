"""Reads a running sandbox with the cloud's official Python SDK and checks what it decodes.

Endpoint and keys come from the environment, as for peerconf itself. Prints one line a check; the exit code is 1
when one of them is wrong.
"""
import sys

from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkvpn.v5 import (
    ExportVpnConnectionPeerConfigurationRequest, ListCgwsRequest, ListPeerConfigurationSupportedDevicesRequest,
    ListVgwsRequest, ListVpnConnectionsRequest, ShowCgwRequest, ShowVgwRequest, ShowVpnConnectionRequest)
import huaweicloudsdkvpn.v5 as v5

import sandbox
from sandbox import BERLIN, CUSTOMER, GATEWAY, check, client

vpn = client()

connection = vpn.show_vpn_connection(ShowVpnConnectionRequest(vpn_connection_id=BERLIN)).vpn_connection
check("connection name", connection.name, "berlin-1")
check("connection style", connection.style, "STATIC")
check("tunnel addresses", (connection.tunnel_local_address, connection.tunnel_peer_address),
      ("169.254.70.1/30", "169.254.70.2/30"))
check("IKE policy", (connection.ikepolicy.ike_version, connection.ikepolicy.encryption_algorithm,
                     connection.ikepolicy.dh_group, connection.ikepolicy.lifetime_seconds),
      ("v2", "aes-256", "group14", 86400))
check("IPsec policy", (connection.ipsecpolicy.encryption_algorithm, connection.ipsecpolicy.pfs), ("aes-256", "group14"))

names, listed, marker = [], {}, None
while True:
    page = vpn.list_vpn_connections(ListVpnConnectionsRequest(limit=5, marker=marker))
    names += [item.name for item in page.vpn_connections]
    for item in page.vpn_connections:
        listed[item.name] = item.to_dict()
        shown = vpn.show_vpn_connection(ShowVpnConnectionRequest(vpn_connection_id=item.id)).vpn_connection
        check(f"{item.name} is listed as it is shown", shown.to_dict() == item.to_dict(), True)
    if page.page_info.current_count < 5:
        break
    marker = page.page_info.next_marker
check("connections over pages", len(names), len(set(names)))
check("connections of the branches", {"berlin-1", "berlin-2", "osaka-1", "osaka-2", "lima-1"} <= set(names), True)

# What only some branches have; the values are those of the sandbox's own seed.
for name, path, wanted in [
    ("osaka-1", ["style"], "BGP"), ("osaka-1", ["enable_hub"], False), ("osaka-1", ["ikepolicy", "dpd", "interval"], 20),
    ("lima-1", ["style"], "POLICY"), ("lima-1", ["policy_rules", 0, "source"], "172.20.0.0/24"),
    ("lima-1", ["policy_rules", 0, "destination"], ["10.40.1.0/24", "10.40.2.0/24"]),
    ("lima-1", ["tunnel_local_address"], None), ("tunis-1", ["ikepolicy", "phase1_negotiation_mode"], "main"),
    ("quito-1", ["ikepolicy", "peer_id"], "quito.branch.example"), ("quito-1", ["ipsecpolicy", "pfs"], "disable"),
    ("perth-2", ["ikepolicy", "encryption_algorithm"], "aes-128-gcm-16"), ("perth-2", ["ha_role"], "slave"),
    ("dakar-1", ["status"], "FREEZED"), ("malmo-1", ["style"], "POLICY-TEMPLATE"),
    ("hanoi-1", ["connection_monitor_id"], "90000000-0000-4000-8000-000000000001"), ("cusco-1", ["ikepolicy"], None),
]:
    value = listed[name]
    for step in path:
        value = value[step]
    check(f"{name} {' '.join(map(str, path))}", value, wanted)

gateway = vpn.show_vgw(ShowVgwRequest(vgw_id=GATEWAY)).vpn_gateway
check("gateway addresses", (gateway.eip1.ip_address, gateway.eip2.ip_address), ("192.0.2.10", "192.0.2.11"))
check("gateway AS", gateway.bgp_asn, 64512)
check("gateway is listed", GATEWAY in [item.id for item in vpn.list_vgws(ListVgwsRequest()).vpn_gateways], True)

customer = vpn.show_cgw(ShowCgwRequest(customer_gateway_id=CUSTOMER)).customer_gateway
check("customer gateway", (customer.id_type, customer.id_value, customer.bgp_asn), ("ip", "198.51.100.7", 65010))
check("customer gateway is listed",
      CUSTOMER in [item.id for item in vpn.list_cgws(ListCgwsRequest()).customer_gateways], True)

devices = vpn.list_peer_configuration_supported_devices(ListPeerConfigurationSupportedDevicesRequest())
check("devices have vendors", all(item.vendor for item in devices.supported_devices), True)

body_type = getattr(v5, ExportVpnConnectionPeerConfigurationRequest.openapi_types["body"])
export = vpn.export_vpn_connection_peer_configuration(ExportVpnConnectionPeerConfigurationRequest(
    vpn_connection_id=BERLIN,
    body=body_type(vendor="Acme", type="Router", model="R-100", version="AR-V300")))
check("export holds the tunnel address", "169.254.70.2" in export.peer_config, True)

try:
    client("wrong").list_vgws(ListVgwsRequest())
    check("a wrong key is refused", "accepted", "refused")
except ClientRequestException as error:
    check("a wrong key is refused", (error.status_code, error.error_code), (401, "APIGW.0301"))

print("all as seeded" if sandbox.wrong == 0 else f"{sandbox.wrong} differences")
sys.exit(1 if sandbox.wrong else 0)
