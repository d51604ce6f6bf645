import OrderedJSON

/// A request that gets an error answer.
struct Refusal: Error, Sendable, Hashable {
  var status: Int
  /// For example `VPN.0001` or `APIGW.0301`.
  var code: String
  var message: String
  var shape = Shape.service
  /// Headers of the answer beside those that every answer has.
  var headers: [SandboxRequest.Header] = []

  /// The forms in which the cloud's services write their errors.
  enum Shape: String, Sendable, CaseIterable {
    /// `error_code`, `error_msg`, `request_id`: the service as it was seen.
    case service
    /// `code`, `message`: the service as its page tells it.
    case page
    /// `error_msg`, `error_code`, `request_id`: the gateway before it.
    case gateway
    /// `error_msg`, `error_code`: the identity service.
    case iam
    /// `error` with `code`, `message` and `title`: the identity service's older calls.
    case keystone
    /// `errorCode`, `errorMsg`.
    case camel
    /// A page for people, from something in between.
    case html
    /// One line of text.
    case text
  }
}

/// The texts are our own; only codes and statuses are the service's.
extension Refusal {
  static let unknownAPI = Refusal(
    status: 404, code: "APIGW.0101", message: "no such API is published here", shape: .gateway)

  static let notFound = Refusal(status: 404, code: "VPN.0004", message: "resource not found")

  static let foreignProject = Refusal(
    status: 403, code: "VPN.0003", message: "authentication failed: the project is not the credential's")

  static func unauthenticated(_ reason: String) -> Refusal {
    Refusal(
      status: 401, code: "APIGW.0301", message: "Incorrect IAM authentication information: \(reason)",
      shape: .gateway)
  }

  static let tokenExpired = Refusal(
    status: 401, code: "VPN.0010", message: "token authentication failed: the token has expired")

  static func throttled(limit: Int, seconds: Int) -> Refusal {
    Refusal(
      status: 429, code: "APIGW.0308",
      message: "the throttling threshold is reached: \(limit) calls in \(seconds) second(s)", shape: .gateway)
  }

  static func invalid(_ reason: String) -> Refusal {
    Refusal(status: 400, code: "VPN.0001", message: "invalid request: \(reason)")
  }

  static func forbidden(action: String) -> Refusal {
    Refusal(status: 403, code: "VPN.0007", message: "not authorized to perform \(action)")
  }

  static func bodyTooLarge(limit: Int) -> Refusal {
    Refusal(
      status: 413, code: "APIGW.0201", message: "the request body is larger than \(limit) bytes",
      shape: .gateway)
  }

  func response(requestID: String) -> SandboxResponse {
    let (code, message): (JSON, JSON) = (.string(code), .string(message))
    let json: JSON? =
      switch shape {
      case .service: ["error_code": code, "error_msg": message, "request_id": .string(requestID)]
      case .page: ["code": code, "message": message]
      case .gateway: ["error_msg": message, "error_code": code, "request_id": .string(requestID)]
      case .iam: ["error_msg": message, "error_code": code]
      case .keystone:
        ["error": ["code": JSON(status), "message": message, "title": .string(HTTPPhrase.of(status))]]
      case .camel: ["errorCode": code, "errorMsg": message]
      case .html, .text: nil
      }
    var response: SandboxResponse
    if let json {
      response = SandboxResponse(status: status, json: json)
    } else if shape == .html {
      let title = "\(status) \(HTTPPhrase.of(status))"
      response = SandboxResponse(
        status: status, headers: [.init("Content-Type", "text/html")],
        body: Array("<html><head><title>\(title)</title></head><body><h1>\(title)</h1></body></html>".utf8))
    } else {
      response = SandboxResponse(status: status, body: Array(self.message.utf8))
    }
    response.headers += headers
    return response
  }
}
