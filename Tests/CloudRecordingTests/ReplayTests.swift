import Diagnostics
import Foundation
import HTTPTransport
import OrderedJSON
import SafeFiles
import Secrets
import Synchronization
import Testing

@testable import CloudRecording

/// What a recording gives back, and which directories are none.
@Suite final class ReplayTests {
  let path = FileManager.default.temporaryDirectory.appending(path: "rec-\(UUID().uuidString)").path

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The answers one after the other, whatever is asked.
  private final class Script: HTTPTransport {
    private let answers: [Result<HTTPResponse, TransportError>]
    private let count = Mutex(0)

    init(_ answers: [Result<HTTPResponse, TransportError>]) { self.answers = answers }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      let place = count.withLock { count in
        count += 1
        return count - 1
      }
      return try answers[place].get()
    }
  }

  private func request(_ target: String, method: String = "GET", body: String = "") throws -> HTTPRequest {
    HTTPRequest(
      method: method, origin: try HTTPOrigin(parsing: "https://vpn.example.com"), target: target,
      body: Array(body.utf8))
  }

  private func record(_ exchanges: [(HTTPRequest, Result<HTTPResponse, TransportError>)]) async throws {
    let transport = try RecordingTransport(
      Script(exchanges.map(\.1)), folder: path, header: .sample, tagKey: .sample, hiding: []
    ) { Issue.record("\($0)") }
    for (request, _) in exchanges { _ = try? await transport.send(request) }
  }

  @Test func `status, headers, body and failures come back, and the files are for their owner`() async throws
  {
    let answers: [HTTPResponse] = [
      .json(#"{ "id" : "é", "n": 1.50, "list": [null,true] }"#),
      HTTPResponse(status: 204),
      HTTPResponse(
        status: 429, headers: ["Retry-After": "7", "X-Request-Id": "r-1"], body: Array("busy".utf8)),
    ]
    var exchanges: [(HTTPRequest, Result<HTTPResponse, TransportError>)] = []
    for (place, answer) in answers.enumerated() {
      exchanges.append((try request("/\(place)?a=%20b"), .success(answer)))
    }
    exchanges.append((try request("/3"), .failure(TransportError(.connect, "nobody there"))))
    try await record(exchanges)
    let replay = try ReplayTransport(folder: path)
    #expect(replay.header == .sample)
    #expect(
      String(decoding: try await replay.send(exchanges[0].0).body, as: UTF8.self)
        == #"{"id":"é","n":1.50,"list":[null,true]}"#)
    let empty = try await replay.send(exchanges[1].0)
    #expect(empty.status == 204 && empty.body.isEmpty)
    let busy = try await replay.send(exchanges[2].0)
    #expect(busy.status == 429 && busy.headers["retry-after"] == "7" && busy.headers["x-request-id"] == "r-1")
    #expect(busy.body == Array("busy".utf8))
    let failure = await #expect(throws: TransportError.self) { try await replay.send(exchanges[3].0) }
    #expect(failure == TransportError(.connect, "nobody there"))
    for name in try SafeFile.list(path) {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o700)
    #expect(
      try SafeFile.list(path) == ["00001.json", "00002.json", "00003.json", "00004.json", "recording.json"])
  }

  @Test func `equal calls are answered in their order, and the last answer stays`() async throws {
    let call = try request("/a")
    try await record([
      (call, .success(.json("{\"n\":1}"))), (try request("/b"), .success(.json("{}"))),
      (call, .success(.json("{\"n\":2}"))),
    ])
    let replay = try ReplayTransport(folder: path)
    var bodies: [String] = []
    for _ in 0..<4 { bodies.append(String(decoding: try await replay.send(call).body, as: UTF8.self)) }
    #expect(bodies == [#"{"n":1}"#, #"{"n":2}"#, #"{"n":2}"#, #"{"n":2}"#])
  }

  @Test func `method, path, query and body tell calls apart, keys do not`() async throws {
    let create = #"{"vpn_connection":{"name":"a","psk":"First#Key-1"}}"#
    try await record([(try request("/a?x=1", method: "POST", body: create), .success(.json("{}")))])
    let replay = try ReplayTransport(folder: path)
    _ = try await replay.send(
      try request("/a?x=1", method: "POST", body: create.replacing("First", with: "Other")))
    for (method, target, body) in [
      ("PUT", "/a?x=1", create), ("POST", "/a?x=2", create), ("POST", "/a", create), ("POST", "/a?x=1", ""),
      ("POST", "/a?x=1", create.replacing("\"a\"", with: "\"b\"")),
    ] {
      let error = await #expect(throws: TransportError.self) {
        try await replay.send(try request(target, method: method, body: body))
      }
      #expect(error?.kind == .notRecorded)
      #expect(error?.reason.contains("\(method) \(target)") == true && error?.reason.contains(path) == true)
    }
  }

  @Test func `what broke off breaks off again, and never shows what it held`() async throws {
    let broken = HTTPResponse(status: 200, body: Array(#"{"vpn_connections":[{"id":"a","psk":"Secret"#.utf8))
    let call = try request("/a")
    try await record([(call, .success(broken))])
    let body = try await ReplayTransport(folder: path).send(call).body
    #expect(body.count == broken.body.count && (try? JSON(parsing: body)) == nil)
  }

  @Test func `an interrupted request is no exchange`() async throws {
    try await record([
      (try request("/a"), .failure(TransportError(.cancelled, "stop"))),
      (try request("/a"), .success(.json("{}"))),
    ])
    #expect(try SafeFile.list(path) == ["00001.json", "recording.json"])
  }

  @Test func `a directory that holds something is not recorded into`() async throws {
    try await record([(try request("/a"), .success(.json("{}")))])
    let before = try SafeFile.list(path)
    #expect(throws: InputError.self) {
      try RecordingTransport(
        Script([]), folder: path, header: .sample, tagKey: .sample, hiding: [], failed: { _ in })
    }
    #expect(try SafeFile.list(path) == before)
  }

  @Test func `a recording that cannot go on says so once and never harms the run`() async throws {
    let failures = Mutex(0)
    let transport = try RecordingTransport(
      Fixed(answer: .json("{}")), folder: path, header: .sample, tagKey: .sample, hiding: []
    ) { _ in failures.withLock { $0 += 1 } }
    try FileManager.default.removeItem(atPath: path)
    for _ in 0..<3 { #expect(try await transport.send(try request("/a")).status == 200) }
    #expect(failures.withLock { $0 } == 1)
  }

  private func refusal() -> String {
    do {
      _ = try ReplayTransport(folder: path)
      return "no error"
    } catch let error as InputError {
      return error.description
    } catch {
      return "another error: \(error)"
    }
  }

  @Test func `missing, foreign and damaged recordings are told apart, with the file's name`() async throws {
    #expect(refusal().contains("there is no recording"))
    try await record((0..<3).map { (try request("/\($0)"), .success(.json("{}"))) })
    let file = "\(path)/00002.json"
    let good = try SafeFile.read(file)
    let text = String(decoding: good, as: UTF8.self)
    for bad in [
      "", "{", "[]", "null", "{\"schema\":\"peerconf.exchange/2\"}", text.replacing("200", with: "2000"),
      text.replacing("\"number\": 2", with: "\"number\": 3"), text.replacing("\"answer\"", with: "\"anser\""),
      String(text.dropLast(20)), text.replacing("\"method\": \"GET\"", with: "\"method\": 1"),
    ] {
      try SafeFile.write(Array(bad.utf8), to: file)
      #expect(refusal().contains("00002.json") && refusal().contains("damaged"), "\(bad): \(refusal())")
    }
    try FileManager.default.removeItem(atPath: file)
    #expect(refusal().contains("00002.json") && refusal().contains("missing"))
    try SafeFile.write(good, to: file)
    try SafeFile.write(Array("notes".utf8), to: "\(path)/README")
    #expect(refusal() == "no error")
    try SafeFile.write(Array("{}".utf8), to: "\(path)/recording.json")
    #expect(refusal().contains("recording.json"))
    try FileManager.default.removeItem(atPath: "\(path)/recording.json")
    #expect(refusal().contains("is no recording"))
  }

  @Test func `any damage of one byte ends in an error or an exchange, never in a trap`() async throws {
    try await record([
      (try request("/a", method: "POST", body: "{\"a\":1}"), .success(.json("{\"b\":[1,{\"c\":null}]}")))
    ])
    let file = "\(path)/00001.json"
    let good = try SafeFile.read(file)
    var (refused, read) = (0, 0)
    for place in good.indices {
      for byte: UInt8 in [0, 0x22, 0x2D, 0x39, 0x7D, 0xFF] {
        var bad = good
        bad[place] = byte
        guard let json = try? JSON(parsing: bad), let exchange = Exchange(json) else {
          refused += 1
          continue
        }
        if case .answer(_, _, let body) = exchange.ending { read += body.bytes.isEmpty ? 0 : 1 }
      }
    }
    // Damage of both kinds: what is no exchange any more, and what is another one.
    #expect(refused > 100 && read > 100, "\(refused) refused, \(read) read")
  }
}
