package import CloudVPN
import Cryptography
package import Diagnostics
import IPAddressing
import OrderedJSON
package import VPNIntent

/// Makes the intent of a site: the cloud's connections, gateways and customer gateways, and the site's own facts.
package struct IntentFetcher: Sendable {
  private let client: CloudVPNClient
  private let region: String
  private let projectID: String

  package init(client: CloudVPNClient, region: String, projectID: String) {
    self.client = client
    self.region = region
    self.projectID = projectID
  }

  /// An intent and everything that is to say about it; no intent when an error is among the findings.
  package struct Fetched: Sendable {
    package var intent: Intent?
    package var findings: [Finding]
  }

  /// Fetches what the site's description asks for.
  ///
  /// `fetchedAt` is the time for the provenance, UTC, ISO 8601.
  ///
  /// - Throws: `CloudError` when the cloud refuses or cannot be reached.
  package func fetch(_ site: SiteDescription, fetchedAt: String) async throws(CloudError) -> Fetched {
    var findings: [Finding] = []
    let chosen = try await choose(for: site, findings: &findings)
    var gateways: [String: CloudGateway] = [:]
    var customers: [String: CustomerGateway] = [:]
    var connections: [Connection] = []
    for choice in chosen {
      guard let gatewayID = choice.cloud.gatewayID, let customerID = choice.cloud.customerGatewayID else {
        findings.append(.cloudGap(choice.cloud, "names no gateway or no customer gateway"))
        continue
      }
      if gateways[gatewayID] == nil { gateways[gatewayID] = try await client.gateway(gatewayID) }
      if customers[customerID] == nil { customers[customerID] = try await client.customerGateway(customerID) }
      guard let gateway = gateways[gatewayID], let customer = customers[customerID] else { continue }
      var mapping = ConnectionMapping(
        cloud: choice.cloud, gateway: gateway, customer: customer, site: site, choice: choice.site)
      if let connection = mapping.connection() { connections.append(connection) }
      findings += mapping.findings
    }
    if chosen.isEmpty, findings.isEmpty {
      findings.append(
        Finding(
          rule: "site-without-connections", severity: .error,
          message: "the cloud has no connection for site \(site.site)",
          remedy: "List its connections in the site's description, or give its WAN lines their addresses."))
    }
    guard !findings.contains(where: { $0.severity == .error }) else {
      return Fetched(intent: nil, findings: findings)
    }
    let answers = JSON.array(chosen.map(\.cloud.raw)).bytes(.compact)
    let intent = Intent(
      site: site.site, platform: site.platform, softwareVersion: site.softwareVersion, device: site.device,
      connections: connections,
      provenance: Intent.Provenance(
        region: region, projectID: projectID, fetchedAt: fetchedAt, connectionsSHA256: SHA256.hex(answers)))
    findings += intent.remarks()
    return Fetched(intent: intent, findings: findings)
  }

  private struct Chosen {
    var cloud: CloudConnection
    var site: SiteDescription.ConnectionChoice
  }

  /// The site's connections: those that it names by id or name, else those that end at one of its WAN addresses.
  private func choose(
    for site: SiteDescription, findings: inout [Finding]
  ) async throws(CloudError) -> [Chosen] {
    guard !site.connections.isEmpty else { return try await byAddress(site) }
    var chosen: [Chosen] = []
    var listed: [CloudConnection]?
    for choice in site.connections {
      if Self.isIdentifier(choice.connection) {
        chosen.append(Chosen(cloud: try await client.connection(choice.connection), site: choice))
        continue
      }
      if listed == nil { listed = try await client.connections() }
      let named = (listed ?? []).filter { $0.name == choice.connection }
      switch named.count {
      case 1: chosen.append(Chosen(cloud: named[0], site: choice))
      case 0:
        findings.append(
          Finding(
            rule: "connection-unknown", severity: .error,
            message: "the cloud has no connection named \(choice.connection)",
            remedy: "`peerconf connections list` shows names and ids."))
      default:
        findings.append(
          Finding(
            rule: "connection-ambiguous", severity: .error,
            message: "\(named.count) connections are named \(choice.connection)",
            remedy: "Write the id instead: \(named.map(\.id).sorted().joined(separator: ", "))."))
      }
    }
    return chosen
  }

  private func byAddress(_ site: SiteDescription) async throws(CloudError) -> [Chosen] {
    let addresses = Set(site.device.wan.compactMap { $0.address?.description })
    guard !addresses.isEmpty else { return [] }
    let customers = try await client.customerGateways().filter { addresses.contains($0.idValue ?? "") }
    let ids = Set(customers.map(\.id))
    guard !ids.isEmpty else { return [] }
    return try await client.connections()
      .filter { ids.contains($0.customerGatewayID ?? "") }
      .sorted { ($0.name ?? "", $0.id) < ($1.name ?? "", $1.id) }
      .map { Chosen(cloud: $0, site: SiteDescription.ConnectionChoice(connection: $0.id)) }
  }

  /// Whether a text has the form of an id: 36 characters, hexadecimal digits and four dashes.
  private static func isIdentifier(_ text: String) -> Bool {
    text.utf8.count == 36
      && text.utf8.enumerated().allSatisfy { place, byte in
        [8, 13, 18, 23].contains(place)
          ? byte == UInt8(ascii: "-") : Character(UnicodeScalar(byte)).isHexDigit && byte < 0x80
      }
  }
}

extension Finding {
  /// What the cloud's answer lacks or says in a way that no intent can hold.
  static func cloudGap(_ connection: CloudConnection, _ message: String, remedy: String? = nil) -> Finding {
    Finding(
      rule: "cloud-answer", severity: .error,
      message: "connection \(connection.name ?? connection.id) \(message)", remedy: remedy)
  }
}
