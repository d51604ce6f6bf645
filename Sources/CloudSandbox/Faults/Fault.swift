import OrderedJSON

/// One planned misbehaviour: which requests it hits, how often, and what happens to them.
package struct Fault: Sendable, Hashable {
  /// Start of the raw path below `/v5/{project_id}`, for example `/vpn-connection`; empty hits every request.
  package var path: String
  /// Only this method; `nil` for all.
  package var method: String?
  /// Number of matching requests that pass unharmed first.
  package var skip: Int
  /// Number of requests that are hit; `nil` for all that follow.
  package var times: Int?
  /// Wait before anything else, in milliseconds.
  package var delayMilliseconds: Int
  package var effect: Effect

  /// What the client gets.
  package enum Effect: Sendable, Hashable {
    /// The true answer; for a fault that only delays.
    case none
    /// This answer instead of the true one; neither signature nor route is looked at.
    case answer(SandboxResponse)
    /// The true answer, cut after this many bytes of its body.
    case truncate(after: Int)
    /// The true answer with blanks in front, so that its body has this many bytes and still is the same JSON.
    case pad(to: Int)
    /// No answer: the connection ends.
    case drop
  }

  package init(
    path: String = "", method: String? = nil, skip: Int = 0, times: Int? = nil, delayMilliseconds: Int = 0,
    effect: Effect
  ) {
    self.path = path
    self.method = method
    self.skip = skip
    self.times = times
    self.delayMilliseconds = delayMilliseconds
    self.effect = effect
  }

  /// Whether the fault concerns the request, its counters aside.
  func concerns(_ request: SandboxRequest) -> Bool {
    guard method == nil || method == request.method else { return false }
    let parts = request.rawPath.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    let below = parts.count == 4 && parts[1] == "v5" ? "/\(parts[3])" : String(request.rawPath)
    return below.hasPrefix(path)
  }
}

extension Fault {
  /// Largest body that a fault may make: 256 MiB.
  private static let largestBody = 256 << 20

  init(_ node: PlacedJSON) throws(SeedError) {
    try node.allow([
      "path", "method", "skip", "times", "delayMilliseconds", "answer", "truncateAfter", "padTo", "drop",
    ])
    path = try node.optional("path")?.string() ?? ""
    method = try node.optional("method")?.word(of: ["GET", "POST", "PUT", "DELETE"])
    skip = try node.optional("skip")?.integer(0...1_000_000) ?? 0
    times = try node.optional("times")?.integer(1...1_000_000)
    delayMilliseconds = try node.optional("delayMilliseconds")?.integer(0...600_000) ?? 0
    var effects: [Effect] = []
    if let answer = try node.optional("answer") { effects.append(.answer(try Fault.answer(answer))) }
    if let length = try node.optional("truncateAfter") {
      effects.append(.truncate(after: try length.integer(0...Fault.largestBody)))
    }
    if let length = try node.optional("padTo") {
      effects.append(.pad(to: try length.integer(0...Fault.largestBody)))
    }
    if let drop = try node.optional("drop"), try drop.boolean() { effects.append(.drop) }
    guard effects.count <= 1 else {
      throw node.error("give one of answer, truncateAfter, padTo and drop")
    }
    effect = effects.first ?? .none
  }

  private static func answer(_ node: PlacedJSON) throws(SeedError) -> SandboxResponse {
    try node.allow(["status", "headers", "body"])
    var headers: [SandboxRequest.Header] = []
    if let member = try node.optional("headers") {
      for name in try member.object().members.map(\.name) {
        headers.append(.init(name, try member.member(name).string()))
      }
    }
    let body = try node.optional("body")?.string() ?? ""
    return SandboxResponse(
      status: try node.member("status").integer(200...599), headers: headers, body: Array(body.utf8))
  }
}
