import Foundation

/// The ids of rules that findings carry, as the sources write them.
enum RuleIDs {
  /// First words that stand in front of rules only: every text of this shape is an id.
  static let families = [
    "template", "intent", "config", "render", "capability", "bundle", "rollout", "proof", "simulation",
  ]

  /// Ids that a finding can get in these files, with the path of one of them; an id that is put together ends with `*`.
  static func reported(in files: [SourceFile]) -> [String: String] {
    var found: [String: String] = [:]
    for file in files where file.path.hasPrefix("Sources/") && !describes(file) {
      for id in ids(in: file.code) where found[id] == nil { found[id] = file.path }
    }
    return found
  }

  /// Complaints about ids without an explanation, and about explanations that no finding needs.
  static func complaints(_ files: [SourceFile], explained: Set<String>) -> [String] {
    let reported = reported(in: files)
    let unknown = reported.filter { id, _ in
      id.hasSuffix("*") ? !explained.contains { $0.hasPrefix(id.dropLast()) } : !explained.contains(id)
    }.map { "\($0.value) reports \($0.key), which `peerconf explain` does not know" }
    let idle = explained.filter { id in
      reported[id] == nil && !reported.keys.contains { $0.hasSuffix("*") && id.hasPrefix($0.dropLast()) }
    }.map { "`peerconf explain` knows \($0), which no finding has" }
    return (unknown + idle).sorted()
  }

  /// Where ids are explained they are not reported.
  private static func describes(_ file: SourceFile) -> Bool {
    file.path.contains("/RuleDescription+") || file.path.hasSuffix("/RuleBook.swift")
  }

  private static func ids(in code: String) -> Set<String> {
    let shapes = [
      // A dot is no boundary of words to Unicode: Finding(rule: "id", remark("id", remarks.error(\n "id", add(.error, "id"
      #/rule: "([a-z]+(?:-[a-z0-9]+)+)"/#,
      #/[^a-zA-Z](?:remark|error|warning|note)\(\s*"([a-z]+(?:-[a-z0-9]+)+)"/#,
      #/\.(?:error|warning|note),\s*"([a-z]+(?:-[a-z0-9]+)+)"/#,
      // A rule of the catalog.
      #/\blet id = "([a-z]+(?:-[a-z0-9]+)+)"/#,
    ]
    var found = Set(shapes.flatMap { code.matches(of: $0).map { String($0.output.1) } })
    for match in code.matches(of: #/"([a-z]+)-[a-z0-9]+(?:-[a-z0-9]+)*"/#)
    where families.contains(String(match.output.1)) {
      found.insert(String(match.output.0.dropFirst().dropLast()))
    }
    for match in code.matches(of: #/(?:rule: |remark\(\s*)"([a-z]+-(?:[a-z0-9]+-)*)\\\(/#) {
      found.insert("\(match.output.1)*")
    }
    return found
  }
}
