package import CloudPermissions

/// One planned misbehaviour: which requests it hits, how often, and what happens to them.
package struct Fault: Sendable, Hashable {
  /// Start of the raw path below `/v5/{project_id}`, for example `/vpn-connection`; empty hits every request.
  package var path: String
  /// Only this method; `nil` for all.
  package var method: String?
  /// Only calls of this operation; `nil` for all requests.
  package var operation: CloudOperation?
  /// Number of matching requests that pass unharmed first.
  package var skip: Int
  /// Number of requests that are hit; `nil` for all that follow.
  package var times: Int?
  /// Of the requests behind `skip`, only each so many-th is hit, the first one first.
  package var every = 1
  /// Wait before anything else, in milliseconds.
  package var delayMilliseconds: Int
  package var effect: Effect

  /// What the client gets.
  package enum Effect: Sendable, Hashable {
    /// The true answer; for a fault that only delays.
    case none
    /// This answer instead of the true one; neither signature nor route is looked at.
    case answer(SandboxResponse)
    /// This error instead of the true answer, written as one of the cloud's services does.
    case error(PlannedError)
    /// The true answer, cut after this many bytes of its body.
    case truncate(after: Int)
    /// The true answer with blanks in front, so that its body has this many bytes and still is the same JSON.
    case pad(to: Int)
    /// The true answer in pieces of this many bytes with a pause after each.
    case slow(bytes: Int, pauseMilliseconds: Int)
    /// The true answer under another content type; `nil`: under none.
    case contentType(String?)
    /// The true answer, its JSON changed.
    case rewrite(Rewrite)
    /// No answer: the connection ends. What the call does is done.
    case drop
  }

  package init(
    path: String = "", method: String? = nil, operation: CloudOperation? = nil, skip: Int = 0,
    times: Int? = nil, delayMilliseconds: Int = 0, effect: Effect
  ) {
    self.path = path
    self.method = method
    self.operation = operation
    self.skip = skip
    self.times = times
    self.delayMilliseconds = delayMilliseconds
    self.effect = effect
  }

  /// Whether the fault concerns the request, its counters aside.
  func concerns(_ request: SandboxRequest) -> Bool {
    guard method == nil || method == request.method else { return false }
    if let operation {
      guard let call = try? Call(request), call.operation == operation else { return false }
    }
    let parts = request.rawPath.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    let below = parts.count == 4 && parts[1] == "v5" ? "/\(parts[3])" : String(request.rawPath)
    return below.hasPrefix(path)
  }

  /// Whether the request is hit that comes after so many others which the fault concerned.
  func hits(after earlier: Int) -> Bool {
    guard earlier >= skip, (earlier - skip) % every == 0 else { return false }
    return times.map { (earlier - skip) / every < $0 } ?? true
  }
}

/// An error that a fault answers.
package struct PlannedError: Sendable, Hashable {
  let refusal: Refusal
}
