import ConfigTree
import Diagnostics

/// What stays the same while a platform is decoded: remarks, cited sources, shared statements.
final class DecodingScope {
  let log: DecodingLog
  var sources: [String] = []
  var shared: [String: DataNode] = [:]
  /// Rules made so far; shared lists inside shared lists could multiply without an end.
  var ruleCount = 0
  static let ruleLimit = 5000

  init(log: DecodingLog) { self.log = log }

  func reader(_ node: DataNode, _ what: String) -> MapReader? { MapReader(node, what, log) }

  /// `confidence` and `source` of an entry, by default those of what it stands in.
  func provenance(_ reader: MapReader, default inherited: Provenance) -> Provenance {
    var provenance = inherited
    if let confidence: Confidence = reader.choice("confidence") { provenance.confidence = confidence }
    if let node = reader.node("source"), let source = reader.text(node, "source") {
      if !sources.contains(source) { log.unknown("source", source, of: sources, at: node.place) }
      provenance.source = source
    }
    return provenance
  }

  func versions(_ reader: MapReader) -> VersionRange {
    let range = VersionRange(since: reader.version("since"), until: reader.version("until"))
    if let since = range.since, let until = range.until, since >= until {
      log.error("\"since\" must be earlier than \"until\"", at: reader.place)
    }
    return range
  }

  func pattern(_ text: String, at place: SourcePlace) -> StatementPattern? {
    do throws(PatternError) {
      return try StatementPattern(parsing: text)
    } catch {
      log.error("\(error)", at: place)
      return nil
    }
  }
}
