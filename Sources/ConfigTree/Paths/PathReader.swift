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
  /// Notations of the device's own files besides the lines, best first.
  private let others: [(syntax: Syntax, reader: DocumentReader)]
  private let options: StatementTree.Options

  /// `written` are the lines that change the device, `notations` are how its own files are written down, best first.
  package init(
    _ grammar: Grammar, written: PathLinesSyntax, notations: [Syntax],
    options: StatementTree.Options = .init()
  ) {
    self.grammar = grammar
    self.written = written
    self.options = options
    lines = DocumentReader(.pathLines(written))
    others = notations.compactMap { syntax in
      if case .pathLines = syntax { nil } else { (syntax, DocumentReader(syntax)) }
    }
  }

  /// Reads a file of any content.
  ///
  /// Its notation is told by its lines: XML begins with `<`, and most path lines begin with a verb.
  package func read(_ bytes: [UInt8], source: String) -> ConfigDocument {
    if let other = others.first(where: { $0.syntax.isXML == bytes.beginsWithElement }) {
      let plain = bytes.beginsWithElement ? nil : lines.read(bytes, source: source)
      guard let plain, hasVerbs(plain) else {
        return paths(other.reader.read(bytes, source: source), other.syntax)
      }
      return paths(plain, .pathLines(written))
    }
    return paths(lines.read(bytes, source: source), .pathLines(written))
  }

  /// Whether most lines begin with a verb.
  private func hasVerbs(_ document: ConfigDocument) -> Bool {
    let verbs = Set(written.verbs.map { Array($0.utf8)[...] })
    var all = 0
    var known = 0
    for (index, node) in document.nodes.enumerated() where node.isConfiguration {
      all += 1
      if verbs.contains(document.text(of: index).prefix { !Words.isBlank($0) }) { known += 1 }
    }
    return known * 2 > all
  }

  private func paths(_ document: ConfigDocument, _ syntax: Syntax) -> ConfigDocument {
    let (statements, found) = statements(of: document, syntax)
    let notes = document.notes + found
    var builder = PathDocumentBuilder(grammar, verb: Array((written.assigns.first ?? "set").utf8))
    var next = 0
    let keepsComments = if case .pathLines = syntax { true } else { false }
    for (index, node) in document.nodes.enumerated() {
      if keepsComments, node.kind == .comment || node.kind == .separator {
        builder.add(node.kind, document.text(of: index), line: node.line)
      }
      while next < statements.count, statements[next].node == index {
        builder.addPath(statements[next].text, line: node.line)
        next += 1
      }
    }
    return builder.finish(notes: notes, source: document.source)
  }

  /// The paths of a file in the order of its nodes, and what was odd about them.
  private func statements(
    of document: ConfigDocument, _ syntax: Syntax
  ) -> (paths: [(text: [UInt8], node: Int)], notes: [ParseNote]) {
    if case .pathCommands(let syntax) = syntax { return MenuPaths(grammar, syntax).statements(of: document) }
    let tree = StatementTree(document, syntax: syntax, options: options, marksInactive: true)
    let statements = tree.statements.enumerated().sorted {
      ($0.element.node, $0.offset) < ($1.element.node, $1.offset)
    }
    let cut = tree.isCut ? [ParseNote(kind: .tooLarge, line: 1)] : []
    return (
      statements.map { (plain($0.element.text), $0.element.node) }, unfollowed(document, syntax) + cut
    )
  }

  /// The path with the device's own quotes.
  private func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let path = PathTree.unmarked(text)
    let words = Words.split(Array(path ?? text), quotes: true).map(PathTree.unquoted)
    let line = PathTree.line(of: words, written)
    return path == nil ? line : grammar.marked(line)
  }

  /// What the file says that this reading does not follow.
  private func unfollowed(_ document: ConfigDocument, _ syntax: Syntax) -> [ParseNote] {
    let words: Set<ArraySlice<UInt8>>
    switch syntax {
    case .pathLines(let syntax): words = Set(syntax.unfollowed.map { Array($0.utf8)[...] })
    case .braces(let syntax): words = Set(syntax.unfollowed.map { Array($0.utf8)[...] })
    case .xml(let syntax) where syntax.keys.isEmpty:
      return [ParseNote(kind: .namesUnknown, line: 1)]
    default: return []
    }
    guard !words.isEmpty else { return [] }
    return document.nodes.indices.lazy.filter { index in
      document.nodes[index].isConfiguration
        && words.contains(document.text(of: index).prefix { !Words.isBlank($0) })
    }.prefix(ParseNote.limit).map { ParseNote(kind: .notFollowed, line: document.nodes[$0].line) }
  }
}

extension [UInt8] {
  /// Whether the first sign that is no blank, behind a byte order mark, opens an element.
  fileprivate var beginsWithElement: Bool {
    let text = starts(with: [0xEF, 0xBB, 0xBF]) ? self[3...] : self[...]
    return text.first { $0 > 0x20 } == UInt8(ascii: "<")
  }
}

extension Syntax {
  fileprivate var isXML: Bool { if case .xml = self { true } else { false } }
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
  /// Splits a path into the headers of sections that rules know, and what is left behind the last of them: a statement,
  /// the mark of one, or the mark of the last section alone.
  mutating func segments(_ text: UnsafeBufferPointer<UInt8>, _ path: Range<Int>) -> [PathSegment] {
    var segments: [PathSegment] = []
    var start = path.lowerBound
    var set = 0
    let end = (unmarked(text, path) ?? path).upperBound
    while start < end, let header = sectionHeader(text, start..<end, set: set) {
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
