/// Puts the nodes of a file together in pre-order, for syntaxes in which sections open and close like brackets.
///
/// The pieces that are added follow each other without a gap, so that printing the nodes gives the file back.
struct TreeBuilder {
  /// Deeper sections than any device has are read as children of the last one.
  static let depthLimit = 128

  private(set) var nodes: [ConfigNode] = []
  private var notes: [ParseNote] = []
  private var open: [Int32] = []
  /// Sections beyond the limit, which are open without holding anything.
  private var beyond = 0

  init(capacity: Int) { nodes.reserveCapacity(capacity) }

  /// How many sections are open.
  var depth: Int { open.count + beyond }

  /// The line on which the last node begins, from 1.
  var lastLine: Int { nodes.last?.line ?? 1 }

  /// The innermost open section's node.
  var section: Int? { open.last.map(Int.init) }

  /// Adds a node to the innermost open section; `columns` are those of its indentation.
  @discardableResult
  mutating func add(_ kind: ConfigNode.Kind, bytes: Range<Int>, text: Range<Int>, line: Int, columns: Int = 0)
    -> Int
  {
    let index = nodes.count
    nodes.append(
      ConfigNode(
        kind: kind, parentIndex: open.last ?? -1, subtreeEndIndex: Int32(index + 1),
        start: Int32(bytes.lowerBound), textStart: Int32(text.lowerBound), textEnd: Int32(text.upperBound),
        end: Int32(bytes.upperBound), lineNumber: Int32(line), columns: Int32(clamping: columns)))
    return index
  }

  /// What is added from now on stands in the section whose header was added last.
  mutating func enter() {
    guard let last = nodes.last else { return }
    guard open.count < TreeBuilder.depthLimit else {
      if beyond == 0 { note(.tooDeep, line: last.line) }
      beyond += 1
      return
    }
    open.append(Int32(nodes.count - 1))
  }

  /// Leaves the innermost section; false when none is open.
  @discardableResult
  mutating func leave() -> Bool {
    if beyond > 0 {
      beyond -= 1
      return true
    }
    guard let last = open.popLast() else { return false }
    nodes[Int(last)].subtreeEndIndex = Int32(nodes.count)
    return true
  }

  /// Remarks on a line; of very many only the first are kept.
  mutating func note(_ kind: ParseNote.Kind, line: Int, detail: String? = nil) {
    if notes.count < ParseNote.limit { notes.append(ParseNote(kind: kind, line: line, detail: detail)) }
  }

  /// The tree; sections that are still open end with the file.
  mutating func finish(_ bytes: [UInt8], source: String, addressing: ElementAddressing? = nil)
    -> ConfigDocument
  {
    beyond = 0
    while leave() {}
    notes.sort { $0.line < $1.line }
    return ConfigDocument(source: source, bytes: bytes, nodes: nodes, notes: notes, addressing: addressing)
  }
}
