import ConfigTree
import Diagnostics
import OrderedJSON

/// How much of a file the platform's rules know.
struct TreeStatistics {
  private let matched: MatchedDocument
  /// Physical lines.
  private let lines: Int
  /// Nodes by kind, in the order of the kinds.
  private let kinds: [(kind: String, count: Int)]
  /// Lines of statements that no rule knows.
  private let unmatched: [Int]

  /// More line numbers help nobody.
  private static let listLimit = 1000

  init(_ matched: MatchedDocument) {
    self.matched = matched
    let document = matched.document
    let endings = document.bytes.count { $0 == 0x0A }
    lines = endings + (document.bytes.isEmpty || document.bytes.last == 0x0A ? 0 : 1)
    var counts: [ConfigNode.Kind: Int] = [:]
    for node in document.nodes { counts[node.kind, default: 0] += 1 }
    let all: [ConfigNode.Kind] = [.statement, .blob, .comment, .separator, .closer, .noise]
    kinds = all.map { ("\($0)", counts[$0] ?? 0) }
    unmatched = document.nodes.indices.filter {
      document.nodes[$0].isConfiguration && matched.ruleIndex(of: $0) == nil
    }.map { document.nodes[$0].line }
  }

  func text(platform: String) -> String {
    var rows = [
      ["platform", platform], ["lines", "\(lines)"], ["nodes", "\(matched.document.nodes.count)"],
    ]
    rows += kinds.filter { $0.count > 0 }.map { ["  \($0.kind)", "\($0.count)"] }
    rows += [["notes", "\(matched.document.notes.count)"], ["unmatched", "\(unmatched.count)\(share)"]]
    let width = rows.map { $0[0].utf8.count }.max() ?? 0
    let table = rows.map { row in
      row[0] + String(repeating: " ", count: width + 2 - row[0].utf8.count) + row[1] + "\n"
    }
    return table.joined() + list
  }

  func json(platform: String) -> JSON {
    var counts = JSONObject()
    for (kind, count) in kinds { counts[kind] = JSON(count) }
    return Report.document(
      "peerconf.tree-statistics/1",
      [
        "source": .string(matched.document.source), "platform": .string(platform), "lines": JSON(lines),
        "nodes": JSON(matched.document.nodes.count), "kinds": .object(counts),
        "unmatched": JSON(unmatched.count),
        "unmatched_lines": .array(unmatched.prefix(TreeStatistics.listLimit).map { JSON($0) }),
        "notes": Report.findings(matched.document.findings),
      ])
  }

  /// Of all lines that say something, in per cent.
  private var share: String {
    let statements = kinds.prefix(2).reduce(0) { $0 + $1.count }
    guard !unmatched.isEmpty else { return "" }
    let tenths = (unmatched.count * 1000 + statements / 2) / statements
    return " (\(tenths / 10).\(tenths % 10) % of \(statements))"
  }

  private var list: String {
    guard !unmatched.isEmpty else { return "" }
    let shown = unmatched.prefix(20).map { "\($0)" }.joined(separator: ", ")
    return "unmatched lines: \(shown)\(unmatched.count > 20 ? ", …" : "")\n"
  }
}
