import CloudSandbox
import Cryptography
import OrderedJSON
import Testing

/// Signs requests for the tests by the book, in the simplest way: callers give canonical targets.
struct TestCaller {
  static let accessKey = "SANDBOXACCESSKEY0001"
  static let secretKey = "sandboxSecret/0001+notARealKey"
  static let project = "5a0db0c5a0db0c5a0db0c5a0db0c5a0d"
  /// The moment 2026-01-02T03:04:05Z.
  static let clock = Instant(seconds: 1_767_323_045)

  var sandbox: Sandbox
  var accessKey = TestCaller.accessKey
  var secretKey = TestCaller.secretKey
  var date = "20260102T030405Z"
  var extra: [SandboxRequest.Header] = []

  init(seed: SandboxSeed = .standard, faults: [Fault] = [], clock: TestClock = TestClock()) {
    sandbox = Sandbox(seed: seed, faults: faults, clock: { clock.now })
  }

  /// A seed out of a change to the built-in one.
  init(clock: TestClock = TestClock(), changing change: (inout JSON) -> Void) throws {
    var json = try JSON(parsing: DefaultSeed.text)
    change(&json)
    self.init(seed: try SandboxSeed(parsing: json.bytes(), source: "test.json"), clock: clock)
  }

  /// Builds a signed request; `path` is below the project and in canonical form.
  func request(_ method: String, _ path: String, body: String = "") -> SandboxRequest {
    let target = path.hasPrefix("//") ? String(path.dropFirst()) : "/v5/\(TestCaller.project)\(path)"
    var request = SandboxRequest(
      method: method, target: target,
      headers: [.init("Host", "sandbox.test"), .init("X-Sdk-Date", date)] + extra, body: Array(body.utf8))
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    let canonical = """
      \(method)
      \(parts[0])/
      \(parts.count > 1 ? parts[1] : "")
      host:sandbox.test
      x-sdk-date:\(date)

      host;x-sdk-date
      \(SHA256.hex(request.body))
      """
    let text = "SDK-HMAC-SHA256\n\(date)\n\(SHA256.hex(Array(canonical.utf8)))"
    let signature = HMACSHA256.hex(key: Array(secretKey.utf8), message: Array(text.utf8))
    request.headers.append(
      .init(
        "Authorization",
        "SDK-HMAC-SHA256 Access=\(accessKey), SignedHeaders=host;x-sdk-date, Signature=\(signature)"))
    return request
  }

  func call(_ method: String, _ path: String, body: String = "") async -> Answer {
    Answer(await sandbox.answer(request(method, path, body: body)))
  }

  func call(_ method: String, _ path: String, _ body: JSON) async -> Answer {
    await call(method, path, body: body.text(.compact))
  }

  func get(_ path: String) async -> Answer { await call("GET", path) }
}

/// A response read for the tests.
struct Answer {
  let response: SandboxResponse
  let json: JSON?

  init(_ response: SandboxResponse) {
    self.response = response
    json = try? JSON(parsing: response.body)
  }

  var status: Int { response.status }
  var code: String? { json?["error_code"]?.string }
  var message: String { json?["error_msg"]?.string ?? "" }

  /// A header by its name, whatever the case.
  func header(_ name: String) -> String? {
    response.headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The ids of the items of a list.
  func ids(_ name: String) -> [String] { json?[name]?.array?.compactMap { $0["id"]?.string } ?? [] }
}
