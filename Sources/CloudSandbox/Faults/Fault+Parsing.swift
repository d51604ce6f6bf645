import CloudPermissions
import OrderedJSON

extension Fault {
  /// Largest body that a fault may make: 256 MiB.
  private static let largestBody = 256 << 20
  private static let conditions = [
    "path", "method", "operation", "skip", "times", "every", "delayMilliseconds",
  ]
  private static let effects = [
    "answer", "error", "truncateAfter", "padTo", "slow", "contentType", "rewrite", "drop",
  ]

  /// The faults of one item of the plan: one, or with `sequence` one a member, for one request each.
  static func faults(_ node: PlacedJSON) throws(SeedError) -> [Fault] {
    try node.allow(conditions + effects + ["sequence"])
    guard let sequence = try node.optional("sequence") else { return [try Fault(node)] }
    let members = try node.object()
    guard (effects + ["times"]).allSatisfy({ members[$0] == nil }) else {
      throw node.error("beside sequence there may be neither an effect nor times")
    }
    var faults: [Fault] = []
    for (place, item) in try sequence.items().enumerated() {
      try item.allow(effects + ["delayMilliseconds"])
      var fault = try Fault(node)
      fault.skip += place * fault.every
      fault.times = 1
      fault.delayMilliseconds += try item.optional("delayMilliseconds")?.integer(0...600_000) ?? 0
      fault.effect = try effect(item)
      faults.append(fault)
    }
    return faults
  }

  private init(_ node: PlacedJSON) throws(SeedError) {
    path = try node.optional("path")?.string() ?? ""
    method = try node.optional("method")?.word(of: ["GET", "POST", "PUT", "DELETE"])
    let operations = CloudOperation.allCases.map(\.rawValue)
    if let word = try node.optional("operation")?.word(of: operations) {
      operation = CloudOperation(rawValue: word)
    }
    skip = try node.optional("skip")?.integer(0...1_000_000) ?? 0
    times = try node.optional("times")?.integer(1...1_000_000)
    every = try node.optional("every")?.integer(1...1_000_000) ?? 1
    delayMilliseconds = try node.optional("delayMilliseconds")?.integer(0...600_000) ?? 0
    effect = try Fault.effect(node)
  }

  private static func effect(_ node: PlacedJSON) throws(SeedError) -> Effect {
    var effects: [Effect] = []
    if let member = try node.optional("answer") { effects.append(.answer(try answer(member))) }
    if let member = try node.optional("error") { effects.append(.error(try error(member))) }
    if let member = try node.optional("truncateAfter") {
      effects.append(.truncate(after: try member.integer(0...largestBody)))
    }
    if let member = try node.optional("padTo") {
      effects.append(.pad(to: try member.integer(0...largestBody)))
    }
    if let member = try node.optional("slow") {
      try member.allow(["bytes", "pauseMilliseconds"])
      effects.append(
        .slow(
          bytes: try member.member("bytes").integer(1...largestBody),
          pauseMilliseconds: try member.member("pauseMilliseconds").integer(0...600_000)))
    }
    if let member = try node.optional("contentType") {
      let type = try member.string()
      effects.append(.contentType(type.isEmpty ? nil : type))
    }
    if let member = try node.optional("rewrite") { effects.append(.rewrite(try Rewrite(member))) }
    if let drop = try node.optional("drop"), try drop.boolean() { effects.append(.drop) }
    guard effects.count <= 1 else { throw node.error("give one of \(Fault.effects.joined(separator: ", "))") }
    return effects.first ?? .none
  }

  private static func answer(_ node: PlacedJSON) throws(SeedError) -> SandboxResponse {
    try node.allow(["status", "headers", "body"])
    return SandboxResponse(
      status: try node.member("status").integer(200...599), headers: try headers(node),
      body: Array(try node.optional("body")?.string().utf8 ?? "".utf8))
  }

  private static func error(_ node: PlacedJSON) throws(SeedError) -> PlannedError {
    try node.allow(["status", "code", "message", "shape", "headers"])
    let shapes = Refusal.Shape.allCases.map(\.rawValue)
    var refusal = Refusal(
      status: try node.member("status").integer(300...599), code: try node.optional("code")?.string() ?? "",
      message: try node.optional("message")?.string() ?? "planned by the seed")
    if let word = try node.optional("shape")?.word(of: shapes) {
      refusal.shape = Refusal.Shape(rawValue: word) ?? .service
    }
    refusal.headers = try headers(node)
    return PlannedError(refusal: refusal)
  }

  private static func headers(_ node: PlacedJSON) throws(SeedError) -> [SandboxRequest.Header] {
    var headers: [SandboxRequest.Header] = []
    if let member = try node.optional("headers") {
      for name in try member.object().members.map(\.name) {
        headers.append(.init(name, try member.member(name).string()))
      }
    }
    return headers
  }
}
