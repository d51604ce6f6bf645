package import OrderedJSON

/// Everything that a sandbox knows: one project's credentials, devices, gateways and connections.
///
/// The format of the file is described in `CloudSandbox.docc`. Values that the service would fill in may be left
/// out; the seed holds the finished objects.
package struct SandboxSeed: Sendable {
  /// 32 lower-case hexadecimal digits.
  package var projectID: String
  /// Who may call.
  package var users: [SandboxUser]
  package var identity = IdentitySeed()
  package var gate = GateSeed()
  package var devices: Devices
  package var gateways: [Resource]
  package var customerGateways: [Resource]
  package var connections: [Connection]
  package var faults: [Fault]
  package var lifecycle = Lifecycle()
  /// Seconds by which the sandbox's clock is ahead of the machine's, -10 years to 10 years: what a client whose own
  /// clock is wrong meets.
  package var clockOffset = 0

  /// The supported devices as they are answered.
  package struct Devices: Sendable {
    package var shape: Shape
    /// The rows verbatim: repeated rows and unknown members are kept.
    package var rows: [JSON]

    /// The three forms that documentation, samples and SDKs disagree about.
    package enum Shape: String, Sendable, CaseIterable {
      /// An array of rows.
      case array
      /// The first row alone, not in an array.
      case object
      /// An array of rows with `platform` in place of `model`, and no `type`.
      case platform
    }
  }

  /// A finished object of the API.
  package struct Resource: Sendable {
    package var id: String
    package var object: JSONObject
    /// From `created_at`; lists are sorted by it.
    var created: Instant
  }

  /// A connection and what the API never answers.
  package struct Connection: Sendable {
    package var resource: Resource
    /// The pre-shared key; only an exported peer configuration shows it.
    package var key: RedactedText
    /// The exported peer configuration, verbatim; `nil`: the sandbox writes one in a dialect of its own.
    package var peerConfiguration: RedactedText?
    /// Lines of the log, verbatim; `nil`: the sandbox makes some up.
    package var logs: [JSON]?
    /// Security associations, verbatim; `nil`: the sandbox makes them up while the connection is ACTIVE.
    package var securityAssociations: [JSON]?
  }
}

extension SandboxSeed.Resource {
  /// A member that holds a string; empty where it is absent.
  func text(_ name: String) -> String { object[name]?.string ?? "" }
}
