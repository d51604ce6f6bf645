/// How long the service takes for what it does in the background, in milliseconds, and how it ends.
package struct Lifecycle: Sendable, Hashable {
  /// From PENDING_CREATE to ``created``.
  package var create = 300
  /// From PENDING_UPDATE to the status before.
  package var update = 300
  /// From PENDING_DELETE to 404.
  package var delete = 300
  /// From PENDING_UPDATE to DOWN.
  package var reset = 300
  /// From DOWN to ACTIVE, where the device answers.
  package var negotiate = 300
  /// What a new connection ends as: DOWN (no device answers yet), ACTIVE, or ERROR.
  package var created = "DOWN"

  package init() {}
}

extension Lifecycle {
  init(_ node: PlacedJSON) throws(SeedError) {
    self.init()
    try node.allow(["create", "update", "delete", "reset", "negotiate", "created"])
    create = try Lifecycle.time(node, "create", create)
    update = try Lifecycle.time(node, "update", update)
    delete = try Lifecycle.time(node, "delete", delete)
    reset = try Lifecycle.time(node, "reset", reset)
    negotiate = try Lifecycle.time(node, "negotiate", negotiate)
    created = try node.optional("created")?.word(of: ["DOWN", "ACTIVE", "ERROR"]) ?? created
  }

  private static func time(_ node: PlacedJSON, _ name: String, _ standard: Int) throws(SeedError) -> Int {
    try node.optional(name)?.integer(0...3_600_000) ?? standard
  }

  /// What follows a creation.
  func afterCreation(_ now: Instant) -> [ConnectionRecord.Step] {
    let configured = now.adding(milliseconds: create)
    guard created == "ACTIVE" else { return [.init(due: configured, status: created)] }
    return [
      .init(due: configured, status: "DOWN"),
      .init(due: configured.adding(milliseconds: negotiate), status: "ACTIVE"),
    ]
  }

  /// What follows an update of a connection with this status.
  func afterUpdate(of status: String, _ now: Instant) -> [ConnectionRecord.Step] {
    [.init(due: now.adding(milliseconds: update), status: status)]
  }

  /// What follows a reset: the tunnel is down, and up again where it was up.
  func afterReset(of status: String, _ now: Instant) -> [ConnectionRecord.Step] {
    let down = now.adding(milliseconds: reset)
    guard status == "ACTIVE" else { return [.init(due: down, status: status)] }
    return [
      .init(due: down, status: "DOWN"),
      .init(due: down.adding(milliseconds: negotiate), status: "ACTIVE"),
    ]
  }

  func afterDeletion(_ now: Instant) -> [ConnectionRecord.Step] {
    [.init(due: now.adding(milliseconds: delete), status: nil)]
  }
}
