package import CloudVPN
import Cryptography
package import Diagnostics
import IPAddressing
import OrderedJSON
package import VPNIntent

/// Makes the intent of a site: the cloud's connections, gateways and customer gateways, and the site's own facts.
///
/// One fetcher serves any number of sites: what they share is asked once.
package struct IntentFetcher: Sendable {
  private let inventory: CloudInventory
  private let region: String
  private let projectID: String

  package init(client: CloudVPNClient, region: String, projectID: String) {
    inventory = CloudInventory(client)
    self.region = region
    self.projectID = projectID
  }

  /// An intent and everything that is to say about it; no intent when an error is among the findings.
  package struct Fetched: Sendable {
    package var intent: Intent?
    package var findings: [Finding]
  }

  /// Makes the first call for these sites: the lists where one of them needs them, else one connection.
  ///
  /// Before many sites ask at once, so that a refused key is refused once: five refusals would lock it.
  ///
  /// - Throws: `CloudError`; whoever fetches the sites all the same gets its own error for each.
  package func prepare(for sites: [SiteDescription]) async throws(CloudError) {
    let names = sites.lazy.flatMap(\.connections).map(\.connection)
    let isByAddress = sites.contains { $0.connections.isEmpty }
    if isByAddress { _ = try await inventory.customersByIdentity() }
    if isByAddress || names.contains(where: { !IntentFetcher.isIdentifier($0) }) {
      _ = try await inventory.connections()
    } else if let id = names.first {
      _ = try await inventory.connection(id)
    }
  }

  /// Fetches what the site's description asks for.
  ///
  /// `fetchedAt` is the time for the provenance, UTC, ISO 8601.
  ///
  /// - Throws: `CloudError` when the cloud refuses or cannot be reached.
  package func fetch(_ site: SiteDescription, fetchedAt: String) async throws(CloudError) -> Fetched {
    var findings: [Finding] = []
    let chosen = try await choose(for: site, findings: &findings)
    var customers: [String: CustomerGateway] = [:]
    var connections: [Connection] = []
    for choice in chosen {
      guard let gatewayID = choice.cloud.gatewayID, let customerID = choice.cloud.customerGatewayID else {
        findings.append(.cloudGap(choice.cloud, "names no gateway or no customer gateway"))
        continue
      }
      let gateway = try await inventory.gateway(gatewayID)
      if customers[customerID] == nil {
        customers[customerID] = try await inventory.customerGateway(customerID)
      }
      guard let customer = customers[customerID] else { continue }
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
    for choice in site.connections {
      if Self.isIdentifier(choice.connection) {
        chosen.append(Chosen(cloud: try await inventory.connection(choice.connection), site: choice))
        continue
      }
      let named = try await inventory.connections().named(choice.connection)
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
    let known = try await inventory.customersByIdentity()
    let ids = Set(addresses.flatMap { known[$0] ?? [] }.map(\.id))
    guard !ids.isEmpty else { return [] }
    let connections = try await inventory.connections()
    return ids.flatMap { connections.ending(at: $0) }
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
