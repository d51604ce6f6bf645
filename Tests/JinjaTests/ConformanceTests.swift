import Foundation
import OrderedJSON
import Testing

@testable import Jinja

/// Cases with the results of Jinja2 3.1.6: recorded ones (see `Fuzz/fuzz.py --record`) and, where
/// `PEERCONF_JINJA_CONFORMANCE` names their folder, shared ones.
@Suite struct ConformanceTests {
  private static let folder = ProcessInfo.processInfo.environment["PEERCONF_JINJA_CONFORMANCE"]
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Fixtures")

  @Test(.enabled(if: folder != nil, "PEERCONF_JINJA_CONFORMANCE names no folder with cases.jsonl"))
  func `every shared case gives the reference's result`() throws {
    try Self.compare(URL(filePath: try #require(Self.folder)).appending(path: "cases.jsonl"))
  }

  @Test func `every recorded case gives the reference's result`() throws {
    let context = try JSON(
      parsing: Array(try Data(contentsOf: Self.fixtures.appending(path: "context.json"))))
    try Self.compare(Self.fixtures.appending(path: "cases.jsonl"), context: context)
  }

  private static func compare(_ path: URL, context: JSON? = nil) throws {
    let lines = try Data(contentsOf: path).split(separator: 0x0A)
    #expect(!lines.isEmpty)
    var batch = JinjaBatch()
    for line in lines {
      guard case .object(var request) = try JSON(parsing: Array(line)) else { continue }
      if let context { request["context"] = context }
      let answer = try JSON(parsing: batch.answer(JSON.object(request).bytes(.compact)))
      let id = request["id"]?.string ?? "?"
      #expect(Self.mismatch(answer, try #require(request["expect"])) == nil, "\(id)")
    }
  }

  private static func mismatch(_ answer: JSON, _ expected: JSON) -> String? {
    if expected["ok"] == true {
      return answer["output"] == expected["output"] ? nil : "output: \(answer.text(.compact))"
    }
    guard answer["error"] == expected["error"] else { return "error: \(answer.text(.compact))" }
    let line = answer["line"]?.integer ?? 0
    switch expected["line"] {
    case .array(let range)?:
      let low = range.first?.integer ?? 0
      let high = range.last?.integer ?? 0
      return low <= line && line <= high ? nil : "line \(line), not \(low) to \(high)"
    case .number?: return line == expected["line"]?.integer ? nil : "line \(line)"
    default: return nil
    }
  }
}
