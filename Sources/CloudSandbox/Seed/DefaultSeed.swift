/// The seed of a sandbox that was given none: invented devices, gateways and branches.
///
/// Public addresses are from the documentation ranges of RFC 5737, ids are fixed, keys are made up.
package enum DefaultSeed {
  /// The seed as a file would hold it; a start for a seed of one's own.
  package static let text = """
    {
      "schema": "\(SandboxSeed.schema)",
      "projectId": "5a0db0c5a0db0c5a0db0c5a0db0c5a0d",
      "credentials": [
        {
          "user": "operator", "password": "Sandbox-Password-1",
          "accessKey": "SANDBOXACCESSKEY0001", "secretKey": "sandboxSecret/0001+notARealKey"
        },
        {
          "user": "reader", "password": "Sandbox-Password-2",
          "accessKey": "SANDBOXACCESSKEY0002", "secretKey": "sandboxSecret/0002+notARealKey",
          "allowed": [
            "vpn:peerConfiguration:getDevices", "vpn:vpnConnections:list", "vpn:vpnConnections:get",
            "vpn:vpnConnections:exportPeerConfig", "vpn:vpnGateways:*", "vpn:customerGateways:*", "er:*:*",
            "vpc:*:*", "iam:projects:listProjects"
          ]
        }
      ],
      "supportedDevices": {
        "shape": "array",
        "rows": [
    \(devices)
        ]
      },
      "vpnGateways": [
    \(gateways)
      ],
      "customerGateways": [
    \(customerGateways)
      ],
      "vpnConnections": [
    \(branches),
    \(oddBranches)
      ]
    }

    """
}

extension SandboxSeed {
  /// ``DefaultSeed`` read.
  package static let standard: SandboxSeed = {
    do throws(SeedError) {
      return try SandboxSeed(parsing: Array(DefaultSeed.text.utf8), source: "the built-in seed")
    } catch {
      preconditionFailure("the built-in seed must be right: \(error)")
    }
  }()
}
