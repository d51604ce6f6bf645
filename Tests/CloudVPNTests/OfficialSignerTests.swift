import CloudSandbox
import Foundation
import HTTPTransport
import Secrets
import Testing

@testable import CloudVPN

/// Our signer and the sandbox's check beside the signer of the cloud's own Python SDK, over odd requests.
@Suite struct OfficialSignerTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let python = root.appending(path: ".build-peers/venv/bin/python").path(percentEncoded: false)
  static let script = root.appending(path: "Tests/CommandTests/Peers/python-sdk/sign.py")
    .path(percentEncoded: false)
  static let accessKey = "SANDBOXACCESSKEY0001"
  static let secretKey = "sandboxSecret/0001+notARealKey"
  static let project = "5a0db0c5a0db0c5a0db0c5a0db0c5a0d"
  /// The moment 2026-01-02T03:04:05Z, which every request bears.
  static let date = "20260102T030405Z"
  static let second = 1_767_323_045

  /// A request in clear, before anything is encoded.
  struct Case: Codable, Sendable {
    var method: String
    var host: String
    var path: String
    var query: [[String]]
    var headers: [[String]]
    var body: String
    var ak: String
    var sk: String
  }

  struct Signed: Codable, Sendable {
    var target: String
    var headers: [String: String]
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: python),
      "the Python packages of Peers/requirements.txt are not installed: .ci/setup --peers"),
    arguments: [1, 20_261_126, 0xDEAD_BEEF] as [UInt64])
  func `both sign alike, and the sandbox takes either's signature`(seed: UInt64) async throws {
    var dice = Dice(seed: seed)
    let cases = (0..<300).map { _ in Self.made(&dice) }
    let signed = try await Self.signed(cases)
    try #require(signed.count == cases.count)
    let sandbox = CloudSandbox.Sandbox(seed: .standard, clock: { Instant(seconds: Self.second) })
    for (number, (one, theirs)) in zip(cases, signed).enumerated() {
      let ours = try Self.request(one)
      #expect(ours.target == theirs.target, "case \(number) of seed \(seed)")
      #expect(
        ours.headers["Authorization"] == theirs.headers["Authorization"],
        "case \(number) of seed \(seed): \(one)"
      )
      let body = Array(Data(base64Encoded: one.body) ?? Data())
      let sent = [
        theirs.headers.map { SandboxRequest.Header($0.key, $0.value) },
        ours.headers.fields.map { SandboxRequest.Header($0.name, $0.value) }
          + [SandboxRequest.Header("Host", one.host)],
      ]
      for headers in sent {
        let request = SandboxRequest(method: one.method, target: ours.target, headers: headers, body: body)
        let answer = await sandbox.answer(request)
        // Nobody has such a connection: what matters is that it got beyond the signature.
        #expect(answer.status != 401 && answer.status != 0, "case \(number) of seed \(seed): \(one)")
        // The same with one thing changed is refused.
        var other = request
        if other.body.isEmpty || one.headers.contains(where: { $0[1].hasPrefix("UNSIGNED") }) {
          other.target += other.target.contains("?") ? "&one=more" : "?one=more"
        } else {
          other.body[0] ^= 1
        }
        #expect(await sandbox.answer(other).status == 401, "case \(number) of seed \(seed): \(one)")
      }
    }
  }

  private static func request(_ one: Case) throws -> HTTPRequest {
    let query = CanonicalRequest.query(
      items: one.query.map { (name: Array($0[0].utf8), value: Array($0[1].utf8)) })
    var request = HTTPRequest(
      method: one.method, origin: try HTTPOrigin(parsing: "https://\(one.host)"),
      target: one.path + (query.isEmpty ? "" : "?" + String(decoding: query, as: UTF8.self)),
      body: Array(Data(base64Encoded: one.body) ?? Data()))
    for header in one.headers { request.headers[header[0]] = header[1] }
    let credential = CloudCredential(accessKey: accessKey, secretKey: Secret(secretKey))
    RequestSigner(credential: credential, signing: nil).sign(&request, at: .distantPast)
    return request
  }

  // MARK: - Odd requests

  private static let pieces = [
    "a", "Z", "0", "-", "_", ".", "~", " ", "%", "%41", "+", "*", "'", "(", ")", "!", "@", ":", ",", ";", "=",
    "&", "$",
    "é", "你", "😀", "\\", "|", "^", "`", "{", "\"", "<", "?", "#", "/",
  ]

  /// Calls that the service has: it tells an unknown one before it looks at the signature.
  private static let calls = [
    "GET vpn-connection", "GET vpn-connection/ODD", "PUT vpn-connection/ODD", "DELETE vpn-connection/ODD",
    "GET vpn-connection/ODD/log", "POST vpn-connection/ODD/reset", "GET vpn-gateways/ODD",
    "POST vpn-connection/ODD/peer-configuration/export", "GET customer-gateways/ODD",
  ]

  private static func text(_ dice: inout Dice, upTo count: Int) -> String {
    (0..<dice.below(count + 1)).map { _ in pieces[dice.below(pieces.count)] }.joined()
  }

  private static func made(_ dice: inout Dice) -> Case {
    let odd = text(&dice, upTo: 6)
    // As a careful client sends it, and as a careless one does; never empty, which would be another call.
    let careful = String(decoding: PercentCoding.encode(Array(odd.utf8)), as: UTF8.self)
    let segment = "x" + (dice.below(4) == 0 ? odd.filter { !"?#%/".contains($0) && $0.isASCII } : careful)
    let call = calls[dice.below(calls.count)].split(separator: " ")
    let names = ["X-Project-Id", "x-odd", "X-UPPER", "X_Under", "Accept", "X-Empty", "zz-last"]
    var headers = [["X-Sdk-Date", date]]
    for name in names where dice.below(3) == 0 {
      let inner = text(&dice, upTo: 5)
      headers.append([
        name, name == "X-Empty" ? "" : ["", " ", "\t"][dice.below(3)] + inner + ["", "  "][dice.below(2)],
      ])
    }
    if dice.below(2) == 0 {
      headers.append(["Content-Type", ["application/json", "application/json;charset=utf8"][dice.below(2)]])
    }
    if dice.below(6) == 0 { headers.append(["X-Sdk-Content-Sha256", "UNSIGNED-PAYLOAD"]) }
    return Case(
      method: String(call[0]),
      host: ["vpn.example.com", "127.0.0.1:8443"][dice.below(2)],
      path: "/v5/\(project)/" + call[1].replacing("ODD", with: segment),
      query: (0..<dice.below(5)).map { _ in ["k" + text(&dice, upTo: 2), text(&dice, upTo: 6)] },
      headers: headers, body: dice.below(2) == 0 ? "" : Data(dice.bytes(upTo: 60)).base64EncodedString(),
      ak: accessKey, sk: secretKey)
  }

  /// The same requests signed by the SDK, in its own process.
  private static func signed(_ cases: [Case]) async throws -> [Signed] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "signer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appending(path: "in"), folder.appending(path: "out"))
    let lines = try cases.map { try JSONEncoder().encode($0) + Data([0x0A]) }
    try Data(lines.joined()).write(to: input)
    try Data().write(to: output)
    let process = Process()
    // Through `env`, since Foundation follows the link of an executable.
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python, script]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try Data(contentsOf: output).split(separator: 0x0A).map {
      try JSONDecoder().decode(Signed.self, from: Data($0))
    }
  }
}
