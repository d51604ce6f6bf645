extension DefaultSeed {
  /// An active-active and an active-standby gateway with public addresses, and a private one.
  static let gateways = """
        {
          "id": "b1000000-0000-4000-8000-000000000001", "name": "gateway-main",
          "network_type": "public", "status": "ACTIVE", "attachment_type": "vpc",
          "ip_version": "ipv4", "vpc_id": "7c000000-0000-4000-8000-000000000001",
          "local_subnets": ["172.20.0.0/24", "172.20.1.0/24"],
          "connect_subnet": "5b000000-0000-4000-8000-000000000001", "bgp_asn": 64512,
          "flavor": "Professional1", "availability_zone_ids": ["az-a", "az-b"],
          "connection_number": 200, "used_connection_number": 8, "used_connection_group": 6,
          "enterprise_project_id": "0", "ha_mode": "active-active",
          "eip1": {
            "id": "e1000000-0000-4000-8000-000000000001", "ip_version": 4, "type": "5_bgp",
            "ip_address": "192.0.2.10", "charge_mode": "traffic",
            "bandwidth_id": "bd000000-0000-4000-8000-000000000001", "bandwidth_size": 100,
            "bandwidth_name": "bandwidth-1", "share_type": "PER"
          },
          "eip2": {
            "id": "e1000000-0000-4000-8000-000000000002", "ip_version": 4, "type": "5_bgp",
            "ip_address": "192.0.2.11", "charge_mode": "traffic",
            "bandwidth_id": "bd000000-0000-4000-8000-000000000002", "bandwidth_size": 100,
            "bandwidth_name": "bandwidth-2", "share_type": "PER"
          },
          "created_at": "2026-03-01T00:00:00.12Z", "applied_at": "2026-03-01T00:00:00.12Z",
          "updated_at": "2026-03-01T00:00:00.12Z", "supported_features": ["query_connection_log"],
          "tags": [{"key": "stage", "value": "sample"}]
        },
        {
          "id": "b1000000-0000-4000-8000-000000000002", "name": "gateway-standby",
          "network_type": "public", "status": "ACTIVE", "attachment_type": "vpc",
          "ip_version": "ipv4", "vpc_id": "7c000000-0000-4000-8000-000000000001",
          "local_subnets": ["172.21.0.0/16"],
          "connect_subnet": "5b000000-0000-4000-8000-000000000001", "bgp_asn": 64513,
          "flavor": "Professional1", "availability_zone_ids": ["az-a", "az-b"],
          "connection_number": 200, "used_connection_number": 4, "used_connection_group": 2,
          "enterprise_project_id": "0", "ha_mode": "active-standby",
          "eip1": {
            "id": "e1000000-0000-4000-8000-000000000003", "ip_version": 4, "type": "5_bgp",
            "ip_address": "192.0.2.20", "charge_mode": "traffic",
            "bandwidth_id": "bd000000-0000-4000-8000-000000000003", "bandwidth_size": 100,
            "bandwidth_name": "bandwidth-3", "share_type": "PER"
          },
          "eip2": {
            "id": "e1000000-0000-4000-8000-000000000004", "ip_version": 4, "type": "5_bgp",
            "ip_address": "192.0.2.21", "charge_mode": "traffic",
            "bandwidth_id": "bd000000-0000-4000-8000-000000000004", "bandwidth_size": 100,
            "bandwidth_name": "bandwidth-4", "share_type": "PER"
          },
          "created_at": "2026-03-01T08:30:00.56995Z", "applied_at": "2026-03-01T08:30:00.56995Z",
          "updated_at": "2026-03-01T08:30:00.56995Z", "supported_features": ["query_connection_log"],
          "tags": []
        },
        {
          "id": "b1000000-0000-4000-8000-000000000003", "name": "gateway-inner",
          "network_type": "private", "status": "ACTIVE", "attachment_type": "vpc",
          "ip_version": "ipv4", "vpc_id": "7c000000-0000-4000-8000-000000000001",
          "local_subnets": ["172.22.0.0/16"],
          "connect_subnet": "5b000000-0000-4000-8000-000000000001", "bgp_asn": 64514,
          "flavor": "Professional1", "availability_zone_ids": ["az-a", "az-b"],
          "connection_number": 200, "used_connection_number": 1, "used_connection_group": 1,
          "enterprise_project_id": "0", "ha_mode": "active-active",
          "access_vpc_id": "7c000000-0000-4000-8000-000000000001",
          "access_subnet_id": "5b000000-0000-4000-8000-000000000002",
          "access_private_ip_1": "10.99.0.11", "access_private_ip_2": "10.99.0.12",
          "created_at": "2026-03-02T00:00:00Z", "applied_at": "2026-03-02T00:00:00Z",
          "updated_at": "2026-03-02T00:00:00Z", "supported_features": ["query_connection_log"],
          "tags": []
        }
    """

  /// One a branch; most shapes of id and time that the service is known to answer.
  static let customerGateways = """
        {
          "id": "c9000000-0000-4000-8000-000000000001", "name": "branch-berlin", "id_type": "ip",
          "id_value": "198.51.100.7", "bgp_asn": 65010, "created_at": "2026-03-02T08:00:00.123456Z",
          "updated_at": "2026-03-02T08:00:00.123456Z", "route_mode": "static", "ip": "198.51.100.7"
        },
        {
          "id": "c9000000-0000-4000-8000-000000000002", "name": "branch-osaka", "id_type": "ip",
          "id_value": "203.0.113.20", "bgp_asn": 65020, "created_at": "2026-03-02T08:01:00.123Z",
          "updated_at": "2026-03-02T08:01:00.123Z", "route_mode": "bgp", "ip": "203.0.113.20"
        },
        {
          "id": "c9000000-0000-4000-8000-000000000003", "name": "branch-lima", "id_type": "ip",
          "id_value": "198.51.100.40", "bgp_asn": 65000, "created_at": "2026-03-02T08:02:00.05Z",
          "updated_at": "2026-03-02T08:02:00.05Z", "route_mode": "static", "ip": "198.51.100.40"
        },
        {
          "id": "c9000000-0000-4000-8000-000000000004", "name": "branch-tunis",
          "id_value": "203.0.113.50", "bgp_asn": 65000,
          "created_at": "2026-03-02T08:03:00.000000001Z",
          "updated_at": "2026-03-02T08:03:00.000000001Z", "route_mode": "static", "ip": "203.0.113.50"
        },
        {
          "id": "c9000000-0000-4000-8000-000000000005", "name": "branch-quito", "id_type": "fqdn",
          "id_value": "quito.branch.example", "created_at": "2026-03-02T08:04:00.987654321Z",
          "updated_at": "2026-03-02T08:04:00.987654321Z"
        },
        {
          "id": "c9000000-0000-4000-8000-000000000006", "name": "branch-perth", "id_type": "ip",
          "id_value": "203.0.113.60", "bgp_asn": 65060, "created_at": "2026-03-02T16:05:00.500+08:00",
          "updated_at": "2026-03-02T16:05:00.500+08:00", "route_mode": "bgp", "ip": "203.0.113.60"
        },
        {
          "id": "c9000000-0000-4000-8000-000000000007", "name": "branch-dakar", "id_type": "ip",
          "id_value": "203.0.113.70", "bgp_asn": 65000, "created_at": "2026-03-02T08:06:00.12345Z",
          "updated_at": "2026-03-02T08:06:00.12345Z", "route_mode": "static", "ip": "203.0.113.70"
        },
        {
          "id": "c9000000-0000-4000-8000-000000000008", "name": "branch-malmo", "id_type": "ip",
          "id_value": "203.0.113.80", "bgp_asn": 65000, "created_at": "2026-03-02T08:07:00Z",
          "updated_at": "2026-03-02T08:07:00Z", "route_mode": "static", "ip": "203.0.113.80"
        },
        {
          "id": "c9000000-0000-4000-8000-000000000009", "name": "branch-hanoi", "id_type": "ip",
          "id_value": "203.0.113.90", "bgp_asn": 65000, "created_at": "2026-03-02T08:08:00.1Z",
          "updated_at": "2026-03-02T08:08:00.1Z", "route_mode": "static", "ip": "203.0.113.90"
        },
        {
          "id": "c9000000-0000-4000-8000-000000000010", "name": "branch-turin", "id_type": "ip",
          "id_value": "172.16.9.1", "bgp_asn": 65000, "created_at": "2026-03-02T08:09:00.999Z",
          "updated_at": "2026-03-02T08:09:00.999Z", "route_mode": "static", "ip": "172.16.9.1"
        },
        {
          "id": "c9000000-0000-4000-8000-000000000011", "name": "branch-cusco", "id_type": "ip",
          "id_value": "198.51.100.100", "bgp_asn": 65000, "created_at": "2026-03-02T08:10:00.250Z",
          "updated_at": "2026-03-02T08:10:00.250Z", "route_mode": "static", "ip": "198.51.100.100"
        }
    """
}
