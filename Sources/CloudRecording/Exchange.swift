import Cryptography
import HTTPTransport
import OrderedJSON

/// One request and what came of it, masked: a file of a recording.
struct Exchange: Sendable {
  static let schema = "peerconf.exchange/1"

  /// What came of a request.
  enum Ending: Sendable {
    case answer(status: Int, headers: HTTPHeaders, body: RecordedBody)
    case failure(TransportError)
  }

  var call: RecordedCall
  var headers: HTTPHeaders
  var body: RecordedBody
  var ending: Ending
}

/// What a replay finds an exchange by: method, path with query, and the body without its secrets.
struct RecordedCall: Sendable, Hashable {
  var method: String
  /// Path and query, as sent.
  var target: String
  /// Of the body with all secrets replaced by one word; empty where there is no body.
  var bodyDigest: String

  init(method: String, target: String, bodyDigest: String) {
    self.method = method
    self.target = target
    self.bodyDigest = bodyDigest
  }

  init(_ request: HTTPRequest, mask: SecretMask) {
    method = request.method
    target = mask.withoutKnown(request.target)
    bodyDigest = ""
    guard !request.body.isEmpty else { return }
    // Of what is no JSON nothing can be compared but that it is there.
    let json = (try? JSON(parsing: request.body)) ?? .null
    bodyDigest = SHA256.hex(SecretMask.constant.json(json, keeping: []).bytes(.compact))
  }
}

extension Exchange {
  /// Headers that are of use to a reader; all others are left out, since nobody knows what they hold.
  private static let requestHeaders = ["Accept", "Content-Type", "X-Project-Id", "X-Sdk-Date"]
  private static let answerHeaders = [
    "Content-Type", "Date", "Location", "Retry-After", "X-Request-Id", "X-IAM-Trace-Id",
  ]
  /// Headers that are secrets: only a tag says that they were there.
  static let secretHeaders = ["X-Auth-Token", "X-Security-Token", "X-Subject-Token"]

  init(_ request: HTTPRequest, _ result: Result<HTTPResponse, TransportError>, mask: SecretMask) {
    call = RecordedCall(request, mask: mask)
    var kept = Set(call.target.split { "/?&=".contains($0) }.map(String.init))
    headers = Exchange.headers(request.headers, Exchange.requestHeaders, mask, kept)
    body = RecordedBody(request.body, isHTML: false, isSecret: true, mask: mask, keeping: kept)
    switch result {
    case .success(let response):
      if let json = try? JSON(parsing: response.body) { SecretMask.plainWords(of: json, into: &kept) }
      // Only a success holds what was asked for; a failure is a text for people.
      let isSecret =
        response.status < 400 && request.target.contains("/peer-configuration/export")
      let isHTML = response.headers["Content-Type"]?.lowercased().contains("html") ?? false
      ending = .answer(
        status: response.status,
        headers: Exchange.headers(response.headers, Exchange.answerHeaders, mask, kept),
        body: RecordedBody(
          response.body, isHTML: isHTML, isSecret: isSecret,
          mask: mask, keeping: kept))
    case .failure(let error):
      ending = .failure(TransportError(error.kind, mask.withoutKnown(error.reason)))
    }
  }

  private static func headers(
    _ headers: HTTPHeaders, _ names: [String], _ mask: SecretMask, _ kept: Set<String>
  ) -> HTTPHeaders {
    var recorded = HTTPHeaders()
    for name in names {
      for value in headers.all(name) {
        recorded.add(
          name, name == "Location" ? mask.freeText(value, keeping: kept) : mask.withoutKnown(value))
      }
    }
    for name in secretHeaders {
      if let value = headers[name] { recorded.add(name, mask.standIn(value)) }
    }
    return recorded
  }
}

// MARK: - As JSON

extension Exchange {
  func json(number: Int) -> JSON {
    var request: JSONObject = [
      "method": .string(call.method), "target": .string(call.target),
      "headers": Exchange.json(headers), "body": body.json,
    ]
    if !call.bodyDigest.isEmpty { request["body_digest"] = .string(call.bodyDigest) }
    var document: JSONObject = [
      "schema": .string(Exchange.schema), "number": JSON(number), "request": .object(request),
    ]
    switch ending {
    case .answer(let status, let headers, let body):
      document["answer"] = ["status": JSON(status), "headers": Exchange.json(headers), "body": body.json]
    case .failure(let error):
      document["failure"] = ["kind": .string(error.kind.rawValue), "reason": .string(error.reason)]
    }
    return .object(document)
  }

  /// `nil` for anything that ``json(number:)`` does not write.
  init?(_ json: JSON) {
    guard json["schema"]?.string == Exchange.schema, let request = json["request"],
      let method = request["method"]?.string, let target = request["target"]?.string,
      let headers = request["headers"].flatMap(Exchange.headers),
      let body = request["body"].flatMap(RecordedBody.init)
    else { return nil }
    call = RecordedCall(method: method, target: target, bodyDigest: request["body_digest"]?.string ?? "")
    self.headers = headers
    self.body = body
    if let answer = json["answer"] {
      guard let status = answer["status"]?.integer, (100...599).contains(status),
        let headers = answer["headers"].flatMap(Exchange.headers),
        let body = answer["body"].flatMap(RecordedBody.init)
      else { return nil }
      ending = .answer(status: status, headers: headers, body: body)
    } else {
      guard let kind = json["failure"]?["kind"]?.string.flatMap(TransportError.Kind.init),
        let reason = json["failure"]?["reason"]?.string
      else { return nil }
      ending = .failure(TransportError(kind, reason))
    }
  }

  private static func json(_ headers: HTTPHeaders) -> JSON {
    .array(headers.fields.map { .array([.string($0.name), .string($0.value)]) })
  }

  private static func headers(_ json: JSON) -> HTTPHeaders? {
    guard let pairs = json.array else { return nil }
    var headers = HTTPHeaders()
    for pair in pairs {
      guard let texts = pair.array, texts.count == 2, let name = texts[0].string, let value = texts[1].string
      else { return nil }
      headers.add(name, value)
    }
    return headers
  }
}
