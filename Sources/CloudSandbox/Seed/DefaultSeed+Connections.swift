extension DefaultSeed {
  /// The three sample branches: static and bgp over both addresses of a gateway, policy over one.
  static let branches = """
        {
          "id": "5d000000-0000-4000-8000-000000000001", "name": "berlin-1", "status": "ACTIVE",
          "vgw_id": "b1000000-0000-4000-8000-000000000001",
          "vgw_ip": "e1000000-0000-4000-8000-000000000001",
          "cgw_id": "c9000000-0000-4000-8000-000000000001", "style": "static",
          "peer_subnets": ["10.20.0.0/16"], "tunnel_local_address": "169.254.70.1/30",
          "tunnel_peer_address": "169.254.70.2/30", "enable_nqa": true,
          "ikepolicy": {
            "encryption_algorithm": "aes-256", "authentication_algorithm": "sha2-256",
            "dh_group": "group14", "lifetime_seconds": 86400
          },
          "ipsecpolicy": {
            "encryption_algorithm": "aes-256", "authentication_algorithm": "sha2-256", "pfs": "group14",
            "lifetime_seconds": 3600
          },
          "tags": [{"key": "site", "value": "berlin"}], "created_at": "2026-03-04T05:06:07.089Z",
          "psk": "Berlin#Sandbox-Key-1"
        },
        {
          "id": "5d000000-0000-4000-8000-000000000002", "name": "berlin-2", "status": "ACTIVE",
          "vgw_id": "b1000000-0000-4000-8000-000000000001",
          "vgw_ip": "e1000000-0000-4000-8000-000000000002",
          "cgw_id": "c9000000-0000-4000-8000-000000000001", "style": "static",
          "peer_subnets": ["10.20.0.0/16"], "tunnel_local_address": "169.254.71.1/30",
          "tunnel_peer_address": "169.254.71.2/30", "enable_nqa": true,
          "ikepolicy": {
            "encryption_algorithm": "aes-256", "authentication_algorithm": "sha2-256",
            "dh_group": "group14", "lifetime_seconds": 86400
          },
          "ipsecpolicy": {
            "encryption_algorithm": "aes-256", "authentication_algorithm": "sha2-256", "pfs": "group14",
            "lifetime_seconds": 3600
          },
          "tags": [{"key": "site", "value": "berlin"}], "created_at": "2026-03-04T05:06:08.24Z",
          "psk": "Berlin#Sandbox-Key-2"
        },
        {
          "id": "5d000000-0000-4000-8000-000000000003", "name": "osaka-1", "status": "ACTIVE",
          "vgw_id": "b1000000-0000-4000-8000-000000000001",
          "vgw_ip": "e1000000-0000-4000-8000-000000000001",
          "cgw_id": "c9000000-0000-4000-8000-000000000002", "style": "bgp",
          "peer_subnets": ["10.30.0.0/16"], "tunnel_local_address": "169.254.80.1/30",
          "tunnel_peer_address": "169.254.80.2/30",
          "ikepolicy": {
            "encryption_algorithm": "aes-256", "authentication_algorithm": "sha2-512",
            "dh_group": "group19", "lifetime_seconds": 28800, "dpd": {"timeout": 10, "interval": 20}
          },
          "ipsecpolicy": {
            "encryption_algorithm": "aes-256", "authentication_algorithm": "sha2-256", "pfs": "group19",
            "lifetime_seconds": 3600
          },
          "tags": [{"key": "site", "value": "osaka"}], "created_at": "2026-03-05T01:00:00.5Z",
          "psk": "Osaka:Sandbox-Key-1"
        },
        {
          "id": "5d000000-0000-4000-8000-000000000004", "name": "osaka-2", "status": "ACTIVE",
          "vgw_id": "b1000000-0000-4000-8000-000000000001",
          "vgw_ip": "e1000000-0000-4000-8000-000000000002",
          "cgw_id": "c9000000-0000-4000-8000-000000000002", "style": "bgp",
          "peer_subnets": ["10.30.0.0/16"], "tunnel_local_address": "169.254.81.1/30",
          "tunnel_peer_address": "169.254.81.2/30",
          "ikepolicy": {
            "encryption_algorithm": "aes-256", "authentication_algorithm": "sha2-512",
            "dh_group": "group19", "lifetime_seconds": 28800, "dpd": {"timeout": 10, "interval": 20}
          },
          "ipsecpolicy": {
            "encryption_algorithm": "aes-256", "authentication_algorithm": "sha2-256", "pfs": "group19",
            "lifetime_seconds": 3600
          },
          "tags": [{"key": "site", "value": "osaka"}], "created_at": "2026-03-05T01:00:01.000001Z",
          "psk": "Osaka:Sandbox-Key-2"
        },
        {
          "id": "5d000000-0000-4000-8000-000000000005", "name": "lima-1", "status": "ACTIVE",
          "vgw_id": "b1000000-0000-4000-8000-000000000001",
          "vgw_ip": "e1000000-0000-4000-8000-000000000001",
          "cgw_id": "c9000000-0000-4000-8000-000000000003", "style": "policy",
          "peer_subnets": ["10.40.0.0/16"],
          "policy_rules": [
            {"rule_index": 1, "source": "172.20.0.0/24", "destination": ["10.40.1.0/24", "10.40.2.0/24"]},
            {"rule_index": 2, "source": "172.20.1.0/24", "destination": ["10.40.1.0/24"]}
          ],
          "ikepolicy": {
            "encryption_algorithm": "aes-256", "authentication_algorithm": "sha2-256",
            "dh_group": "group14", "lifetime_seconds": 86400
          },
          "ipsecpolicy": {
            "encryption_algorithm": "aes-256", "authentication_algorithm": "sha2-256", "pfs": "group14",
            "lifetime_seconds": 3600
          },
          "tags": [{"key": "site", "value": "lima"}], "created_at": "2026-03-06T12:00:00Z",
          "psk": "Lima+Sandbox-Key-1"
        }
    """

  /// What else the service answers: IKEv1, GCM, names as identities, frozen and failed ones, unknown words and members.
  static let oddBranches = """
        {
          "id": "5d000000-0000-4000-8000-000000000006", "name": "tunis-1", "status": "DOWN",
          "vgw_id": "b1000000-0000-4000-8000-000000000001",
          "vgw_ip": "e1000000-0000-4000-8000-000000000001",
          "cgw_id": "c9000000-0000-4000-8000-000000000004", "style": "static",
          "peer_subnets": ["10.50.0.0/16"], "tunnel_local_address": "169.254.90.1/30",
          "tunnel_peer_address": "169.254.90.2/30",
          "ikepolicy": {
            "ike_version": "v1", "encryption_algorithm": "3des", "authentication_algorithm": "sha1",
            "dh_group": "group2"
          },
          "ipsecpolicy": {
            "encryption_algorithm": "aes-128", "authentication_algorithm": "sha1", "pfs": "group2"
          },
          "created_at": "2026-03-07T00:00:00.05Z", "psk": "Tunis#Sandbox-Key-1"
        },
        {
          "id": "5d000000-0000-4000-8000-000000000007", "name": "quito-1", "status": "ACTIVE",
          "vgw_id": "b1000000-0000-4000-8000-000000000001",
          "vgw_ip": "e1000000-0000-4000-8000-000000000002",
          "cgw_id": "c9000000-0000-4000-8000-000000000005", "style": "static",
          "peer_subnets": ["10.51.0.0/16", "10.52.0.0/16"], "tunnel_local_address": "169.254.91.2/30",
          "tunnel_peer_address": "169.254.91.1/30",
          "ikepolicy": {
            "ike_version": "v1", "phase1_negotiation_mode": "aggressive",
            "encryption_algorithm": "aes-192", "local_id_type": "fqdn",
            "local_id": "gateway.sandbox.example", "peer_id_type": "fqdn",
            "peer_id": "quito.branch.example", "dpd": {"msg": "seq-notify-hash"}
          },
          "ipsecpolicy": {"pfs": "disable"}, "created_at": "2026-03-07T00:00:01.123456789Z",
          "psk": "Quito#Sandbox-Key-1"
        },
        {
          "id": "5d000000-0000-4000-8000-000000000008", "name": "perth-1", "status": "ACTIVE",
          "vgw_id": "b1000000-0000-4000-8000-000000000002",
          "vgw_ip": "e1000000-0000-4000-8000-000000000003",
          "cgw_id": "c9000000-0000-4000-8000-000000000006", "style": "bgp",
          "peer_subnets": ["10.60.0.0/16"], "tunnel_local_address": "169.254.92.1/30",
          "tunnel_peer_address": "169.254.92.2/30", "enable_hub": true,
          "ikepolicy": {
            "encryption_algorithm": "aes-256-gcm-16", "authentication_algorithm": "sha2-384",
            "dh_group": "group20"
          },
          "ipsecpolicy": {
            "encryption_algorithm": "aes-256-gcm-16", "authentication_algorithm": "sha2-384",
            "pfs": "group20"
          },
          "created_at": "2026-03-07T08:00:02.500+08:00", "psk": "Perth#Sandbox-Key-1"
        },
        {
          "id": "5d000000-0000-4000-8000-000000000009", "name": "perth-2", "status": "DOWN",
          "vgw_id": "b1000000-0000-4000-8000-000000000002",
          "vgw_ip": "e1000000-0000-4000-8000-000000000004",
          "cgw_id": "c9000000-0000-4000-8000-000000000006", "style": "bgp",
          "peer_subnets": ["10.60.0.0/16"], "tunnel_local_address": "169.254.93.1/30",
          "tunnel_peer_address": "169.254.93.2/30", "enable_hub": true, "ha_role": "slave",
          "ikepolicy": {
            "encryption_algorithm": "aes-128-gcm-16", "authentication_algorithm": "sha2-256",
            "dh_group": "group21"
          },
          "ipsecpolicy": {
            "encryption_algorithm": "aes-128-gcm-16", "authentication_algorithm": "sha2-256",
            "pfs": "group21"
          },
          "created_at": "2026-03-07T00:00:03.5Z", "psk": "Perth#Sandbox-Key-2"
        },
        {
          "id": "5d000000-0000-4000-8000-000000000010", "name": "dakar-1", "status": "FREEZED",
          "vgw_id": "b1000000-0000-4000-8000-000000000001",
          "vgw_ip": "e1000000-0000-4000-8000-000000000001",
          "cgw_id": "c9000000-0000-4000-8000-000000000007", "style": "static",
          "peer_subnets": ["10.70.0.0/16"], "tunnel_local_address": "169.254.94.1/30",
          "tunnel_peer_address": "169.254.94.2/30", "created_at": "2026-03-07T00:00:04.09035Z",
          "psk": "Dakar#Sandbox-Key-1"
        },
        {
          "id": "5d000000-0000-4000-8000-000000000011", "name": "malmo-1", "status": "UNKNOWN",
          "vgw_id": "b1000000-0000-4000-8000-000000000002",
          "vgw_ip": "e1000000-0000-4000-8000-000000000003",
          "cgw_id": "c9000000-0000-4000-8000-000000000008", "style": "static",
          "peer_subnets": ["10.80.0.0/16"], "created_at": "2026-03-07T00:00:05.995988Z",
          "psk": "Malmo#Sandbox-Key-1",
          "overrides": {
            "style": "POLICY-TEMPLATE", "enable_nqa": null, "x_unknown": {"since": "tomorrow"}
          }
        },
        {
          "id": "5d000000-0000-4000-8000-000000000012", "name": "hanoi-1", "status": "PENDING_UPDATE",
          "vgw_id": "b1000000-0000-4000-8000-000000000002",
          "vgw_ip": "e1000000-0000-4000-8000-000000000004",
          "cgw_id": "c9000000-0000-4000-8000-000000000009", "style": "static", "ha_role": "slave",
          "peer_subnets": ["10.90.0.0/16"], "tunnel_local_address": "169.254.95.1/30",
          "tunnel_peer_address": "169.254.95.2/30",
          "connection_monitor_id": "90000000-0000-4000-8000-000000000001",
          "created_at": "2026-03-07T00:00:06.1Z", "psk": "Hanoi#Sandbox-Key-1",
          "overrides": {"policy_rules": []}
        },
        {
          "id": "5d000000-0000-4000-8000-000000000013", "name": "turin-1", "status": "ACTIVE",
          "vgw_id": "b1000000-0000-4000-8000-000000000003", "vgw_ip": "10.99.0.11",
          "cgw_id": "c9000000-0000-4000-8000-000000000010", "style": "policy",
          "peer_subnets": ["10.91.0.0/16"],
          "policy_rules": [{"source": "172.22.1.0/24", "destination": ["10.91.1.0/24"]}],
          "ikepolicy": {
            "encryption_algorithm": "aes-192", "authentication_algorithm": "sha2-512",
            "dh_group": "group16"
          },
          "ipsecpolicy": {"lifetime_seconds": 28800}, "created_at": "2026-03-07T00:00:07.42Z",
          "psk": "Turin#Sandbox-Key-1",
          "overrides": {
            "tunnel_local_address": "169.254.96.1/30", "tunnel_peer_address": "169.254.96.2/30"
          }
        },
        {
          "id": "5d000000-0000-4000-8000-000000000014", "name": "cusco-1", "status": "ERROR",
          "vgw_id": "b1000000-0000-4000-8000-000000000001",
          "vgw_ip": "e1000000-0000-4000-8000-000000000002",
          "cgw_id": "c9000000-0000-4000-8000-000000000011", "style": "static",
          "peer_subnets": ["10.92.0.0/16"], "tunnel_local_address": "169.254.97.1/30",
          "tunnel_peer_address": "169.254.97.2/30", "created_at": "2026-03-07T00:00:08.256Z",
          "psk": "Cusco#Sandbox-Key-1",
          "overrides": {
            "tags": null, "ikepolicy": null, "created_at": "2026-03-07T08:00:08.256+08:00"
          }
        }
    """
}
