/// What the tunnels of one site must be, without any vendor's words: the document `peerconf.intent/1`.
package struct Intent: Sendable, Hashable {
  /// The value of the document's `schema` member.
  package static let schema = "peerconf.intent/1"

  /// Name of the site, also of its files: letters, digits, `.`, `_` and `-`.
  package var site: String
  /// Platform of the device (`devices/platforms/<id>.yaml`); `nil`: the caller says it.
  package var platform: String?
  /// Version of the device's software, in its vendor's spelling.
  package var softwareVersion: String?
  package var device: SiteFacts
  package var connections: [Connection]
  /// Where the document came from; no part of its meaning and of its hash.
  package var provenance: Provenance?

  package init(
    site: String, platform: String? = nil, softwareVersion: String? = nil, device: SiteFacts,
    connections: [Connection], provenance: Provenance? = nil
  ) {
    self.site = site
    self.platform = platform
    self.softwareVersion = softwareVersion
    self.device = device
    self.connections = connections
    self.provenance = provenance
  }

  /// Where and when a document was fetched.
  package struct Provenance: Sendable, Hashable {
    package var region: String?
    package var projectID: String?
    /// UTC, ISO 8601.
    package var fetchedAt: String?
    /// SHA-256 over the cloud's answers, hexadecimal.
    package var connectionsSHA256: String?

    package init(
      region: String? = nil, projectID: String? = nil, fetchedAt: String? = nil,
      connectionsSHA256: String? = nil
    ) {
      self.region = region
      self.projectID = projectID
      self.fetchedAt = fetchedAt
      self.connectionsSHA256 = connectionsSHA256
    }
  }
}
