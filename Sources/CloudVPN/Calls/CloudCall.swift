import CloudPermissions
import HTTPTransport
import Secrets

/// One operation of the API: what is sent, and what has to be known when it fails.
struct CloudCall: Sendable {
  var operation: CloudOperation
  var method = "GET"
  /// Path behind `/v5/{project_id}/`, in clear.
  var path: [String]
  /// Names and values in clear; names may repeat.
  var query: [(name: String, value: String)] = []
  var body: [UInt8] = []
  /// What a 404 means: the id that is not there, or nothing where the call has none.
  var resource: String?
  /// Another way to get what the call is for, as a sentence, where a right or a resource is missing.
  var alternative: String?
  /// What another service is asked for on the way to the operation, as a verb phrase; that needs no right.
  var preliminary: String?
  /// Whether something in the cloud is another after it: then it is never made again while nobody knows whether it
  /// happened.
  var isChange = false
  /// Keys in the body: the service may send them back in an error.
  var secrets: [Secret] = []
  /// Whether a success may come without a body, as 204 does.
  var mayAnswerNothing = false
  /// Whether the answer may hold a key, so that no part of it may be shown.
  var answersSecret = false
}

extension CloudCall {
  /// What fails, as a verb phrase: `list the VPN connections`.
  var purpose: String { preliminary ?? operation.phrase }

  /// The permissions that allow it, under every name that the two permission models have.
  var actions: [String] { preliminary == nil ? operation.permission.actionNames : [] }

  /// The request without signature.
  func request(endpoint: CloudEndpoint, projectID: String) -> HTTPRequest {
    var headers: HTTPHeaders = ["Accept": "application/json", "X-Project-Id": projectID]
    if !body.isEmpty { headers["Content-Type"] = "application/json" }
    return HTTPRequest(
      method: method, origin: endpoint.origin, target: target(projectID: projectID), headers: headers,
      body: body)
  }

  /// Path and query as they go over the wire.
  func target(projectID: String) -> String {
    let target = (["v5", projectID] + path).map { "/" + PercentCoding.encode($0) }.joined()
    guard !query.isEmpty else { return target }
    let items = query.map { (name: Array($0.name.utf8), value: Array($0.value.utf8)) }
    return target + "?" + String(decoding: CanonicalRequest.query(items: items), as: UTF8.self)
  }

  /// Ids, projects and regions: no text that would change the path or need encoding.
  static func isPlainName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
