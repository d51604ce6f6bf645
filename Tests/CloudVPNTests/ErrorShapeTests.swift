import CloudVPN
import Diagnostics
import HTTPTransport
import Testing

/// Every shape of an error's body (facts §7.1), and what becomes of it.
@Suite struct ErrorShapeTests {
  @Test(
    arguments: [
      (
        #"{"error_code":"VPN.0001","error_msg":"invalid request: x","request_id":"r1"}"#, "VPN.0001",
        "invalid request: x"
      ),
      (#"{"code":"VPN.0001","message":"invalid request:x"}"#, "VPN.0001", "invalid request:x"),
      (
        #"{"error_msg":"Incorrect IAM","error_code":"APIGW.0301","request_id":"r2"}"#, "APIGW.0301",
        "Incorrect IAM"
      ),
      (#"{"error_msg":"no","error_code":"IAM.0011"}"#, "IAM.0011", "no"),
      (
        #"{"error":{"code":401,"message":"The token must be updated","title":"Unauthorized"}}"#, "401",
        "The token must be updated"
      ),
      (#"{"errorCode":"X.1","errorMsg":"camel"}"#, "X.1", "camel"),
      (#"{"error_code":"A","error_msg":"first","code":"B","message":"second"}"#, "A", "first"),
      (#"{"status":500,"errors":[{"detail":1},{"code":"C.2","message":"in a list"}]}"#, "C.2", "in a list"),
      (#"{"code":"lonely","inner":{"error_code":"D.1","error_msg":"whole"}}"#, "D.1", "whole"),
      (#"{"message":"only words"}"#, nil, "only words"),
      (#"{"error_code":"E.1","error_msg":null}"#, "E.1", nil),
    ] as [(String, String?, String?)])
  func `a body is read in its shape`(text: String, code: String?, message: String?) throws {
    let body = try #require(CloudErrorBody(parsing: Array(text.utf8)))
    #expect(body.code == code)
    #expect(body.message == message)
  }

  @Test(arguments: [
    "", "<html></html>", "plain words", "{}", "[]", "3", "null", #"{"a":{"b":1}}"#, #"{"error_code":"#,
  ])
  func `a body without code and message is none`(text: String) {
    #expect(CloudErrorBody(parsing: Array(text.utf8)) == nil)
  }

  @Test func `deep nesting ends in an answer`() {
    let text = String(repeating: "[", count: 100_000)
    #expect(CloudErrorBody(parsing: Array(text.utf8)) == nil)
    let bounded = String(repeating: #"{"a":"#, count: 150) + "1" + String(repeating: "}", count: 150)
    #expect(CloudErrorBody(parsing: Array(bounded.utf8)) == nil)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var status: Int
    var body: String
    var kind: CloudError.Kind
    var outcome: Outcome
    var testDescription: String { "\(status) \(body.prefix(40)) is \(kind)" }

    init(_ status: Int, _ code: String?, _ kind: CloudError.Kind, _ outcome: Outcome) {
      self.init(
        status, raw: code.map { #"{"error_code":"\#($0)","error_msg":"words"}"# } ?? "", kind, outcome)
    }

    init(_ status: Int, raw: String, _ kind: CloudError.Kind, _ outcome: Outcome) {
      self.status = status
      body = raw
      self.kind = kind
      self.outcome = outcome
    }
  }

  static let html = "<html><head><title>502 Bad Gateway</title></head></html>"
  static let cases = [
    Case(404, "VPN.0004", .notFound, .badInput), Case(404, "VPN.0509", .notFound, .badInput),
    Case(404, "APIGW.0101", .notOffered, .badInput), Case(404, raw: html, .notOffered, .badInput),
    Case(405, nil, .notOffered, .badInput), Case(401, "APIGW.0301", .unauthorized, .notAllowed),
    Case(401, "VPN.0010", .unauthorized, .notAllowed), Case(401, nil, .unauthorized, .notAllowed),
    Case(401, raw: #"{"error":{"code":401,"message":"m","title":"t"}}"#, .unauthorized, .notAllowed),
    Case(403, "VPN.0007", .forbidden, .notAllowed), Case(403, "VPN.0003", .forbidden, .notAllowed),
    Case(403, "ANY.1", .forbidden, .notAllowed), Case(429, "APIGW.0308", .throttled, .tryAgain),
    Case(429, "VPN.0429", .throttled, .tryAgain), Case(429, nil, .throttled, .tryAgain),
    Case(400, "VPN.0030", .tryAgain, .tryAgain), Case(400, "VPN.0306", .tryAgain, .tryAgain),
    Case(400, "VPN.0506", .tryAgain, .tryAgain), Case(409, "VPN.0016", .tryAgain, .tryAgain),
    Case(425, "VPN.0009", .tryAgain, .tryAgain), Case(409, nil, .tryAgain, .tryAgain),
    Case(504, "VPN.0014", .tryAgain, .tryAgain), Case(500, "VPN.0006", .tryAgain, .tryAgain),
    Case(502, raw: html, .tryAgain, .tryAgain), Case(503, nil, .tryAgain, .tryAgain),
    Case(400, "VPN.0001", .badRequest, .badInput), Case(400, "NEW.9", .badRequest, .badInput),
    Case(413, "APIGW.0201", .badRequest, .badInput), Case(400, raw: html, .badAnswer, .unreachable),
    Case(500, "VPN.0002", .server, .unreachable), Case(500, "VPN.0005", .server, .unreachable),
    Case(500, raw: html, .server, .unreachable), Case(302, nil, .badAnswer, .unreachable),
    Case(700, nil, .badAnswer, .unreachable), Case(0, nil, .badAnswer, .unreachable),
  ]

  @Test(arguments: cases)
  func `status and code decide the kind and how the run ends`(example: Case) async throws {
    let error = try await Rig(.json(example.body, status: example.status), retry: .never).failure()
    #expect(error.kind == example.kind)
    #expect(error.outcome == example.outcome)
    #expect(error.status == example.status)
    #expect(!error.description.contains("\n"))
  }

  @Test(arguments: TransportError.Kind.allCases)
  func `no answer is unreachable, unless the caller is to blame`(kind: TransportError.Kind) async throws {
    let transport = ScriptedTransport { _, _ throws(TransportError) in
      throw TransportError(kind, "the reason")
    }
    let error = try await Rig(retry: .never, transport).failure()
    let outcomes: [TransportError.Kind: Outcome] = [
      .cancelled: .interrupted, .badRequest: .badInput, .notRecorded: .badInput,
    ]
    #expect(error.outcome == outcomes[kind] ?? .unreachable)
    #expect(error.kind == (kind == .cancelled ? .cancelled : .transport))
    if kind != .cancelled { #expect(error.description.contains("the reason")) }
  }

  @Test(
    arguments: [
      ("", "nothing at all"), (html, "an HTML page, “502 Bad Gateway”"),
      (#"{"vpn_connection":{"id":"#, "breaks off after 24 bytes"),
      ("{]", "broken JSON, line 1, column 2"), ("[1]", "no object"), ("{}", "without vpn_connection"),
      (#"{"vpn_connection":{"name":"a"}}"#, "without vpn_connection and its id"),
      (#"{"vpn_connection":[]}"#, "without vpn_connection"), ("\u{FFFD}", "broken JSON"),
    ])
  func `a success that is not the API's is a bad answer`(body: String, words: String) async throws {
    let rig = try Rig(.json(body, headers: ["X-Request-Id": "r-7"]))
    let error = try await rig.failure()
    #expect(error.kind == .badAnswer && error.outcome == .unreachable)
    #expect(error.description.contains(words))
    #expect(error.requestID == "r-7")
    #expect(rig.transport.requests.count == 1)
  }
}
