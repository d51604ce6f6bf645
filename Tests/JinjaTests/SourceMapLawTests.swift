import Foundation
import OrderedJSON
import Testing

@testable import Jinja

/// What holds for the map of any output, over the recorded and the shared cases.
@Suite struct SourceMapLawTests {
  private static let shared = ProcessInfo.processInfo.environment["PEERCONF_JINJA_CONFORMANCE"]
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Fixtures")

  @Test func `the laws hold for every recorded case`() throws {
    let context = try JSON(
      parsing: Array(try Data(contentsOf: Self.fixtures.appending(path: "context.json"))))
    #expect(try Self.check(Self.fixtures.appending(path: "cases.jsonl"), context: context) > 200)
  }

  @Test(.enabled(if: shared != nil, "PEERCONF_JINJA_CONFORMANCE names no folder with cases.jsonl"))
  func `the laws hold for every shared case`() throws {
    let folder = URL(filePath: try #require(Self.shared))
    #expect(try Self.check(folder.appending(path: "cases.jsonl")) > 300)
  }

  /// How many cases gave an output.
  private static func check(_ path: URL, context: JSON? = nil) throws -> Int {
    var outputs = 0
    for line in try Data(contentsOf: path).split(separator: 0x0A) {
      guard case .object(var request) = try JSON(parsing: Array(line)) else { continue }
      if let context { request["context"] = context }
      let id = request["id"]?.string ?? "?"
      let plain = try answer(request)
      let mapped = try answer(request, isExplained: true)
      #expect(plain.output == mapped.output, "\(id)")
      #expect(plain.error == mapped.error, "\(id)")
      guard let output = mapped.output, let map = mapped.map else { continue }
      outputs += 1
      let broken = SourceMapLaws.broken(map, output) { name in
        request["templates"]?[name]?.string.map { Array($0.utf8) }
      }
      #expect(broken == [], "\(id)")
    }
    return outputs
  }

  private struct Answer {
    var output: [UInt8]?
    var map: SourceMap?
    var error: String?
  }

  private static func answer(_ request: JSONObject, isExplained: Bool = false) throws -> Answer {
    var batch = JinjaBatch()
    do throws(TemplateError) {
      let environment = try batch.environment(for: .object(request))
      let entry = request["entry"]?.string ?? "main"
      let context = request["context"].map { Value($0) } ?? .dict(DictObject())
      guard isExplained else {
        return Answer(output: try environment.template(named: entry).render(context))
      }
      let (output, map) = try environment.explain(entry, context)
      return Answer(output: output, map: map)
    } catch {
      return Answer(error: "\(error.kind) \(error.message) \(error.line):\(error.statementLine)")
    }
  }
}

/// The laws themselves.
enum SourceMapLaws {
  /// What is wrong with a map.
  static func broken(_ map: SourceMap, _ output: [UInt8], source: (String) -> [UInt8]?) -> [String] {
    var broken: [String] = []
    let lines = map.lines(of: output)
    // The pieces of all lines are the output, byte for byte, and each line ends where the text has a newline.
    var position = 0
    for line in lines {
      if line.range.lowerBound != position { broken.append("line \(line.number) begins elsewhere") }
      for piece in line.pieces {
        if piece.range.lowerBound != position { broken.append("a gap in line \(line.number)") }
        position = piece.range.upperBound
      }
      if position != line.range.upperBound { broken.append("line \(line.number) is not covered") }
      if output[line.range].dropLast().contains(0x0A) { broken.append("line \(line.number) is several") }
    }
    if position != output.count { broken.append("the end is missing") }
    // A line of a template has the text that comes from it.
    for piece in lines.flatMap(\.pieces) {
      guard let text = source(piece.place.template) else {
        broken.append("no template \(piece.place.template)")
        continue
      }
      let templateLines = String(decoding: text, as: UTF8.self).replacing("\r\n", with: "\n")
        .replacing("\r", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      guard templateLines.indices.contains(piece.place.line - 1) else {
        broken.append("no line \(piece.place.line) in \(piece.place.template)")
        continue
      }
      let rest = templateLines[piece.place.line - 1].utf8.dropFirst(piece.place.column - 1)
      if let expression = piece.place.source {
        let first = expression.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
        let isThere = String(rest)?.contains(first) == true || first.isEmpty
        // The tag may open on a line of its own.
        let after = templateLines[(piece.place.line - 1)...].joined(separator: "\n")
        if !isThere, !after.contains(first) { broken.append("{\(expression)} is not at \(piece.place)") }
      } else {
        var written = output[piece.range]
        if written.last == 0x0A { written.removeLast() }
        if !rest.starts(with: written) { broken.append("text of line \(piece.place.line) is not there") }
      }
    }
    return broken
  }
}
