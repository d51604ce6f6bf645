import OrderedJSON

/// An honest small copy of the cloud's VPN service: raw request in, answer out.
///
/// ``SandboxServer`` puts it on a port; tests may also call it directly.
package struct Sandbox: Sendable {
  /// Largest body of a signed request, as the real gateway has it: 12 MB.
  package static let bodyLimit = 12_000_000

  package let seed: SandboxSeed
  private let clock: @Sendable () -> Instant
  private let state: SandboxState

  /// Makes a sandbox whose faults are the seed's and then the given ones.
  ///
  /// `clock` is the system's unless a test sets one.
  package init(
    seed: SandboxSeed, faults: [Fault] = [], clock: @escaping @Sendable () -> Instant = { Instant.now }
  ) {
    self.seed = seed
    self.clock = { clock().adding(milliseconds: seed.clockOffset * 1_000) }
    state = SandboxState(seed, faults: seed.faults + faults, now: self.clock())
  }

  /// Answers one request; it never fails, since an error is an answer too.
  package func answer(_ request: SandboxRequest) async -> SandboxResponse {
    let requestID = await state.nextRequestID()
    let faults = await state.faults(for: request)
    let delay = faults.reduce(0) { $0 + $1.delayMilliseconds }
    if delay > 0 { try? await Task.sleep(for: .milliseconds(delay)) }
    let effects = faults.map(\.effect)
    let answer = effects.lazy.compactMap { effect -> SandboxResponse? in
      switch effect {
      case .answer(let answer): answer
      case .error(let error): error.refusal.response(requestID: requestID)
      default: nil
      }
    }.first
    let now = clock()
    var response =
      if let answer { answer } else { await respond(to: request, requestID: requestID, now: now) }
    if response.status != 204, response.headers.allSatisfy({ $0.name.lowercased() != "content-type" }) {
      response.headers.append(.init("Content-Type", "text/plain; charset=utf-8"))
    }
    response.headers.append(.init("X-Request-Id", requestID))
    response.headers.append(.init("Date", now.httpDate))
    for effect in effects { effect.change(&response) }
    return response
  }

  private func respond(to request: SandboxRequest, requestID: String, now: Instant) async -> SandboxResponse {
    do throws(Refusal) {
      guard request.body.count <= Sandbox.bodyLimit else {
        throw .bodyTooLarge(limit: Sandbox.bodyLimit)
      }
      if let call = IdentityCall(request) { return try await state.answer(call, request, at: now) }
      let call = try Call(request)
      var answer = try await state.answer(call, request, at: now)
      let status = call.operation.entry?.status ?? 200
      guard status != 204 else { return SandboxResponse(status: status) }
      answer["request_id"] = .string(requestID)
      return SandboxResponse(status: status, json: .object(answer))
    } catch {
      return error.response(requestID: requestID)
    }
  }
}

extension Fault.Effect {
  fileprivate func change(_ response: inout SandboxResponse) {
    switch self {
    case .none, .answer, .error: break
    case .truncate(let length): response.delivery = .truncated(after: min(length, response.body.count))
    case .pad(let length):
      let missing = max(0, length - response.body.count)
      response.body = [UInt8](repeating: 0x20, count: missing) + response.body
    case .slow(let bytes, let pause): response.delivery = .slow(bytes: bytes, pauseMilliseconds: pause)
    case .contentType(let type):
      response.headers.removeAll { $0.name.lowercased() == "content-type" }
      if let type { response.headers.append(.init("Content-Type", type)) }
    case .rewrite(let rewrite):
      if let json = try? JSON(parsing: response.body) {
        response.body = rewrite.applied(to: json).bytes(.compact)
      }
    case .drop: response.delivery = .dropped
    }
  }
}
