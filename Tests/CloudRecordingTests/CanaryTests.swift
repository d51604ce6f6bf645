import Foundation
import HTTPTransport
import OrderedJSON
import SafeFiles
import Secrets
import Synchronization
import Testing

@testable import CloudRecording

/// Keys planted wherever the API has a place for text; none of them may stand in a file of a recording.
@Suite struct CanaryTests {
  /// Legal keys of several looks; each is planted under the name of its place.
  static let looks = [
    "CANARY#Key-1", "canary.key+22", "CANARYKEY:99", "Aa1Canary", "x{CANARY},;/9", "C@n4ryC@n4ry~CANARY",
  ]

  private static func recorded(
    _ request: HTTPRequest, _ answer: HTTPResponse, hiding: [Secret] = []
  ) async throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rec-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let transport = try RecordingTransport(
      Fixed(answer: answer), folder: folder, header: .sample, tagKey: .sample, hiding: hiding
    ) { Issue.record("\($0)") }
    _ = try await transport.send(request)
    return try SafeFile.list(folder).map {
      String(decoding: try SafeFile.read("\(folder)/\($0)"), as: UTF8.self)
    }.joined()
  }

  private static func request(_ body: String = "", headers: HTTPHeaders = [:]) throws -> HTTPRequest {
    HTTPRequest(
      method: body.isEmpty ? "GET" : "POST", origin: try HTTPOrigin(parsing: "https://vpn.example.com"),
      target: "/v5/0123/vpn-connection", headers: headers, body: Array(body.utf8))
  }

  @Test(arguments: looks)
  func `in the members of requests and answers`(key: String) async throws {
    let text = JSON.string(key).text(.compact)
    let places = [
      #""psk":@@"#, #""tags":[{"key":"psk","value":@@}]"#, #""tags":[{"key":"note","value":@@}]"#,
      #""tags":[{"key":@@,"value":"x"}]"#, #""description":@@"#, #""peer_config":@@"#, #""error_msg":@@"#,
      #""header_response_token":@@"#, #""password":@@"#, #""unknown":{"deep":[[@@]]}"#, #"@@:1"#,
      #""psk":[@@]"#, #""psk":{"a":@@}"#, #""raw_message":"peer [192.0.2.1] key="# + key + #" end""#,
      #""psk":"x","psk":@@"#, #""psk":@@,"psk":null"#, #""securityToken":@@"#, #""access":{"secret":@@}"#,
    ]
    for place in places {
      let body = "{\"vpn_connection\":{\"id\":\"a\",\(place.replacing("@@", with: text))}}"
      _ = try JSON(parsing: body)
      for body in [body, " " + body.replacing(",", with: " ,\n")] {
        let answered = try await Self.recorded(try Self.request(), .json(body))
        #expect(!answered.contains(key), "\(place): \(answered)")
      }
      // What is sent is also known by being sent; here it is not learned from an answer.
      let sent = try await Self.recorded(try Self.request(body), .json("{}"))
      #expect(!sent.contains(key), "\(place): \(sent)")
    }
  }

  @Test func `keys of one kind of character, where the name or the sender tells`() async throws {
    for key in ["canarycanary", "2222222222", "CANARY CANARY", "canary canary key"] {
      let text = JSON.string(key).text(.compact)
      let sent = try await Self.recorded(
        try Self.request("{\"vpn_connection\":{\"psk\":\(text)}}"),
        .json("{\"error_msg\":\"invalid request: psk \(key) is weak\",\"name\":\"\(key)\"}", status: 400))
      #expect(!sent.contains(key))
      let exported = try await Self.recorded(
        try Self.request(), .json("{\"peer_config\":\"a\\nkey \(key)\\nb\"}"))
      #expect(!exported.contains(key))
    }
  }

  @Test func `credentials, in headers and wherever they are sent back`() async throws {
    let headers: HTTPHeaders = [
      "Authorization": "SDK-HMAC-SHA256 Access=CANARYACCESSKEY, SignedHeaders=host, Signature=CANARYsig",
      "X-Auth-Token": "CANARYTOKENAUTH", "X-Security-Token": "CANARYTOKENSEC", "Cookie": "CANARYCOOKIE",
      "X-Other": "CANARYOTHER",
    ]
    let echo = headers.fields.map(\.value).joined(separator: " ") + " CANARYACCESSKEY CANARYSECRETKEY"
    let answer = HTTPResponse(
      status: 401,
      headers: [
        "X-Subject-Token": "CANARYTOKENSUB", "Set-Cookie": "CANARYCOOKIE", "Location": "/?a=CANARYTOKENAUTH",
        "X-Request-Id": "CANARYACCESSKEY",
      ],
      body: Array(
        JSON.object(["name": .string(echo), "id": .string("CANARYTOKENSUB")]).text().utf8))
    let text = try await Self.recorded(
      try Self.request(headers: headers), answer, hiding: [Secret("CANARYSECRETKEY")])
    // What only one header of no use held has no name to be known by; it stands in no other place either.
    let rest = text.replacing("CANARYCOOKIE", with: "").replacing("CANARYOTHER", with: "").replacing(
      "CANARYsig", with: "")
    #expect(!rest.contains("CANARY"), "\(text)")
    #expect(text.contains("<psk:"))
  }

  @Test(
    arguments: [
      "<html><body>CANARY#Key-1</body></html>", "<html><title>CANARY#Key-1 at 9</title>",
      "upstream failed for CANARY#Key-1", "{\"peer_config\":\"key CANARY#Key-1",
      "[\"CANARY#Key-1\"", "\u{FEFF}{\"psk\":\"CANARY#Key-1\"} CANARY#Key-1",
    ])
  func `in answers that are no JSON`(body: String) async throws {
    let text = try await Self.recorded(
      try Self.request(), HTTPResponse(status: 502, body: Array(body.utf8)))
    #expect(!text.contains("CANARY"), "\(text)")
  }

  @Test func `in a whole answer that is a key although nobody asked for one`() async throws {
    let text = try await Self.recorded(try Self.request(), .json("\"CANARY#Key-1\""))
    #expect(!text.contains("CANARY"))
    let bytes = try await Self.recorded(
      try Self.request(), HTTPResponse(status: 200, body: Array("CANARY#Key-1".utf8) + [0xFF]))
    #expect(!bytes.contains("CANARY"))
  }

  @Test func `equal keys look equal, and nothing that is no key changes`() async throws {
    let json = """
      {"vpn_connection":{"id":"5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10","name":"Berlin-1.office","status":"DOWN",\
      "vgw_ip":"c7b9a2de-1f34-4c55-9d3a-6a1e2b3c4d5e","peer_subnets":["10.20.0.0/16"],"ikepolicy":{"ike_version":"v2",\
      "encryption_algorithm":"aes-256-gcm-16","local_id":"quito.branch.example","dpd":{"msg":"seq-hash-notify"}},\
      "created_at":"2026-03-04T05:06:07.089Z","tags":[{"key":"site","value":"head office"}],"policy_rules_v6":[]},\
      "error_code":"APIGW.0308","error_msg":"connection 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10 is busy"}
      """
    let mask = SecretMask(tagKey: .sample)
    let parsed = try JSON(parsing: json)
    var kept: Set<String> = []
    SecretMask.plainWords(of: parsed, into: &kept)
    #expect(mask.json(parsed, keeping: kept) == parsed)
    let two = mask.json(["psk": "a", "note": ["psk": "a", "password": "b"]], keeping: [])
    #expect(two["psk"] == two["note"]?["psk"] && two["psk"] != two["note"]?["password"])
    #expect(two["psk"]?.string?.wholeMatch(of: /<psk:[0-9a-f]{10}>/) != nil)
  }
}

/// One answer for everything.
struct Fixed: HTTPTransport {
  var answer: HTTPResponse
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse { answer }
}

extension HTTPResponse {
  static func json(_ text: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(status: status, headers: ["Content-Type": "application/json"], body: Array(text.utf8))
  }
}

extension TagKey {
  static let sample: TagKey = {
    guard let key = TagKey(bytes: Array(repeating: 7, count: 32)) else { preconditionFailure("32 bytes") }
    return key
  }()
}

extension RecordingHeader {
  static let sample = RecordingHeader(
    tool: "peerconf", version: "0", recordedAt: "2026-01-02T03:04:05Z", endpoint: "https://vpn.example.com",
    region: nil, projectID: "0123")
}
