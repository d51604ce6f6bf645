#!/usr/bin/env python3
"""load.py EXPORTS PARALLEL VENDOR/TYPE/MODEL/VERSION: the same as `load`, with the cloud's official Python SDK."""
import concurrent.futures
import json
import os
import resource
import sys
import time

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkvpn.v5 import (
    ExportVpnConnectionPeerConfigurationRequest, ListVpnConnectionsRequest, VpnClient)
import huaweicloudsdkvpn.v5 as v5

exports, parallel = int(sys.argv[1]), int(sys.argv[2])
vendor, kind, model, version = sys.argv[3].split("/")
client = VpnClient.new_builder().with_credentials(BasicCredentials(
    os.environ["HUAWEICLOUD_SDK_AK"], os.environ["HUAWEICLOUD_SDK_SK"], os.environ["HUAWEICLOUD_SDK_PROJECT_ID"]
)).with_endpoint(os.environ["PEERCONF_ENDPOINT"]).build()
body = getattr(v5, ExportVpnConnectionPeerConfigurationRequest.openapi_types["body"])

start = time.monotonic()
ids, marker = [], None
while True:
    page = client.list_vpn_connections(ListVpnConnectionsRequest(limit=200, marker=marker))
    ids += [connection.id for connection in page.vpn_connections]
    if page.page_info.current_count < 200:
        break
    marker = page.page_info.next_marker
listed = time.monotonic() - start


def export(connection):
    answer = client.export_vpn_connection_peer_configuration(ExportVpnConnectionPeerConfigurationRequest(
        vpn_connection_id=connection, body=body(vendor=vendor, type=kind, model=model, version=version)))
    return len(answer.peer_config.encode())


start = time.monotonic()
with concurrent.futures.ThreadPoolExecutor(parallel) as pool:
    size = sum(pool.map(export, ids[:exports]))
exported = time.monotonic() - start
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "peer": "python-sdk", "listed": len(ids), "list_seconds": listed, "exported": exports, "bytes": size,
    "export_seconds": exported, "cpu_seconds": usage.ru_utime + usage.ru_stime, "max_rss_kib": usage.ru_maxrss}))
