import OrderedJSON

/// A connection while it lives: the object of the API and what will become of it.
struct ConnectionRecord: Sendable {
  var connection: SandboxSeed.Connection
  /// What follows, the next one first; empty for a connection at rest.
  var steps: [Step] = []
  /// What happened to it since the sandbox started, oldest first.
  var events: [Event] = []

  /// A change of status that time brings.
  struct Step: Sendable {
    var due: Instant
    /// `nil`: the connection is gone.
    var status: String?
  }

  /// A line of the log.
  struct Event: Sendable {
    var time: Instant
    var text: String
  }

  init(_ connection: SandboxSeed.Connection) { self.connection = connection }

  var id: String { connection.resource.id }

  var status: String {
    get { connection.resource.text("status") }
    set { connection.resource.object["status"] = .string(newValue) }
  }

  func text(_ name: String) -> String { connection.resource.text(name) }
}
