package import Secrets

/// What a site says beside the cloud's answer, so that an ``Intent`` can be made: the file of `intent fetch --site`
/// and an entry of a rollout's list.
///
///     site: berlin
///     platform: acme-router
///     key: env:PEERCONF_PSK_BERLIN
///     connections:
///       - berlin-1
///       - {connection: berlin-2, wan: wan2, key: "file:keys/berlin-2"}
///     device:
///       wan: [{name: wan1, interface: Ethernet0/1, address: 198.51.100.7, next_hop: 198.51.100.1}]
package struct SiteDescription: Sendable, Hashable {
  package var site: String
  package var platform: String?
  package var softwareVersion: String?
  /// Where the key of a connection without one of its own is kept.
  package var key: SecretReference?
  /// The site's connections; none: those of the customer gateways whose address is one of the site's WAN addresses.
  package var connections: [ConnectionChoice]
  package var device: SiteFacts
  /// Path of the intent that the device was set up from before; read by rollouts.
  package var previous: String?

  package init(
    site: String, platform: String? = nil, softwareVersion: String? = nil, key: SecretReference? = nil,
    connections: [ConnectionChoice] = [], device: SiteFacts, previous: String? = nil
  ) {
    self.site = site
    self.platform = platform
    self.softwareVersion = softwareVersion
    self.key = key
    self.connections = connections
    self.device = device
    self.previous = previous
  }

  /// A connection of the site.
  package struct ConnectionChoice: Sendable, Hashable {
    /// Its id or name in the cloud.
    package var connection: String
    /// Name of the WAN line; `nil`: the one whose address is the customer gateway's.
    package var wan: String?
    package var key: SecretReference?

    package init(connection: String, wan: String? = nil, key: SecretReference? = nil) {
      self.connection = connection
      self.wan = wan
      self.key = key
    }
  }
}
