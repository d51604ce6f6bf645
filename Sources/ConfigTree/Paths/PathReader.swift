/// Reads files of a device that is changed by whole paths, whatever notation they are in, as one kind of document: its
/// `set` lines, whose words are sections in sections as the rules have them.
///
/// `security { ike { proposal p1 { dh-group group14; } } }` and `set security ike proposal p1 dh-group group14` become
/// the same line, below it the nodes `security`, `ike`, `proposal p1` and `dh-group group14`. Quotes stand only where
/// they must, a list is a line for each of its values, and what a later line takes away is not there. What is switched
/// off has ``PathTree/inactiveMark`` as a line of its own.
package struct PathReader: Sendable {
  private let grammar: Grammar
  private let written: PathLinesSyntax
  private let lines: DocumentReader
  /// The notation of the device's own files, where it is another one.
  private let other: (syntax: Syntax, reader: DocumentReader)?
  private let options: StatementTree.Options

  /// `written` are the lines that change the device, `syntax` is how its own file is written down.
  package init(
    _ grammar: Grammar, written: PathLinesSyntax, syntax: Syntax, options: StatementTree.Options = .init()
  ) {
    self.grammar = grammar
    self.written = written
    self.options = options
    lines = DocumentReader(.pathLines(written))
    if case .pathLines = syntax { other = nil } else { other = (syntax, DocumentReader(syntax)) }
  }

  /// Reads a file of any content.
  ///
  /// Lines that begin with the verbs are read as such, whatever the notation of the device's own files.
  package func read(_ bytes: [UInt8], source: String) -> ConfigDocument {
    let plain = lines.read(bytes, source: source)
    guard let other, !PathReader.hasVerbs(plain) else { return paths(plain, .pathLines(written)) }
    return paths(other.reader.read(bytes, source: source), other.syntax)
  }

  /// Whether most lines are what the written form has.
  private static func hasVerbs(_ document: ConfigDocument) -> Bool {
    let strange = document.notes.count { $0.kind == .notUnderstood }
    let all = document.nodes.count { $0.isConfiguration }
    return strange * 2 < all
  }

  private func paths(_ document: ConfigDocument, _ syntax: Syntax) -> ConfigDocument {
    let tree = StatementTree(document, syntax: syntax, options: options, marksInactive: true)
    let statements = tree.statements.sorted { $0.node < $1.node }
    var notes = document.notes
    if tree.isCut { notes.append(ParseNote(kind: .tooLarge, line: 1)) }
    var builder = PathDocumentBuilder(grammar, verb: Array((written.assigns.first ?? "set").utf8))
    var next = 0
    let keepsComments = if case .pathLines = syntax { true } else { false }
    for (index, node) in document.nodes.enumerated() {
      if keepsComments, node.kind == .comment || node.kind == .separator {
        builder.add(node.kind, document.text(of: index), line: node.line)
      }
      while next < statements.count, statements[next].node == index {
        builder.addPath(plain(statements[next].text), line: node.line)
        next += 1
      }
    }
    return builder.finish(notes: notes, source: document.source)
  }

  /// The path with the device's own quotes.
  private func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let words = Words.split(Array(text), quotes: true).map(PathTree.unquoted)
    return PathTree.line(of: words, written)
  }
}

/// Writes lines of whole paths and their nodes.
private struct PathDocumentBuilder {
  private let verb: [UInt8]
  private var bytes: [UInt8] = []
  private var tree = TreeBuilder(capacity: 1_024)
  /// Headers of the sections that are open.
  private var open: [Range<Int>] = []
  private var matcher: LineMatcher
  private let grammar: Grammar

  init(_ grammar: Grammar, verb: [UInt8]) {
    self.grammar = grammar
    self.verb = verb
    matcher = LineMatcher(grammar: grammar, length: 0, nodes: 0)
  }

  mutating func add(_ kind: ConfigNode.Kind, _ text: ArraySlice<UInt8>, line: Int) {
    leave(to: 0)
    let start = bytes.count
    bytes += text
    bytes.append(0x0A)
    tree.add(kind, bytes: start..<bytes.count, text: start..<bytes.count - 1, line: line)
  }

  mutating func addPath(_ path: [UInt8], line: Int) {
    let start = bytes.count
    // Places in a document are 32 bits.
    guard start + path.count < Int(Int32.max) - 1_024 else { return }
    bytes += verb
    bytes.append(0x20)
    let first = bytes.count
    bytes += path
    bytes.append(0x0A)
    let segments = bytes.withUnsafeBufferPointer {
      matcher.segments($0, first..<first + path.count)
    }
    var depth = 0
    while depth < open.count, depth < segments.count, segments[depth].isSection,
      bytes[open[depth]] == bytes[segments[depth].text]
    {
      depth += 1
    }
    guard depth < segments.count else {
      // Everything that it says is said already.
      bytes.removeSubrange(start...)
      return
    }
    leave(to: depth)
    var begin = start
    for (index, segment) in segments.enumerated().dropFirst(depth) {
      let end = index == segments.count - 1 ? bytes.count : segment.text.upperBound
      tree.add(.statement, bytes: begin..<end, text: segment.text, line: line)
      begin = end
      guard segment.isSection else { continue }
      tree.enter()
      open.append(segment.text)
    }
  }

  private mutating func leave(to depth: Int) {
    while open.count > depth {
      open.removeLast()
      tree.leave()
    }
  }

  mutating func finish(notes: [ParseNote], source: String) -> ConfigDocument {
    let document = tree.finish(bytes, source: source)
    return ConfigDocument(
      source: source, bytes: bytes, nodes: document.nodes, notes: notes + document.notes, addressing: nil,
      isRewritten: true)
  }
}

/// A part of a path: the header of a section, or behind the last one the statement in it.
struct PathSegment: Hashable {
  var text: Range<Int>
  var isSection: Bool
}

extension Grammar {
  /// The parts of a path that stands in a text of its own.
  package func segments(of path: [UInt8]) -> [(text: [UInt8], isSection: Bool)] {
    var matcher = LineMatcher(grammar: self, length: path.count, nodes: 0)
    let segments = path.withUnsafeBufferPointer { matcher.segments($0, 0..<path.count) }
    return segments.map { (Array(path[$0.text]), $0.isSection) }
  }
}

extension LineMatcher {
  /// Splits a path into the headers of sections that rules know, and what is left behind the last of them.
  mutating func segments(_ text: UnsafeBufferPointer<UInt8>, _ path: Range<Int>) -> [PathSegment] {
    var segments: [PathSegment] = []
    var start = path.lowerBound
    var set = 0
    while let header = sectionHeader(text, start..<path.upperBound, set: set) {
      segments.append(PathSegment(text: start..<header.end, isSection: true))
      start = header.end
      while start < path.upperBound, Words.isBlank(text[start]) { start += 1 }
      guard start < path.upperBound else { return segments }
      set = grammar.rules[header.rule].children
    }
    segments.append(PathSegment(text: start..<path.upperBound, isSection: false))
    return segments
  }
}
