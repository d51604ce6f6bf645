package import ConfigTree
package import Diagnostics

/// One difference, or a section with differences inside.
package struct DiffEntry: Sendable, Hashable {
  package var kind: Kind
  /// The statement as the device has it.
  package var running: DiffSide?
  /// The statement as it is to be.
  package var intended: DiffSide?
  /// Differences inside the section; for an added or removed one, all that it holds.
  package var children: [DiffEntry] = []
  /// Lists inside the section whose order counts and differs.
  var lists: [ListChange] = []
  /// All nodes of the statement, for repeated sections.
  var runningNodes: [Int] = []
  var intendedNodes: [Int] = []
  var rule: Int?

  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case added
    case removed
    /// Another value, which takes the place of the old one.
    case changed
    /// Another value; the old line has to be removed first.
    case replaced
    /// The same line at another place of an ordered list.
    case moved
    /// Equal but for a key, and nobody can tell whether the key is the same.
    case unverifiable
    /// Unchanged itself, with differences inside.
    case inside
  }

  /// How the kind is printed; width up to three.
  package var sign: String {
    switch kind {
    case .added: "+"
    case .removed: "-"
    case .changed, .moved: "~"
    case .replaced: "-/+"
    case .unverifiable: "?"
    case .inside: ""
    }
  }
}

/// A statement on one side of a difference.
package struct DiffSide: Sendable, Hashable {
  /// Its node in that side's document.
  package let node: Int
  /// The line, keys masked unless asked for.
  package let line: ConfigLine
  package let place: SourcePlace

  init(_ node: Int, in matched: MatchedDocument) {
    self.node = node
    line = matched.line(of: node)
    place = matched.document.place(of: node)
  }
}

/// An ordered list of which the order or the entries differ.
struct ListChange: Sendable, Hashable {
  let rule: Int
  /// Nodes of the running document, in its order.
  let running: [Int]
  /// What the list is to be: nodes of either side, in order.
  let target: [Item]

  enum Item: Sendable, Hashable {
    case running(Int)
    case intended(Int)
  }
}
