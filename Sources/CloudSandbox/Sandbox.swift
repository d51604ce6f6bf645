import OrderedJSON

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An honest small copy of the cloud's VPN service: raw request in, answer out.
///
/// ``SandboxServer`` puts it on a port; tests may also call it directly.
package struct Sandbox: Sendable {
  /// Largest body of a signed request, as the real gateway has it: 12 MB.
  package static let bodyLimit = 12_000_000

  package let seed: SandboxSeed
  private let now: @Sendable () -> Int
  private let state: SandboxState

  /// Makes a sandbox whose faults are the seed's and then the given ones.
  ///
  /// `now` gives the clock in seconds since 1970; the system's unless a test sets one.
  package init(
    seed: SandboxSeed, faults: [Fault] = [], now: @escaping @Sendable () -> Int = { time(nil) }
  ) {
    self.seed = seed
    self.now = { now() + seed.clockOffset }
    state = SandboxState(faults: seed.faults + faults)
  }

  /// Answers one request; it never fails, since an error is an answer too.
  package func answer(_ request: SandboxRequest) async -> SandboxResponse {
    let requestID = await state.nextRequestID()
    let faults = await state.faults(for: request)
    let delay = faults.reduce(0) { $0 + $1.delayMilliseconds }
    if delay > 0 { try? await Task.sleep(for: .milliseconds(delay)) }
    let effects = faults.map(\.effect)
    let answer = effects.lazy.compactMap { effect -> SandboxResponse? in
      if case .answer(let answer) = effect { answer } else { nil }
    }.first
    var response = answer ?? respond(to: request, requestID: requestID)
    if response.headers.allSatisfy({ $0.name.lowercased() != "content-type" }) {
      response.headers.append(.init("Content-Type", "text/plain; charset=utf-8"))
    }
    response.headers.append(.init("X-Request-Id", requestID))
    response.headers.append(.init("Date", Instant(seconds: now()).httpDate))
    for effect in effects { effect.change(&response) }
    return response
  }

  private func respond(to request: SandboxRequest, requestID: String) -> SandboxResponse {
    do throws(Refusal) {
      guard request.body.count <= Sandbox.bodyLimit else {
        throw .bodyTooLarge(limit: Sandbox.bodyLimit)
      }
      let call = try Call(request)
      let signer = try SignatureCheck(credentials: seed.credentials, now: now()).signer(of: request)
      guard call.project == seed.projectID,
        request.header("x-project-id").map({ $0 == seed.projectID }) ?? true
      else { throw .foreignProject }
      guard !signer.denied.contains(call.operation.action) else {
        throw .forbidden(action: call.operation.action)
      }
      var answer = try Handlers(seed: seed).answer(call, body: request.body)
      answer["request_id"] = .string(requestID)
      return SandboxResponse(status: 200, json: .object(answer))
    } catch {
      return error.response(requestID: requestID)
    }
  }
}

extension Fault.Effect {
  fileprivate func change(_ response: inout SandboxResponse) {
    switch self {
    case .none, .answer: break
    case .truncate(let length): response.delivery = .truncated(after: min(length, response.body.count))
    case .pad(let length):
      let missing = max(0, length - response.body.count)
      response.body = [UInt8](repeating: 0x20, count: missing) + response.body
    case .drop: response.delivery = .dropped
    }
  }
}
