/// A name out of a set that the service extends without notice: any text is kept as it came.
///
/// Names are equal without regard to case, since requests and answers spell some of them differently.
package protocol OpenName: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// As the service wrote it.
  var raw: String { get }
  init(_ raw: String)
}

extension OpenName {
  package init(stringLiteral value: String) { self.init(value) }

  package static func == (left: Self, right: Self) -> Bool { left.raw.lowercased() == right.raw.lowercased() }

  package func hash(into hasher: inout Hasher) { hasher.combine(raw.lowercased()) }

  package var description: String { raw }
}

/// State of a connection (facts §2.13).
package struct ConnectionStatus: OpenName {
  package let raw: String
  package init(_ raw: String) { self.raw = raw }

  package static let pendingCreate: ConnectionStatus = "PENDING_CREATE"
  package static let pendingUpdate: ConnectionStatus = "PENDING_UPDATE"
  package static let pendingDelete: ConnectionStatus = "PENDING_DELETE"
  /// The tunnel is negotiated.
  package static let active: ConnectionStatus = "ACTIVE"
  /// Configured, not negotiated: the normal state until the device is set up.
  package static let down: ConnectionStatus = "DOWN"
  package static let error: ConnectionStatus = "ERROR"
  /// Frozen for arrears or security; spelled so by the service.
  package static let frozen: ConnectionStatus = "FREEZED"

  /// Whether the service is still working on the connection.
  package var isPending: Bool { raw.lowercased().hasPrefix("pending_") }

  /// Whether the service is done, whatever the device at the other end does.
  package var isSettled: Bool { self == .active || self == .down }
}

/// How traffic is chosen (facts §2.10): lower-case in requests, upper-case in answers.
package struct ConnectionStyle: OpenName {
  package let raw: String
  package init(_ raw: String) { self.raw = raw }

  package static let policy: ConnectionStyle = "policy"
  package static let `static`: ConnectionStyle = "static"
  package static let bgp: ConnectionStyle = "bgp"
}

/// Whether a gateway is reached through elastic IPs or through private addresses.
package struct GatewayNetworkType: OpenName {
  package let raw: String
  package init(_ raw: String) { self.raw = raw }

  package static let `public`: GatewayNetworkType = "public"
  package static let `private`: GatewayNetworkType = "private"
}

/// What a gateway serves: one VPC, or an enterprise router.
package struct GatewayAttachment: OpenName {
  package let raw: String
  package init(_ raw: String) { self.raw = raw }

  package static let vpc: GatewayAttachment = "vpc"
  package static let enterpriseRouter: GatewayAttachment = "er"
}

/// How an IKE identity is given.
package struct IdentityType: OpenName {
  package let raw: String
  package init(_ raw: String) { self.raw = raw }

  package static let ip: IdentityType = "ip"
  package static let fqdn: IdentityType = "fqdn"
  package static let any: IdentityType = "any"
}
