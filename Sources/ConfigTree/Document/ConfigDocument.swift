package import Diagnostics

/// A configuration file as a tree that has lost nothing: printing it gives the file's bytes back.
package struct ConfigDocument: Sendable, Hashable {
  /// Where it came from, as the user named it.
  package let source: String
  /// The bytes as they were read.
  package let bytes: [UInt8]
  /// All nodes in pre-order.
  package let nodes: [ConfigNode]
  /// What the parser stumbled over, in order of lines.
  package let notes: [ParseNote]
  /// How nodes are addressed beside their lines; `nil` where lines are all there is.
  let addressing: ElementAddressing?
  /// Whether the bytes are not those of the file but say the same in whole paths; lines are the file's all the same.
  package let isRewritten: Bool

  package init(source: String, bytes: [UInt8], nodes: [ConfigNode], notes: [ParseNote] = []) {
    self.init(source: source, bytes: bytes, nodes: nodes, notes: notes, addressing: nil)
  }

  init(
    source: String, bytes: [UInt8], nodes: [ConfigNode], notes: [ParseNote], addressing: ElementAddressing?,
    isRewritten: Bool = false
  ) {
    self.source = source
    self.bytes = bytes
    self.nodes = nodes
    self.notes = notes
    self.addressing = addressing
    self.isRewritten = isRewritten
  }

  /// Whether its nodes are elements.
  package var isXML: Bool { addressing != nil }

  /// The file, byte for byte, put together from the nodes.
  package func print() -> [UInt8] {
    guard let first = nodes.first else { return bytes }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    output += bytes[..<first.bytes.lowerBound]
    for node in nodes { output += bytes[node.bytes] }
    return output
  }

  /// Columns beyond are counted from here, so that places in one very long line take bounded time.
  private static let columnLimit = 1 << 16

  /// The node's own text: no indentation, no line ending.
  package func text(of node: Int) -> ArraySlice<UInt8> { bytes[nodes[node].text] }

  /// The node's own text for people; bytes that are no UTF-8 become U+FFFD.
  ///
  /// It may hold a secret.
  package func string(of node: Int) -> String { String(decoding: text(of: node), as: UTF8.self) }

  /// Where the node's text begins.
  package func place(of index: Int) -> SourcePlace {
    let node = nodes[index]
    guard !isRewritten else { return SourcePlace(source: source, line: node.line) }
    // Several nodes may share a line.
    let before = bytes[max(0, node.text.lowerBound - ConfigDocument.columnLimit)..<node.text.lowerBound]
    // A byte order mark is in no column.
    let first = nodes.first?.bytes.lowerBound ?? 0
    let start = max(first, before.lastIndex(of: 0x0A).map { $0 + 1 } ?? before.startIndex)
    return SourcePlace(
      source: source, line: node.line, column: node.text.lowerBound - start + 1, address: address(of: index))
  }

  /// The direct children of a node, or of the file for `nil`, in order.
  package func children(of parent: Int?) -> ChildIndices {
    let end = parent.map { nodes[$0].subtreeEnd } ?? nodes.count
    return ChildIndices(nodes: nodes, position: parent.map { $0 + 1 } ?? 0, end: end)
  }

  /// The sections around a node, outermost first, without the node itself.
  package func ancestors(of node: Int) -> [Int] {
    var path: [Int] = []
    var next = nodes[node].parent
    while let index = next {
      path.append(index)
      next = nodes[index].parent
    }
    return path.reversed()
  }

  /// The words of a node's text, in quotes or not, as ranges of ``bytes``.
  package func words(of node: Int, quotes: Bool = false) -> [Range<Int>] {
    bytes.withUnsafeBufferPointer { Words.ranges(in: $0, of: nodes[node].text, quotes: quotes) }
  }

  /// Indices of siblings.
  package struct ChildIndices: Sequence, IteratorProtocol {
    let nodes: [ConfigNode]
    var position: Int
    let end: Int

    package mutating func next() -> Int? {
      guard position < end else { return nil }
      defer { position = nodes[position].subtreeEnd }
      return position
    }
  }
}
