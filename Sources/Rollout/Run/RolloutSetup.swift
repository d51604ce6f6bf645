package import ChangeTicket
package import CloudVPN
package import DeviceRegistry
package import IntentFetch
package import Platforms
package import Secrets
package import Validation

/// What a rollout works with.
package struct RolloutSetup: Sendable {
  package var tool: ToolIdentity
  /// Asks the cloud; the same as the fetcher's.
  package var client: CloudVPNClient
  package var fetcher: IntentFetcher
  package var catalog: Catalog
  /// The devices that the cloud can export for; `nil`: they were not mirrored.
  package var mirror: RegistryMirror?
  /// Fetches keys, and says whether programs that references name (`cmd:`) are run for them.
  package var resolver: SecretResolver
  package var tagKey: TagKey
  /// When the rollout began, UTC, ISO 8601: for the provenance of intents, never in a bundle.
  package var startedAt: String
  package var options: RolloutOptions

  package init(
    tool: ToolIdentity, client: CloudVPNClient, fetcher: IntentFetcher, catalog: Catalog,
    mirror: RegistryMirror?, resolver: SecretResolver, tagKey: TagKey, startedAt: String,
    options: RolloutOptions = RolloutOptions()
  ) {
    self.tool = tool
    self.client = client
    self.fetcher = fetcher
    self.catalog = catalog
    self.mirror = mirror
    self.resolver = resolver
    self.tagKey = tagKey
    self.startedAt = startedAt
    self.options = options
  }
}

/// How a rollout is done.
package struct RolloutOptions: Sendable, Hashable {
  /// How many sites are worked on at the same time.
  package var jobs = 4
  /// Whether a bundle of an earlier run makes way.
  package var replacesBundles = false
  /// Whether the cloud's own peer configuration is exported for sites that name their supported device.
  package var exports = true
  package var change = ChangeOptions()

  package init() {}
}
