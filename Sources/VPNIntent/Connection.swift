package import Secrets

/// One IPsec connection between one address of the cloud's gateway and the device.
package struct Connection: Sendable, Hashable {
  /// The cloud's id of the connection.
  package var id: String
  package var name: String
  package var mode: Mode
  package var role: Role
  /// Name of the device's WAN line that carries it (``WAN/name``); `nil` when the device has one line.
  package var wan: String?
  package var cloud: Endpoint
  package var device: Endpoint
  /// Pairs of protected networks, policy mode only.
  package var selectors: [Selector]
  /// Whether the cloud pings the device's inside address and stops forwarding without an answer.
  package var probe: Bool
  package var ike: IKEPolicy
  package var ipsec: IPsecPolicy
  /// Where the pre-shared key is kept.
  package var key: SecretReference

  package init(
    id: String, name: String, mode: Mode, role: Role = .active, wan: String? = nil, cloud: Endpoint,
    device: Endpoint, selectors: [Selector] = [], probe: Bool = false, ike: IKEPolicy, ipsec: IPsecPolicy,
    key: SecretReference
  ) {
    self.id = id
    self.name = name
    self.mode = mode
    self.role = role
    self.wan = wan
    self.cloud = cloud
    self.device = device
    self.selectors = selectors
    self.probe = probe
    self.ike = ike
    self.ipsec = ipsec
    self.key = key
  }

  /// How traffic finds its way into the tunnel.
  package enum Mode: String, Sendable, Hashable, CaseIterable {
    /// A tunnel interface and static routes.
    case `static`
    /// A tunnel interface and BGP.
    case bgp
    /// No tunnel interface: pairs of networks are protected.
    case policy

    /// Whether a tunnel interface with inside addresses exists.
    package var hasTunnel: Bool { self != .policy }
  }

  /// Whether the cloud prefers this connection.
  package enum Role: String, Sendable, Hashable, CaseIterable {
    case active
    case standby
  }
}
