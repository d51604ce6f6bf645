import HTTPTransport

extension CloudError: CustomStringConvertible {
  /// One paragraph: what failed, why, what to do, and what the vendor's support asks for.
  package var description: String {
    var text = "cannot \(operation): \(cause)"
    if let answer { text += " (\(answer))" }
    text += isUncertain ? ". \(uncertainty)" : ". \(remedy)"
    if let alternative, kind == .forbidden || kind == .notFound { text += " \(alternative)" }
    if let requestID { text += " Request id: \(requestID)." }
    return text
  }

  private var uncertainty: String {
    "Nobody knows whether the cloud has done it; it is not repeated by itself. Look before you run it again."
  }

  /// Status, code and the service's own words.
  private var answer: String? {
    let numbers = [status.map(String.init), code == status.map(String.init) ? nil : code].compactMap { $0 }
    let words = kind == .transport || (kind == .badRequest && status == nil) ? nil : detail
    let parts = [numbers.isEmpty ? nil : numbers.joined(separator: " "), words].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ": ")
  }

  private var cause: String {
    switch kind {
    case .notFound: "the cloud knows no \(resource ?? "such resource") in this project and region"
    case .unauthorized:
      clockAhead.map { ahead in
        "the cloud refuses the signature, and this machine's clock is \(abs(ahead) / 60) minutes "
          + (ahead > 0 ? "ahead of" : "behind") + " the cloud's"
      } ?? refusal
    case .forbidden: "these credentials are not allowed to do it"
    case .throttled: "the cloud received too many requests"
    case .tryAgain: "the cloud is busy, or still changing something that this needs"
    case .badRequest:
      status == nil ? (detail ?? "the request cannot be made") : "the cloud refuses the request"
    case .frozen: "the \(resource ?? "connection") is frozen"
    case .notOffered: "\(endpoint) does not offer this call"
    case .server: "the cloud service failed"
    case .badAnswer: "\(endpoint) gave an answer that is not this API's"
    case .transport: transportCause
    case .cancelled: "it was interrupted"
    }
  }

  private var refusal: String {
    switch proof {
    case .keys: "the cloud does not accept the access key or its signature"
    case .token: "the cloud does not accept the token"
    case .password: "the identity service does not accept user, password or account"
    case .agency: "the metadata service gives no keys"
    }
  }

  private var refusalRemedy: String {
    switch proof {
    case .keys:
      "Check access key and secret key, and the security token of temporary keys. The call is not repeated, "
        + "since the cloud locks a key for five minutes after five refused signatures."
    case .token: "Tokens end after 24 hours: fetch a new one, and check that it is for this project."
    case .password:
      "Check HW_USER_NAME, HW_USER_PASSWORD and HW_DOMAIN_NAME. It must be an IAM user; the account's own login "
        + "cannot sign in like this."
    case .agency: "Give this cloud server an agency that may use the VPN service, or set keys."
    }
  }

  private var transportCause: String {
    let reason = transport?.reason ?? "no answer"
    return switch transport?.kind {
    case .resolve: "the name in \(endpoint) has no address: \(reason)"
    case .connect: "\(endpoint) cannot be reached: \(reason)"
    case .tls: "there is no trustworthy connection to \(endpoint): \(reason)"
    case .timeout: "\(endpoint) took too long: \(reason)"
    case .tooLarge: "\(endpoint) sent too much: \(reason)"
    case .notRecorded: reason
    case .reset, .truncated: "\(endpoint) broke the connection: \(reason)"
    default: "there is no usable answer from \(endpoint): \(reason)"
    }
  }

  private var remedy: String {
    switch kind {
    case .notFound: "Check the id in the list of its kind, and that region and project are the ones meant."
    case .unauthorized:
      clockAhead != nil
        ? "Set the clock right; signatures are good for fifteen minutes only."
        : refusalRemedy
    case .forbidden:
      code == "VPN.0003"
        ? "Check that the project belongs to the account of this key, and to this region."
        : "Grant the action \(actions.joined(separator: " or ")) to the key's user."
    case .throttled: "Wait \(waiting ?? "a minute") and run it again, with fewer at once."
    case .tryAgain: "Run it again in \(waiting ?? "a few minutes")."
    case .badRequest: "Correct what the message names."
    case .frozen:
      "The cloud freezes resources for arrears or security: settle that in the console; nothing was changed."
    case .notOffered: "Check the endpoint; some clouds with this API lack parts of it."
    case .server: "Run it again later; if it stays, ask the vendor's support with the request id."
    case .badAnswer:
      "Check the endpoint, and whether a proxy or a portal of the network answers in its place."
    case .transport: transportRemedy
    case .cancelled: "Nothing was changed."
    }
  }

  private var transportRemedy: String {
    switch transport?.kind {
    case .resolve, .connect:
      "Check the region or the endpoint, the network, and the proxy variables of the environment."
    case .tls:
      "If a private authority signs that certificate, name its file; checking it cannot be turned off."
    case .timeout, .reset, .truncated: "Run it again; if it stays, check the network and the proxy."
    case .badRequest: "Correct the endpoint."
    case .notRecorded: "Replay what was recorded, or record this run with --record while the cloud is there."
    default: "Check the endpoint, and whether a proxy answers in its place."
    }
  }

  private var waiting: String? { retryAfter.map { "\($0.components.seconds) seconds" } }
}
