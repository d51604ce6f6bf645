package import ConfigTree
import Diagnostics
package import PlatformModel

/// Reads the tunnels out of files of one platform; made ready once for many files.
package struct TunnelReader: Sendable {
  private let platform: Platform
  private let table: RowTable
  private let spellings: [String: SpellingIndex]

  /// Tunnels that are read: no device has more, and each takes the lines of all rows.
  static let tunnelLimit = 10_000
  /// Values of all tunnels together.
  private static let valueLimit = 500_000

  /// - Throws: `PatternError` when a row of a workspace's platform file cannot be compiled.
  package init(_ platform: Platform) throws(PatternError) {
    self.platform = platform
    table = try RowTable(platform.tunnels, syntax: platform.syntax)
    spellings = Dictionary(
      platform.vocabulary.map { ($0.name, SpellingIndex($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The tunnels of a file, in its order; without a version of the device's software the newest counts.
  package func read(_ document: ConfigDocument, version: SoftwareVersion? = nil) -> TunnelReading {
    let tree = StatementTree(document, syntax: platform.syntax, options: platform.tunnels.options)
    let occurrences = Occurrences(tree, table)
    var reading = TunnelReading()
    let index = OccurrenceIndex(occurrences, table)
    let translator = Translator(
      platform: platform, spellings: spellings, version: version, lookups: index, table: table,
      occurrences: occurrences)
    var anchors: [(occurrence: Int, row: Int)] = []
    for (index, row) in table.anchors.enumerated() {
      for occurrence in occurrences.ofRule[row.rule] { anchors.append((occurrence, index)) }
    }
    anchors.sort { (statement($0.occurrence, in: occurrences)) < (statement($1.occurrence, in: occurrences)) }
    // Several lines of one thing are one tunnel: the first that stands for it.
    var known: [Set<[String]>] = table.anchors.map { _ in [] }
    var read = 0
    var count = 0
    for (occurrence, rowIndex) in anchors {
      let row = table.anchors[rowIndex]
      let names = row.joins.map { occurrences.capture($0, of: occurrence) ?? "" }
      if !names.isEmpty, known[rowIndex].contains(names) { continue }
      guard count < TunnelReader.valueLimit, read < TunnelReader.tunnelLimit else {
        reading.findings.append(TunnelReader.tooMany(source: document.source))
        break
      }
      var assembly = Assembly(
        document: document, tree: tree, occurrences: occurrences, index: index, translator: translator)
      if let tunnel = assembly.tunnel(at: occurrence, row, rows: table.rows) {
        if !names.isEmpty { known[rowIndex].insert(names) }
        reading.tunnels.append(tunnel)
        read += 1
        count += tunnel.values.count
      }
    }
    return reading
  }

  private func statement(_ occurrence: Int, in occurrences: Occurrences) -> Int {
    occurrences.all[occurrence].statement
  }

  private static func tooMany(source: String) -> Finding {
    Finding(
      rule: "tunnels-too-many", severity: .error, place: SourcePlace(source: source),
      message: "The file has more tunnels than are read.",
      remedy: "Check whether this is one device's configuration.")
  }
}

extension Syntax {
  /// Whether quoted texts are one word in statements: paths are written so.
  func quotes(_ options: StatementTree.Options) -> Bool {
    switch self {
    case .indented, .editBlocks: quotes
    case .braces, .pathLines, .pathCommands: true
    case .xml: options.elementsArePaths
    }
  }
}
