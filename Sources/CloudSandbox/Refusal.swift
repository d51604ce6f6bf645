import OrderedJSON

/// A request that gets an error answer.
struct Refusal: Error, Sendable, Hashable {
  var status: Int
  /// For example `VPN.0001` or `APIGW.0301`.
  var code: String
  var message: String
}

/// The texts are our own; only codes and statuses are the service's.
extension Refusal {
  static let unknownAPI = Refusal(status: 404, code: "APIGW.0101", message: "no such API is published here")

  static let notFound = Refusal(status: 404, code: "VPN.0004", message: "resource not found")

  static let foreignProject = Refusal(
    status: 403, code: "VPN.0003", message: "authentication failed: the project is not the credential's")

  static func unauthenticated(_ reason: String) -> Refusal {
    Refusal(
      status: 401, code: "APIGW.0301", message: "Incorrect IAM authentication information: \(reason)")
  }

  static func invalid(_ reason: String) -> Refusal {
    Refusal(status: 400, code: "VPN.0001", message: "invalid request: \(reason)")
  }

  static func forbidden(action: String) -> Refusal {
    Refusal(status: 403, code: "VPN.0007", message: "not authorized to perform \(action)")
  }

  static func bodyTooLarge(limit: Int) -> Refusal {
    Refusal(status: 413, code: "APIGW.0201", message: "the request body is larger than \(limit) bytes")
  }

  /// The gateway and the service order the members of their errors differently.
  func response(requestID: String) -> SandboxResponse {
    let json: JSON =
      code.hasPrefix("APIGW")
      ? ["error_msg": .string(message), "error_code": .string(code), "request_id": .string(requestID)]
      : ["error_code": .string(code), "error_msg": .string(message), "request_id": .string(requestID)]
    return SandboxResponse(status: status, json: json)
  }
}
