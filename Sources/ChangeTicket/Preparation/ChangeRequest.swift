package import ConfigDiff
package import PlatformModel
package import Secrets
package import VPNIntent
package import Validation

/// What a change is prepared from.
package struct ChangeRequest: Sendable {
  package var intent: Intent
  /// What findings about the intent name as their place.
  package var intentSource: String
  /// The configuration that the templates made of the intent, stand-ins in the places of keys.
  package var rendered: [UInt8]
  /// Remarks that rendering made.
  package var renderingFindings: Report
  /// Names and numbers of objects by connection, for the recipes' placeholders.
  package var names: [[String: String]]
  /// What was intended before: what it brought and the intent lacks is to go.
  package var previous: PreviousFragment?
  /// The device's present configuration; `nil`: there is none, everything is new.
  package var running: [UInt8]?
  /// Version of the device's software; `nil`: the newest.
  package var version: SoftwareVersion?
  /// The keys that are at hand.
  package var keys: [SecretReference: Secret]
  /// Under which tags are made; `nil`: keys show as `<secret>`.
  package var tagKey: TagKey?
  /// The peer configuration that the cloud exported; it may hold a key.
  package var exported: [UInt8]?
  package var options: ChangeOptions

  package init(
    intent: Intent, intentSource: String = "intent", rendered: [UInt8],
    renderingFindings: Report = Report([]),
    names: [[String: String]] = [], previous: PreviousFragment? = nil, running: [UInt8]? = nil,
    version: SoftwareVersion? = nil,
    keys: [SecretReference: Secret] = [:], tagKey: TagKey? = nil, exported: [UInt8]? = nil,
    options: ChangeOptions = ChangeOptions()
  ) {
    self.intent = intent
    self.intentSource = intentSource
    self.rendered = rendered
    self.renderingFindings = renderingFindings
    self.names = names
    self.previous = previous
    self.running = running
    self.version = version
    self.keys = keys
    self.tagKey = tagKey
    self.exported = exported
    self.options = options
  }
}

/// How a change is prepared.
package struct ChangeOptions: Sendable, Hashable {
  /// What the intended side speaks for.
  package var scope = DiffOptions.Scope.fragment
  /// What happens to keys that nobody can compare.
  package var keys = ChangePlan.Keys.keep
  /// From which severity on findings decide the outcome.
  package var failOn = FailThreshold.error
  /// Whether files with keys, which only their owner can read, are put into the bundle.
  package var isRunnable = false
  /// Whether the exported peer configuration is put into the bundle, readable for its owner only, and not only its
  /// hash.
  package var includesExport = false

  package init() {}
}
