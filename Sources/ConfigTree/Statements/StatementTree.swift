/// What a file says, as lines below lines, whatever its notation: the shape that patterns are written for.
///
/// | family | a statement |
/// |---|---|
/// | indented, edit blocks | a line, below that of its section |
/// | braces, path lines | a whole path: one line, its words without quotes unless they hold blanks |
/// | path commands | the menu's path without its root; below it the command with its selection; below that each `name=value` as `name value` |
/// | XML | an element's name, with its text behind it; below the element that it stands in |
///
/// What is switched off or deleted is left out where the notation has a word for that.
package struct StatementTree: Sendable {
  package struct Statement: Sendable {
    /// Index of the statement that it stands below; always smaller than its own.
    package let parent: Int?
    /// The line; it may hold a key.
    package let text: ArraySlice<UInt8>
    /// The document's node that says it.
    package let node: Int
  }

  package private(set) var statements: [Statement] = []
  /// Whether a text with blanks is one word when it stands in quotes.
  package let quotes: Bool
  /// Whether the file's paths together are longer than anything that a device has, and some are left out.
  package private(set) var isCut = false

  /// What a platform says about how its files look to patterns.
  package struct Options: Sendable, Hashable {
    /// The sign between a name and its value in lines of the indented family.
    package var assignment: UInt8?
    /// What names an XML element, by the element's name: a child by its text, or behind `@` an attribute.
    package var elementNames: [String: String] = [:]
    /// Whether elements are whole paths, as in the platform's other notations.
    package var elementsArePaths = false
    /// The attribute of an XML element that is switched off.
    package var inactiveAttribute: String?
    /// What stands before paths in one notation and not in another, as words with blanks.
    package var prefixes: [String] = []

    package init() {}
  }

  /// With `marksInactive`, paths that are switched off are there, and one that says so; see ``PathTree/inactiveMark``.
  package init(
    _ document: ConfigDocument, syntax: Syntax, options: Options = Options(), marksInactive: Bool = false
  ) {
    switch syntax {
    case .indented, .editBlocks:
      quotes = syntax.quotes
      addLines(document, options.assignment)
    case .braces, .pathLines:
      quotes = true
      addPaths(document, syntax, options, marksInactive)
    case .pathCommands(let syntax):
      quotes = true
      addCommands(document, syntax)
    case .xml(let syntax):
      quotes = options.elementsArePaths
      if options.elementsArePaths {
        addElementPaths(document, keys: syntax.keys, options)
      } else {
        addElements(document, names: options.elementNames)
      }
    }
  }

  private mutating func add(_ text: ArraySlice<UInt8>, below parent: Int?, node: Int) -> Int {
    statements.append(Statement(parent: parent, text: text, node: node))
    return statements.count - 1
  }

  // MARK: Lines and paths

  private mutating func addLines(_ document: ConfigDocument, _ assignment: UInt8?) {
    var places = [Int?](repeating: nil, count: document.nodes.count)
    for (index, node) in document.nodes.enumerated() where node.isConfiguration {
      var text = document.text(of: index)
      if let assignment, let sign = text.firstIndex(of: assignment) {
        text = (Array(text[..<sign]) + [0x20] + StatementTree.withoutRemark(text[(sign + 1)...]))[...]
      }
      places[index] = add(text, below: node.parent.flatMap { places[$0] }, node: index)
    }
  }

  /// A value without the remark behind it.
  private static func withoutRemark(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var isQuoted = false
    for position in value.indices {
      if value[position] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if value[position] == UInt8(ascii: "#"), !isQuoted, position > value.startIndex,
        Words.isBlank(value[position - 1])
      {
        return value[..<position]
      }
    }
    return value
  }

  /// Bytes that all paths together may have: a path repeats the words above it, and a hostile file could nest without end.
  private static let pathLimit = 256 << 20

  private mutating func addPaths(
    _ document: ConfigDocument, _ syntax: Syntax, _ options: Options, _ marksInactive: Bool
  ) {
    guard let tree = PathTree(document, syntax: syntax) else { return }
    let prefixes = options.prefixes.map { $0.split(separator: " ").map { Array($0.utf8) } }
    var size = 0
    func visit(_ path: PathTree.Path, _ node: Int) {
      guard !path.isInactive, node >= 0 else { return }
      guard size < StatementTree.pathLimit else {
        isCut = true
        return
      }
      let text = StatementTree.text(of: path, without: prefixes)
      size += text.count
      _ = add(text[...], below: nil, node: node)
    }
    if marksInactive { tree.forEachMarkedLeaf(visit) } else { tree.forEachLeaf(visit) }
  }

  private static func text(of path: PathTree.Path, without prefixes: [[[UInt8]]]) -> [UInt8] {
    let prefix = prefixes.first { path.words.count > $0.count && path.words.starts(with: $0) }
    var path = path
    path.words.removeFirst(prefix?.count ?? 0)
    return path.text
  }

  // MARK: Path commands

  private mutating func addCommands(_ document: ConfigDocument, _ syntax: PathCommandsSyntax) {
    let root = Array(syntax.root.utf8)
    let verbs = Set(syntax.verbs.map { Array($0.utf8) })
    /// The statement of each menu that is a section.
    var menus: [Int: Int] = [:]
    for (index, node) in document.nodes.enumerated() where node.isConfiguration {
      var words = StatementTree.words(of: document.text(of: index))
      guard let first = words.first else { continue }
      var menu = node.parent.flatMap { menus[$0] }
      if first.starts(with: root), !root.isEmpty {
        let end = words.firstIndex { verbs.contains($0) } ?? words.count
        let path = Array(words[..<end].joined(separator: [0x20]))
        menu = add(path[root.count...], below: nil, node: index)
        if node.subtreeEnd > index + 1 || end == words.count { menus[index] = menu }
        words = Array(words[end...])
      }
      guard let verb = words.first else { continue }
      var command = verb
      var properties: [[UInt8]] = []
      for word in words.dropFirst() {
        if word.contains(UInt8(ascii: "=")), word.first != UInt8(ascii: "[") {
          properties.append(word)
        } else if properties.isEmpty {
          command += [0x20] + word
        }
      }
      let place = add(command[...], below: menu, node: index)
      for property in properties {
        let sign = property.firstIndex(of: UInt8(ascii: "=")) ?? property.endIndex
        _ = add((property[..<sign] + [0x20] + property.dropFirst(sign + 1))[...], below: place, node: index)
      }
    }
  }

  /// Words of a command: a text in quotes or brackets belongs to its word, and `\` at a line's end is nothing.
  static func words(of text: ArraySlice<UInt8>) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    var isQuoted = false
    var depth = 0
    var position = text.startIndex
    while position < text.endIndex {
      let byte = text[position]
      position += 1
      if byte == UInt8(ascii: "\\"), position < text.endIndex {
        let next = text[position]
        if next == 0x0A || next == 0x0D {
          // The rest of the value goes on behind the blanks of the next line.
          while position < text.endIndex, text[position] <= 0x20 { position += 1 }
        } else if isQuoted {
          word.append(byte)
          word.append(next)
          position += 1
        }
        continue
      }
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted {
        if byte == UInt8(ascii: "[") { depth += 1 }
        if byte == UInt8(ascii: "]") { depth -= 1 }
      }
      if byte <= 0x20, !isQuoted, depth <= 0 {
        if !word.isEmpty { words.append(word) }
        word = []
      } else {
        word.append(byte)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  // MARK: Elements

  private mutating func addElements(_ document: ConfigDocument, names: [String: String]) {
    var places = [Int?](repeating: nil, count: document.nodes.count)
    let names = Dictionary(uniqueKeysWithValues: names.map { (Array($0.utf8), Array($1.utf8)) })
    for index in document.nodes.indices {
      guard let element = document.element(at: index) else { continue }
      var line = element.name
      if let content = element.content {
        line.append(0x20)
        line += content
      } else if let wanted = names[line], let name = StatementTree.text(wanted, of: index, in: document) {
        line.append(0x20)
        line += name
      }
      places[index] = add(line[...], below: document.nodes[index].parent.flatMap { places[$0] }, node: index)
    }
  }

  /// The text of the first such child, or of an attribute `@name`.
  private static func text(_ wanted: [UInt8], of index: Int, in document: ConfigDocument) -> [UInt8]? {
    if wanted.first == UInt8(ascii: "@") {
      return document.attribute(String(decoding: wanted.dropFirst(), as: UTF8.self), of: index).map {
        Array($0.utf8)
      }
    }
    for child in document.children(of: index) {
      if let named = document.element(at: child), named.name == wanted, let content = named.content {
        return content
      }
    }
    return nil
  }

  /// An element as words: its name, or where a key attribute tells it from others that; then what its child `name` says.
  private mutating func addElementPaths(_ document: ConfigDocument, keys: [String], _ options: Options) {
    let prefixes = options.prefixes.map { $0.split(separator: " ").map { Array($0.utf8) } }
    var paths = [[[UInt8]]?](repeating: nil, count: document.nodes.count)
    var size = 0
    /// One past the last node of the element that is switched off.
    var skipped = 0
    for (index, node) in document.nodes.enumerated() where index >= skipped {
      guard size < StatementTree.pathLimit else {
        isCut = true
        break
      }
      guard let element = document.element(at: index) else { continue }
      if let mark = options.inactiveAttribute, document.attribute(mark, of: index) != nil {
        skipped = node.subtreeEnd
        continue
      }
      var words = node.parent.flatMap { paths[$0] } ?? []
      if let key = keys.lazy.compactMap({ document.attribute($0, of: index) }).first {
        words.append(Array(key.utf8))
      } else if element.name != Array("member".utf8) {
        words.append(element.name)
      }
      let isLeaf = node.subtreeEnd == index + 1
      if !isLeaf {
        words += StatementTree.name(of: index, in: document)
        paths[index] = words.count > PathTree.wordLimit ? nil : words
        continue
      }
      // The name already stands in its element's path; alone, with the end tag, it is all that there is.
      if element.name == Array("name".utf8), let parent = node.parent,
        StatementTree.name(of: parent, in: document) == [element.content ?? []]
      {
        let isAlone = document.children(of: parent).allSatisfy {
          $0 == index || document.element(at: $0) == nil
            || document.nodes[$0].kind == .closer
        }
        guard isAlone else { continue }
        let text = StatementTree.text(of: PathTree.Path(words: words.dropLast()), without: prefixes)
        size += text.count
        _ = add(text[...], below: nil, node: index)
        continue
      }
      if let content = element.content, !content.isEmpty { words.append(content) }
      let text = StatementTree.text(of: PathTree.Path(words: words), without: prefixes)
      size += text.count
      _ = add(text[...], below: nil, node: index)
    }
  }

  private static func name(of index: Int, in document: ConfigDocument) -> [[UInt8]] {
    for child in document.children(of: index) {
      guard let element = document.element(at: child) else { continue }
      return element.name == Array("name".utf8) ? [element.content ?? []] : []
    }
    return []
  }
}
