import Foundation
import HTTPTransport
import Secrets

extension CloudError {
  /// A failure of `call` that carries what is known before any answer.
  init(_ kind: Kind, _ call: CloudCall, endpoint: CloudEndpoint, detail: String? = nil) {
    self.init(
      kind: kind, operation: call.purpose, call: call.operation, isChange: call.isChange,
      endpoint: endpoint.origin.description, detail: detail, resource: call.resource, actions: call.actions,
      alternative: call.alternative)
  }

  /// There is no answer.
  init(_ error: TransportError, _ call: CloudCall, endpoint: CloudEndpoint) {
    self.init(error.kind == .cancelled ? .cancelled : .transport, call, endpoint: endpoint)
    transport = error
  }

  /// Reads an answer whose status is no success; `secrets` are not repeated, should the service send them back.
  init(
    _ response: HTTPResponse, to call: CloudCall, endpoint: CloudEndpoint, now: Date, hiding secrets: [Secret]
  ) {
    let body = CloudErrorBody(parsing: response.body)
    self.init(
      Kind(status: response.status, code: body?.code, isJSON: body != nil), call, endpoint: endpoint)
    // The service has no code of its own for it, only these words (seen live, facts §4.4 and §4.5).
    if body?.code == "VPN.0001", body?.message?.contains("ILLEGAL not allowed") == true { kind = .frozen }
    status = response.status
    code = body?.code.map { PrintableText.line($0, limit: 40, hiding: secrets) }
    requestID = (response.headers["X-Request-Id"] ?? body?.requestID)
      .map { PrintableText.line($0, limit: 64, hiding: secrets) }
    if (300..<400).contains(response.status) {
      let place = response.headers["Location"].map { PrintableText.line($0, limit: 120, hiding: secrets) }
      detail = "it redirects" + (place.map { " to \($0)" } ?? "")
    } else if let message = body?.message {
      detail = PrintableText.line(message, limit: 300, hiding: secrets)
    } else if !response.body.isEmpty {
      detail = PrintableText.summary(of: response, hiding: secrets)
    }
    retryAfter = CloudError.retryAfter(response.headers, now: now)
    if kind == .unauthorized { clockAhead = CloudError.clockAhead(response.headers, now: now) }
  }

  /// Seconds, or a date (RFC 9110 §10.2.3); the date is by the service's clock, which it names as well.
  private static func retryAfter(_ headers: HTTPHeaders, now: Date) -> Duration? {
    guard let text = headers["Retry-After"] else { return nil }
    if let seconds = Int(text) { return (0...86_400).contains(seconds) ? .seconds(seconds) : nil }
    let theirNow = headers["Date"].flatMap { CivilTime(httpDate: $0) } ?? CivilTime(now)
    return CivilTime(httpDate: text).map { .seconds(max(0, $0.seconds - theirNow.seconds)) }
  }

  /// The service takes a signature for fifteen minutes before and after; a smaller difference explains nothing.
  private static func clockAhead(_ headers: HTTPHeaders, now: Date) -> Int? {
    guard let theirs = headers["Date"].flatMap({ CivilTime(httpDate: $0) }) else { return nil }
    let ahead = CivilTime(now).seconds - theirs.seconds
    return abs(ahead) > 14 * 60 ? ahead : nil
  }
}

extension CloudError.Kind {
  /// Code first, since the service uses 400 for very different things; then status.
  fileprivate init(status: Int, code: String?, isJSON: Bool) {
    switch code {
    case "VPN.0429", "APIGW.0308": self = .throttled
    case "VPN.0006", "VPN.0009", "VPN.0014", "VPN.0016", "VPN.0017", "VPN.0030", "VPN.0031", "VPN.0306",
      "VPN.0506",
      "VPN.0507":
      self = .tryAgain
    case "VPN.0010", "APIGW.0301": self = .unauthorized
    case "VPN.0003", "VPN.0007": self = .forbidden
    case "VPN.0004", "VPN.0509": self = .notFound
    case "APIGW.0101", "APIGW.0103": self = .notOffered
    default:
      switch status {
      case 300..<400: self = .badAnswer
      case 401: self = .unauthorized
      case 403: self = .forbidden
      // Only the API itself knows resources; a page of HTML comes from something else.
      case 404: self = isJSON ? .notFound : .notOffered
      case 405, 501: self = .notOffered
      case 429: self = .throttled
      case 409, 425, 502, 503, 504: self = .tryAgain
      case 400..<500: self = isJSON ? .badRequest : .badAnswer
      case 500..<600: self = .server
      default: self = .badAnswer
      }
    }
  }
}
