package import CloudPermissions
package import Diagnostics
package import HTTPTransport

/// A call to the cloud failed: what kind of failure, and everything that helps to say why.
package struct CloudError: OutcomeError, Sendable, Hashable {
  /// What went wrong, coarse enough to decide on.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// No resource has that id in this project and region.
    case notFound
    /// The service does not accept key or signature.
    case unauthorized
    /// The key is good, its owner may not do this.
    case forbidden
    /// Too many requests.
    case throttled
    /// Something is being changed or is busy; the same call works later.
    case tryAgain
    /// The service, or the client before sending, refuses what was asked for.
    case badRequest
    /// The connection is frozen, for arrears or security: it can be neither changed nor deleted.
    case frozen
    /// There is no such API at that address.
    case notOffered
    /// The service failed.
    case server
    /// What came back is not what the API describes: HTML, broken or strange JSON, a redirect.
    case badAnswer
    /// There is no answer; ``CloudError/transport`` says why.
    case transport
    /// The task was cancelled.
    case cancelled
  }

  package var kind: Kind
  /// What failed, as a verb phrase: `list the VPN connections`.
  package var operation: String
  package var call: CloudOperation
  /// Whether the call changes something in the cloud.
  package var isChange = false
  /// Scheme, host and port that were called.
  package var endpoint: String
  package var status: Int?
  /// The service's code, like `VPN.0004`.
  package var code: String?
  /// The service's words or ours, one line, without keys.
  package var detail: String?
  package var requestID: String?
  /// Id of what was asked for.
  package var resource: String?
  /// Permissions, any one of which allows the operation.
  package var actions: [String] = []
  /// Another way to get there, as a sentence.
  package var alternative: String?
  /// What proves who calls.
  package enum Proof: String, Sendable, Hashable {
    /// Access key and secret key, by a signature.
    case keys
    /// A token of the identity service.
    case token
    /// User and password, to get such a token.
    case password
    /// The server's own right to temporary keys.
    case agency
  }

  package var proof = Proof.keys
  /// How long the service asks to wait.
  package var retryAfter: Duration?
  /// Seconds by which this machine's clock is ahead of the service's, where that explains a refused signature.
  package var clockAhead: Int?
  package var transport: TransportError?

  /// Whether a policy for the account would help.
  package var isMissingRight: Bool { kind == .forbidden && code != "VPN.0003" && !actions.isEmpty }

  package var outcome: Outcome {
    // "Try again later" would be wrong advice: it may have happened.
    if isUncertain, kind != .cancelled { return .unreachable }
    return switch kind {
    case .notFound, .badRequest, .notOffered: .badInput
    case .unauthorized, .forbidden, .frozen: .notAllowed
    case .throttled, .tryAgain: .tryAgain
    case .server, .badAnswer: .unreachable
    case .transport: [.badRequest, .notRecorded].contains(transport?.kind) ? .badInput : .unreachable
    case .cancelled: .interrupted
    }
  }

  /// Whether nobody knows if a change happened: it may have reached the service, and no answer of the service says
  /// that it was refused.
  package var isUncertain: Bool {
    guard isChange else { return false }
    return switch kind {
    case .transport: ![.resolve, .connect, .tls, .badRequest, .notRecorded].contains(transport?.kind)
    case .cancelled: transport != nil
    case .badAnswer, .server, .tryAgain, .throttled: status.map { $0 < 400 || $0 >= 500 } ?? true
    case .notFound, .unauthorized, .forbidden, .badRequest, .frozen, .notOffered: false
    }
  }

  /// Codes that the service gives to states which pass within seconds (facts §7.2).
  private static let passingCodes: Set<String> = [
    "VPN.0002", "VPN.0006", "VPN.0014", "VPN.0016", "VPN.0017", "VPN.0030", "VPN.0306", "VPN.0506",
    "VPN.0507",
  ]

  /// Whether the same call can succeed without anybody doing anything.
  var passesByItself: Bool {
    switch kind {
    case .throttled: true
    case .transport: [.connect, .reset, .truncated].contains(transport?.kind)
    case .tryAgain, .server:
      code.map(CloudError.passingCodes.contains) == true || [502, 503, 504].contains(status)
    case .notFound, .unauthorized, .forbidden, .badRequest, .frozen, .notOffered, .badAnswer, .cancelled:
      false
    }
  }
}
