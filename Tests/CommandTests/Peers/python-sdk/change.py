"""Changes connections of a running sandbox with the cloud's official Python SDK: create, batch-create, update, reset,
delete, with the logs and the security associations of what came of it, and the refusals that the SDK must decode.

The sandbox's background work takes 300 ms a step. Prints one line a check; the exit code is 1 when one is wrong.
"""
import sys
import time

from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkvpn.v5 import (
    BatchCreateVpnConnectionRequest, BatchCreateVpnConnectionRequestBody, CreateVpnConnectionRequest,
    CreateVpnConnectionRequestBody, CreateVpnConnectionRequestBodyContent, DeleteVpnConnectionRequest, IkePolicy,
    IpsecPolicy, ListConnectionIpsecSaRequest, ListVgwsRequest, PolicyRule, ResetVpnConnectionRequest, ShowVgwRequest,
    ShowVpnConnectionLogRequest, ShowVpnConnectionRequest, UpdateIkePolicy, UpdateVpnConnectionRequest,
    UpdateVpnConnectionRequestBody, UpdateVpnConnectionRequestBodyContent)

import sandbox
from sandbox import BERLIN, GATEWAY, check, client

vpn = client()


def show(identifier):
    return vpn.show_vpn_connection(ShowVpnConnectionRequest(vpn_connection_id=identifier)).vpn_connection


def settled(identifier):
    """The status once nothing is pending, or 404."""
    for _ in range(100):
        try:
            status = show(identifier).status
        except ClientRequestException as error:
            return error.status_code
        if not status.startswith("PENDING"):
            return status
        time.sleep(0.1)
    return "PENDING for ten seconds"


def refusal(call, request):
    try:
        call(request)
        return "accepted"
    except ClientRequestException as error:
        return error.status_code, error.error_code


gateway = vpn.show_vgw(ShowVgwRequest(vgw_id=GATEWAY)).vpn_gateway


# Customer gateways that are not connected to these addresses of the gateway yet.
HANOI, MALMO = "c9000000-0000-4000-8000-000000000009", "c9000000-0000-4000-8000-000000000008"


def draft(name, address, customer, **members):
    return CreateVpnConnectionRequestBodyContent(
        name=name, vgw_id=GATEWAY, vgw_ip=address, cgw_id=customer, psk="Canary#Sandbox-Key-9", **members)


def create(content):
    return CreateVpnConnectionRequest(body=CreateVpnConnectionRequestBody(vpn_connection=content))


# create: what is sent is what is made, what is not sent has the service's default.
made = vpn.create_vpn_connection(create(draft(
    "sdk-static", gateway.eip1.id, HANOI, style="static", peer_subnets=["10.77.0.0/24"], enable_nqa=True,
    ikepolicy=IkePolicy(ike_version="v2", encryption_algorithm="aes-256", dh_group="group20"),
    ipsecpolicy=IpsecPolicy(pfs="group20")))).vpn_connection
check("created name", made.name, "sdk-static")
check("created without status", made.status if hasattr(made, "status") else None, None)
check("creation settles", settled(made.id), "DOWN")
shown = show(made.id)
check("created policies", (shown.ikepolicy.dh_group, shown.ipsecpolicy.pfs), ("group20", "group20"))
check("created default lifetime", shown.ikepolicy.lifetime_seconds, 86400)
check("created style and probe", (shown.style, shown.enable_nqa), ("STATIC", True))

# batch-create: one connection for each address of the gateway.
batch = vpn.batch_create_vpn_connection(BatchCreateVpnConnectionRequest(body=BatchCreateVpnConnectionRequestBody(
    vpn_connections=[
        draft("sdk-policy-1", gateway.eip1.id, MALMO, style="policy", peer_subnets=["10.78.0.0/24"], policy_rules=[
            PolicyRule(rule_index=1, source="172.20.0.0/24", destination=["10.78.0.0/24"])]),
        draft("sdk-bgp-2", gateway.eip2.id, MALMO, style="bgp", peer_subnets=["10.78.0.0/24"])]))).vpn_connections
check("batch names", [item.name for item in batch], ["sdk-policy-1", "sdk-bgp-2"])
check("batch settles", [settled(item.id) for item in batch], ["DOWN", "DOWN"])
check("batch styles", [show(item.id).style for item in batch], ["POLICY", "BGP"])
check("batch rule", show(batch[0].id).policy_rules[0].destination, ["10.78.0.0/24"])

# update: the members given and no others.
updated = vpn.update_vpn_connection(UpdateVpnConnectionRequest(
    vpn_connection_id=made.id, body=UpdateVpnConnectionRequestBody(
        vpn_connection=UpdateVpnConnectionRequestBodyContent(
            name="sdk-renamed", ikepolicy=UpdateIkePolicy(lifetime_seconds=43200))))).vpn_connection
check("updated name", updated.name, "sdk-renamed")
check("update settles", settled(made.id), "DOWN")
check("updated lifetime, group as before",
      (show(made.id).ikepolicy.lifetime_seconds, show(made.id).ikepolicy.dh_group), (43200, "group20"))

# log and security associations: of a tunnel that is up, and of one that is not.
logs = vpn.show_vpn_connection_log(ShowVpnConnectionLogRequest(vpn_connection_id=BERLIN)).logs
check("log lines", len(logs) > 0 and all(line.time and line.raw_message for line in logs), True)
associations = vpn.list_connection_ipsec_sa(ListConnectionIpsecSaRequest(vpn_connection_id=BERLIN)).sa_infos
check("an association for the tunnel", (associations[0].source_ip_cidr, associations[0].dest_ip_cidr),
      ("0.0.0.0/0", "0.0.0.0/0"))
check("no association while down",
      vpn.list_connection_ipsec_sa(ListConnectionIpsecSaRequest(vpn_connection_id=made.id)).sa_infos, [])

# reset: down for a while, and up again where it was up.
vpn.reset_vpn_connection(ResetVpnConnectionRequest(vpn_connection_id=BERLIN))
check("reset is under way", show(BERLIN).status, "PENDING_UPDATE")
check("reset takes it down", settled(BERLIN), "DOWN")
time.sleep(0.4)
check("reset lets it come up", show(BERLIN).status, "ACTIVE")

# Refusals come as the SDK's own exceptions, with the service's codes.
unknown = "5d000000-0000-4000-8000-00000000ffff"
for name, call, request in [
    ("show", vpn.show_vpn_connection, ShowVpnConnectionRequest), ("delete", vpn.delete_vpn_connection, DeleteVpnConnectionRequest),
    ("reset", vpn.reset_vpn_connection, ResetVpnConnectionRequest), ("log", vpn.show_vpn_connection_log, ShowVpnConnectionLogRequest),
    ("associations", vpn.list_connection_ipsec_sa, ListConnectionIpsecSaRequest)]:
    check(f"{name} of an unknown connection", refusal(call, request(vpn_connection_id=unknown)), (404, "VPN.0004"))
check("a probe without static routing", refusal(
    vpn.create_vpn_connection, create(draft("sdk-wrong", gateway.eip2.id, HANOI, style="bgp", enable_nqa=False))),
    (400, "VPN.0001"))

# delete: gone in the end.
for item in [made, *batch]:
    vpn.delete_vpn_connection(DeleteVpnConnectionRequest(vpn_connection_id=item.id))
check("a deletion twice", refusal(
    vpn.delete_vpn_connection, DeleteVpnConnectionRequest(vpn_connection_id=batch[1].id)), (425, "VPN.0009"))
check("deletions settle", [settled(item.id) for item in [made, *batch]], [404, 404, 404])

print("all as asked" if sandbox.wrong == 0 else f"{sandbox.wrong} differences")
sys.exit(1 if sandbox.wrong else 0)
