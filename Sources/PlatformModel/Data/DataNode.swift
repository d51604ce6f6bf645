package import Diagnostics

/// A value of a data file with its place: text, list, map or nothing.
///
/// Numbers and truth values are text here; who asks for one says so.
package struct DataNode: Sendable, Hashable {
  package var content: Content
  package var place: SourcePlace

  package enum Content: Sendable, Hashable {
    /// An empty value, `~` or `null`.
    case nothing
    case text(String)
    case list([DataNode])
    case map([Member])
  }

  /// A key and its value; keys of one map differ.
  package struct Member: Sendable, Hashable {
    package var key: String
    package var place: SourcePlace
    package var value: DataNode

    package init(key: String, place: SourcePlace, value: DataNode) {
      self.key = key
      self.place = place
      self.value = value
    }
  }

  package init(_ content: Content, at place: SourcePlace) {
    self.content = content
    self.place = place
  }
}

extension DataNode {
  /// What it is, for messages.
  package var kind: String {
    switch content {
    case .nothing: "nothing"
    case .text: "text"
    case .list: "a list"
    case .map: "a map"
    }
  }

  /// The same data whatever file and line it comes from.
  package func hasSameContent(as other: DataNode) -> Bool {
    switch (content, other.content) {
    case (.nothing, .nothing): true
    case (.text(let a), .text(let b)): a == b
    case (.list(let a), .list(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.hasSameContent(as: $1) }
    case (.map(let a), .map(let b)):
      a.count == b.count
        && zip(a, b).allSatisfy { $0.key == $1.key && $0.value.hasSameContent(as: $1.value) }
    default: false
    }
  }
}

/// Bounds that no honest data file meets.
package enum DataLimits {
  /// Bytes of a file.
  package static let size = 2 << 20
  /// Values of a file.
  package static let nodes = 100_000
  /// Maps and lists inside each other.
  package static let depth = 48
}
