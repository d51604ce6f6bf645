import CloudVPN
import Foundation
import HTTPTransport
import Logging
import OrderedJSON
import Secrets
import Synchronization

/// The other side of the client, in process: answers come from a script, and what was sent is kept.
final class ScriptedTransport: HTTPTransport {
  typealias Script = @Sendable (HTTPRequest, _ number: Int) throws(TransportError) -> HTTPResponse

  private let script: Script
  private let sent = Mutex<[HTTPRequest]>([])

  var requests: [HTTPRequest] { sent.withLock { $0 } }

  /// `number` counts the requests from 0.
  init(_ script: @escaping Script) { self.script = script }

  /// The answers one after the other; the last one stays.
  convenience init(_ answers: [HTTPResponse]) {
    self.init { _, number throws(TransportError) in answers[min(number, answers.count - 1)] }
  }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let number = sent.withLock { requests in
      requests.append(request)
      return requests.count - 1
    }
    return try script(request, number)
  }
}

extension HTTPResponse {
  static func json(_ text: String, status: Int = 200, headers: HTTPHeaders = [:]) -> HTTPResponse {
    HTTPResponse(status: status, headers: headers, body: Array(text.utf8))
  }
}

extension HTTPRequest {
  /// Query items in clear, by name.
  var query: [String: String] {
    let items = URLComponents(string: target)?.queryItems ?? []
    return Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
  }
}

/// A client with planted keys whose pauses take no time; its clock stands still unless it is to move with them.
struct Rig {
  static let accessKey = "PLANTEDAK0001"
  static let secretKey = "plantedSecretKey/+0001"
  static let token = "plantedSecurityToken=="
  static let now = 1_767_323_045

  let transport: ScriptedTransport
  let client: CloudVPNClient
  private let pauses: Pauses

  final class Pauses: Sendable {
    let taken = Mutex<[Duration]>([])
  }

  /// The pauses that the client took, in order.
  var taken: [Duration] { pauses.taken.withLock { $0 } }

  init(
    retry: RetryPolicy = .standard, chance: Double = 1, clockMoves: Bool = false,
    _ transport: any HTTPTransport
  ) throws {
    let pauses = Pauses()
    self.pauses = pauses
    self.transport = transport as? ScriptedTransport ?? ScriptedTransport([])
    client = try CloudVPNClient(
      transport: transport, endpoint: CloudEndpoint("https://vpn.example.com", region: "my-region-1"),
      projectID: "0123456789abcdef0123456789abcdef",
      credential: CloudCredential(
        accessKey: Rig.accessKey, secretKey: Secret(Rig.secretKey), securityToken: Secret(Rig.token)),
      retry: retry,
      clock: CloudClock(
        now: {
          let moved = clockMoves ? pauses.taken.withLock { $0.reduce(.zero, +) } : .zero
          return Date(timeIntervalSince1970: Double(Rig.now) + moved / .seconds(1))
        },
        sleep: { pause in
          try Task.checkCancellation()
          pauses.taken.withLock { $0.append(pause) }
        },
        chance: { chance }))
  }

  init(_ answers: HTTPResponse..., retry: RetryPolicy = .standard) throws {
    try self.init(retry: retry, ScriptedTransport(answers))
  }

  /// The error of one call that any answer fits.
  func failure() async throws -> CloudError {
    do {
      _ = try await client.connection("5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10")
    } catch {
      return error
    }
    throw NoFailure()
  }

  struct NoFailure: Error {}
}
