import ConfigTree
import Diagnostics

extension BehaviourDecoder {
  /// Readings, each checked against the statements: its path must be patterns that stand inside each other.
  func readings(_ nodes: [DataNode], rules: [StatementRule]) -> [Reading] {
    nodes.compactMap { node in
      guard let reader = scope.reader(node, "a reading") else { return nil }
      defer { reader.finish() }
      let fact = reader.requiredText("fact")
      let sections = reader.placedTexts("section")
      let line = reader.required("line").flatMap { node in
        reader.text(node, "line").map { (text: $0, place: node.place) }
      }
      let captures = reader.placedTexts("capture")
      let vocabulary = reader.node("vocabulary").flatMap { node -> String? in
        let name = reader.text(node, "vocabulary")
        if let name, !tables.contains(name) {
          scope.log.unknown("vocabulary table", name, of: tables, at: node.place)
        }
        return name
      }
      let standard = reader.text("default")
      let value = reader.text("value")
      guard let fact, let line else { return nil }
      check(sections + [line], captures, rules)
      return Reading(
        fact: fact, path: sections.map(\.text) + [line.text], captures: captures.map(\.text),
        vocabulary: vocabulary, standard: standard, value: value)
    }
  }

  private func check(
    _ path: [(text: String, place: SourcePlace)], _ captures: [(text: String, place: SourcePlace)],
    _ rules: [StatementRule]
  ) {
    var siblings = rules
    var names: [String] = []
    for step in path {
      let known = siblings.map(\.pattern.text)
      guard siblings.contains(where: { $0.pattern.text == step.text }) else {
        scope.log.unknown("statement", step.text, of: known, at: step.place)
        return
      }
      let found = siblings.filter { $0.pattern.text == step.text }
      names += found.flatMap(\.pattern.captureNames)
      siblings = found.flatMap(\.children)
    }
    for capture in captures where !names.contains(capture.text) {
      scope.log.unknown("capture", capture.text, of: names, at: capture.place)
    }
  }
}
