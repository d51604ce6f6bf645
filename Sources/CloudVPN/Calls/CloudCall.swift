import HTTPTransport

/// One operation of the API: what is sent, and what has to be known when it fails.
struct CloudCall: Sendable {
  var method = "GET"
  /// Path behind `/v5/{project_id}/`, in clear.
  var path: [String]
  /// Names and values in clear; names may repeat.
  var query: [(name: String, value: String)] = []
  var body: [UInt8] = []
  /// What fails, as a verb phrase: `list the VPN connections`.
  var purpose: String
  /// The permissions that allow it, under every name that the two permission models have.
  var actions: [String]
  /// What a 404 means: the id that is not there, or nothing where the call has none.
  var resource: String?
  /// Whether making the call twice is the same as once.
  var isRepeatable = true
  /// Whether the answer may hold a key, so that no part of it may be shown.
  var answersSecret = false
}

extension CloudCall {
  /// The request without signature.
  func request(endpoint: CloudEndpoint, projectID: String) -> HTTPRequest {
    var target = (["v5", projectID] + path).map { "/" + PercentCoding.encode($0) }.joined()
    if !query.isEmpty {
      let items = query.map { (name: Array($0.name.utf8), value: Array($0.value.utf8)) }
      target += "?" + String(decoding: CanonicalRequest.query(items: items), as: UTF8.self)
    }
    var headers: HTTPHeaders = ["Accept": "application/json", "X-Project-Id": projectID]
    if !body.isEmpty { headers["Content-Type"] = "application/json" }
    return HTTPRequest(method: method, origin: endpoint.origin, target: target, headers: headers, body: body)
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
