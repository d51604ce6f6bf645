import ConfigTree
import Diagnostics

/// A command that is a whole path.
struct PathCommand {
  enum Kind {
    case set
    case remove
    /// Says nothing about the configuration: `commit`.
    case nothing
    case unknown
  }

  var kind: Kind
  /// In the form of a document's lines.
  var path: [UInt8]
  /// Whether what the path leads to is switched off by setting it, and on again by its removal.
  var isMark: Bool

  /// Verbs around changes that change nothing themselves.
  private static let others: Set<String> = ["commit", "save", "exit", "configure", "top", "quit", "show"]

  /// The commands of a line: several where it ends with a list.
  static func all(_ line: ArraySlice<UInt8>, _ syntax: PathLinesSyntax) -> [PathCommand] {
    PathTree.paths(of: line, syntax).map { words in
      let verb = words.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
      let isMark = !verb.isEmpty && (verb == syntax.activate || verb == syntax.deactivate)
      let kind: Kind =
        switch verb {
        case syntax.negation: .remove
        case syntax.activate where isMark: .remove
        case syntax.deactivate where isMark: .set
        default: syntax.assigns.contains(verb) ? .set : others.contains(verb) ? .nothing : .unknown
        }
      return PathCommand(
        kind: kind, path: PathTree.line(of: Array(words.dropFirst()), syntax), isMark: isMark)
    }
  }
}

extension DeviceSession {
  /// Takes a command that is a whole path, from the top.
  mutating func follow(_ command: PathCommand, at place: SourcePlace) {
    self.place = place
    leaveAll()
    defer { leaveAll() }
    let path = command.isMark ? grammar.marked(command.path) : command.path
    switch command.kind {
    case .nothing: return
    case .unknown: refuse(.unknown, "The simulation does not know what this command does.")
    case .set: setPath(grammar.segments(of: path))
    case .remove: removePath(grammar.segments(of: path))
    }
  }

  private mutating func setPath(_ segments: [(text: [UInt8], isSection: Bool)]) {
    for segment in segments {
      let depth = modes.count
      let match = grammar.match(segment.text, under: mode.rule)
      set(match, .statement, segment.isSection)
      // A refusal has been said.
      guard !segment.isSection || modes.count > depth else { return }
    }
  }

  private mutating func removePath(_ segments: [(text: [UInt8], isSection: Bool)]) {
    for segment in segments.dropLast() {
      let match = grammar.match(segment.text, under: mode.rule)
      let present = find(match)
      guard !present.isEmpty else {
        return refuse(.nothingToRemove, "There is nothing like this to remove.")
      }
      modes.append(Mode(sections: present, rule: match.rule, isUnknown: match.rule == nil))
    }
    guard let last = segments.last else { return }
    let text = Array(grammar.negation.utf8) + [0x20] + last.text
    negate(grammar.match(text, under: mode.rule), .statement, text)
    dropEmpty()
  }

  /// A section that is no more than a word goes with the last thing in it.
  private mutating func dropEmpty() {
    while modes.count > 1, let sections = modes.popLast()?.sections {
      for section in sections where tree.children(of: section).isEmpty && !tree.isStated(section) {
        guard let rule = tree.rule(of: section).map({ grammar.rules[$0] }), rule.captureNames.isEmpty else {
          return
        }
        drop(section)
      }
    }
  }
}
