import ConfigTree

/// The lines of a device's configuration while commands change it.
struct SimulatedTree {
  /// A line that was read from the file or written by a command.
  struct Line {
    enum Origin {
      case node(Int)
      case typed(LineMatch)
    }

    var origin: Origin
    /// Text with indentation, without line ending, once it is not the file's own.
    var text: [UInt8]?
    var kind: ConfigNode.Kind
    var parent: Int
    var children: [Int] = []
    /// Columns that children stand at, once known.
    var columns: Int
  }

  let matched: MatchedDocument
  let step: Int
  /// What closes a section inside it, where its rule has no word of its own; `nil`: closers stand behind sections.
  let closerInside: [UInt8]?
  /// The verb that lines are printed with where each is a whole path; `nil`: lines stand in sections.
  private let verb: [UInt8]?
  private(set) var lines: [Line] = []
  private(set) var top: [Int] = []
  private(set) var changes = 0
  private let ending: [UInt8]

  init(_ matched: MatchedDocument, syntax: Syntax) {
    self.matched = matched
    step = syntax.step
    closerInside = syntax.closersInside ? Array(syntax.exit.utf8) : nil
    verb = syntax.paths.map { Array(($0.assigns.first ?? "set").utf8) }
    let document = matched.document
    let newline = document.bytes.firstIndex(of: 0x0A)
    let isWindows = newline.map { $0 > 0 && document.bytes[$0 - 1] == 0x0D } ?? false
    ending = isWindows ? [0x0D, 0x0A] : [0x0A]
    lines.reserveCapacity(document.nodes.count + 64)
    for (index, node) in document.nodes.enumerated() {
      let parent = node.parent ?? -1
      lines.append(Line(origin: .node(index), kind: node.kind, parent: parent, columns: node.indentation))
      if parent < 0 { top.append(index) } else { lines[parent].children.append(index) }
    }
  }

  func children(of parent: Int) -> [Int] { parent < 0 ? top : lines[parent].children }

  func isConfiguration(_ line: Int) -> Bool { lines[line].kind == .statement || lines[line].kind == .blob }

  // MARK: What is known about a line

  func rule(of line: Int) -> Int? {
    switch lines[line].origin {
    case .node(let node): matched.ruleIndex(of: node)
    case .typed(let match): match.rule
    }
  }

  func isNegated(_ line: Int) -> Bool {
    switch lines[line].origin {
    case .node(let node): matched.isNegated(node)
    case .typed(let match): match.isNegated
    }
  }

  func identity(of line: Int) -> ArraySlice<UInt8> {
    switch lines[line].origin {
    case .node(let node): matched.identity(of: node)
    case .typed(let match): match.identity[...]
    }
  }

  func value(of line: Int) -> ArraySlice<UInt8> {
    switch lines[line].origin {
    case .node(let node): matched.value(of: node)
    case .typed(let match): match.value[...]
    }
  }

  func capture(_ slot: Int, of line: Int) -> ArraySlice<UInt8>? {
    switch lines[line].origin {
    case .node(let node): matched.capture(slot: slot, of: node)
    case .typed(let match): match.captures.indices.contains(slot) ? match.captures[slot]?[...] : nil
    }
  }

  func definition(of line: Int) -> ConfigObject? {
    switch lines[line].origin {
    case .node(let node): matched.definition(of: node)
    case .typed(let match): match.rule.flatMap { matched.grammar.rules[$0].definition(in: match) }
    }
  }

  func exclusive(of line: Int) -> ConfigObject? {
    switch lines[line].origin {
    case .node(let node): matched.exclusive(of: node)
    case .typed(let match): match.rule.flatMap { matched.grammar.rules[$0].exclusive(in: match) }
    }
  }

  func companion(of line: Int) -> ConfigObject? {
    switch lines[line].origin {
    case .node(let node): matched.companion(of: node)
    case .typed(let match): match.rule.flatMap { matched.grammar.rules[$0].companion(in: match) }
    }
  }

  func references(of line: Int) -> [ConfigObject] {
    switch lines[line].origin {
    case .node(let node): matched.references(of: node)
    case .typed(let match): match.rule.map { matched.grammar.rules[$0].references(in: match) } ?? []
    }
  }

  /// The line as it is printed, without indentation.
  func text(of line: Int) -> ArraySlice<UInt8> {
    if let text = lines[line].text { return text.drop { $0 == 0x20 || $0 == 0x09 } }
    if case .node(let node) = lines[line].origin { return matched.document.text(of: node) }
    return []
  }

  // MARK: Changes

  /// Gives a line another text at its place.
  mutating func rewrite(_ line: Int, _ match: LineMatch) {
    lines[line].text = indentation(lines[line].columns) + match.text
    lines[line].origin = .typed(match)
    changes += 1
  }

  /// Writes a line below `parent` (-1: the top) at a place among its children.
  mutating func insert(_ match: LineMatch, kind: ConfigNode.Kind, below parent: Int, at place: Int) -> Int {
    let columns = columns(below: parent, rule: match.rule)
    let line = Line(
      origin: .typed(match), text: indentation(columns) + match.text, kind: kind, parent: parent,
      columns: columns)
    return add(line, at: place)
  }

  /// Whether the line has not been taken away, itself or with a section around it.
  func isPresent(_ line: Int) -> Bool {
    var line = line
    while true {
      let parent = lines[line].parent
      guard children(of: parent).contains(line) else { return false }
      if parent < 0 { return true }
      line = parent
    }
  }

  /// Writes a closer or a separator.
  mutating func insert(_ text: [UInt8], kind: ConfigNode.Kind, columns: Int, below parent: Int, at place: Int)
  {
    let match = LineMatch(
      rule: nil, isNegated: false, form: .full, identity: [], value: [], captures: [], text: text)
    _ = add(
      Line(
        origin: .typed(match), text: indentation(columns) + text, kind: kind, parent: parent, columns: columns
      ),
      at: place)
  }

  private mutating func add(_ line: Line, at place: Int) -> Int {
    lines.append(line)
    if line.parent < 0 {
      top.insert(lines.count - 1, at: place)
    } else {
      lines[line.parent].children.insert(lines.count - 1, at: place)
    }
    changes += 1
    return lines.count - 1
  }

  /// Takes a line and everything below it away.
  mutating func remove(_ line: Int) {
    let parent = lines[line].parent
    if parent < 0 {
      top.removeAll { $0 == line }
    } else {
      lines[parent].children.removeAll { $0 == line }
    }
    changes += 1
  }

  /// The line and all below it.
  func subtree(of line: Int) -> [Int] {
    var all = [line]
    var next = 0
    while next < all.count {
      all += lines[all[next]].children
      next += 1
    }
    return all
  }

  /// Where new lines stand: as their siblings of the same rule do, else as any sibling, else one step deeper.
  private func columns(below parent: Int, rule: Int?) -> Int {
    let siblings = children(of: parent).filter(isConfiguration)
    if parent < 0 {
      return rule.flatMap { rule in siblings.first { self.rule(of: $0) == rule } }.map { lines[$0].columns }
        ?? 0
    }
    return siblings.first.map { lines[$0].columns } ?? lines[parent].columns + step
  }

  private func indentation(_ columns: Int) -> [UInt8] { Array(repeating: 0x20, count: columns) }

  // MARK: Printing

  /// The whole file: old lines byte for byte, new ones with the file's own line ending.
  func print() -> [UInt8] {
    let bytes = matched.document.bytes
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + 4_096)
    if let first = matched.document.nodes.first { output += bytes[..<first.bytes.lowerBound] }
    if let verb {
      for line in top { write(line, behind: verb, &output) }
      return output
    }
    for line in top { write(line, bytes, &output) }
    // Whether the last line ends is a property of the file, whichever line is the last.
    if let last = bytes.last, last != 0x0A {
      while output.last == 0x0A || output.last == 0x0D { output.removeLast() }
    }
    return output
  }

  /// Whether the file has a line that ends with the section's header, where lines are whole paths.
  func isStated(_ line: Int) -> Bool {
    guard verb != nil, case .node(let node) = lines[line].origin else { return false }
    return matched.document.bytes[matched.document.nodes[node].bytes].last == 0x0A
  }

  /// A line for each statement that has nothing below it or is stated; depth is bounded by the rules.
  private func write(_ line: Int, behind path: [UInt8], _ output: inout [UInt8]) {
    guard isConfiguration(line) else {
      output += text(of: line)
      output += ending
      return
    }
    let path = path + [0x20] + text(of: line)
    if lines[line].children.isEmpty || isStated(line) {
      output += path
      output += ending
    }
    for child in lines[line].children { write(child, behind: path, &output) }
  }

  /// Depth is bounded by the parser.
  private func write(_ line: Int, _ bytes: [UInt8], _ output: inout [UInt8]) {
    if let text = lines[line].text {
      output += text
      output += ending
    } else if case .node(let node) = lines[line].origin {
      let range = matched.document.nodes[node].bytes
      output += bytes[range]
      if bytes[range].last != 0x0A { output += ending }
    }
    for child in lines[line].children { write(child, bytes, &output) }
  }
}
