import ConfigTree

/// Writes operations as commands of menus: an item is made in one command, and changed or removed where its key
/// finds it.
struct MenuStepWriter {
  private let operations: [Operation]
  private let sections: [PlanSection]
  private let grammar: Grammar
  private let syntax: PathCommandsSyntax
  /// Menus that have items of others.
  private let shared: Set<ArraySlice<UInt8>>

  init(_ operations: [Operation], _ sections: [PlanSection], _ items: MenuItems) {
    self.operations = operations
    self.sections = sections
    syntax = items.syntax
    grammar = items.running.grammar
    shared = items.sharedMenus
  }

  func write(_ order: [Int]) -> [CommandStep] {
    let made = made(order)
    return order.compactMap { index -> CommandStep? in
      let operation = operations[index]
      switch operation.kind {
      case .barrier: return nil
      case .enter: return making(operation, made[operation.section] ?? [])
      case .set where made[operation.section] != nil: return nil
      case .set: return setting(operation)
      case .remove: return removing(operation)
      }
    }
  }

  /// Items that come into being, with the operations on their properties.
  private func made(_ order: [Int]) -> [Int: [Int]] {
    var made: [Int: [Int]] = [:]
    for index in order where operations[index].kind == .enter && isItem(operations[index].section) {
      made[operations[index].section] = []
    }
    for index in order where operations[index].kind == .set {
      made[operations[index].section]?.append(index)
    }
    return made
  }

  /// Whether a section is an item, and not a menu.
  private func isItem(_ section: Int) -> Bool { sections[section].parent >= 0 }

  // MARK: Commands

  /// `add` with all properties; nothing for a menu, which is always there.
  private func making(_ operation: Operation, _ properties: [Int]) -> CommandStep? {
    let section = sections[operation.section]
    guard isItem(operation.section) else { return nil }
    var line = start(section.parent, syntax.adds)
    for (name, value) in pairs(section.line) { line.append(name, value) }
    for index in properties { line.append(operations[index].line) }
    if isFirst(operation) { line.append(Array(syntax.first.utf8)) }
    return operation.step(.set, line.line, grammar)
  }

  private func setting(_ operation: Operation) -> CommandStep? {
    let words = Words.split(operation.line.runnable, quotes: true)
    guard operation.section >= 0, let first = words.first else { return nil }
    let isItem = isItem(operation.section)
    var line = start(isItem ? sections[operation.section].parent : operation.section, syntax.assigns)
    if isItem {
      line.append(selection(sections[operation.section].line))
      line.append(operation.line)
    } else if first.elementsEqual(syntax.adds.utf8) {
      line = start(operation.section, syntax.adds)
      line.append(Array(operation.line.runnable.dropFirst(first.count + 1)))
    } else {
      line.append(operation.line)
    }
    return operation.step(.set, line.line, grammar)
  }

  private func removing(_ operation: Operation) -> CommandStep? {
    let words = Words.split(operation.line.runnable, quotes: true)
    // The negation, and what it takes away.
    guard operation.section >= 0, words.count > 1 else { return nil }
    let what = ConfigLine(Array(words.dropFirst().joined(separator: [0x20])))
    if isItem(operation.section) {
      // What has a value as long as nobody gives it one cannot be cleared.
      let standard = standard(of: words[1], in: operation)
      var line = start(sections[operation.section].parent, standard == nil ? syntax.clears : syntax.assigns)
      line.append(selection(sections[operation.section].line))
      if let standard { line.append(standard) } else { line.append(Array(words[1])) }
      return operation.step(.remove, line.line, grammar)
    }
    guard
      what.runnable.starts(with: "\(syntax.adds) ".utf8)
        || what.runnable.starts(with: "\(syntax.selects) ".utf8)
    else {
      // A property of the menu itself is always there.
      var line = start(operation.section, syntax.assigns)
      line.append(Array(words[1]), [])
      return operation.step(.remove, line.line, grammar)
    }
    var line = start(operation.section, syntax.negation)
    line.append(selection(what))
    return operation.step(.remove, line.line, grammar)
  }

  /// `[find name=x]` out of `find name x`, or out of what an item that no rule tells from others has.
  private func selection(_ header: ConfigLine) -> [UInt8] {
    var line = MenuLine(Array("[\(syntax.selects)".utf8))
    let adds = Array("\(syntax.adds) ".utf8)
    if header.runnable.starts(with: adds) {
      line.append(Array(header.runnable.dropFirst(adds.count)))
    } else {
      for (name, value) in pairs(header) { line.append(name, value) }
    }
    return line.line.runnable + [UInt8(ascii: "]")]
  }

  private func start(_ menu: Int, _ verb: String) -> MenuLine {
    let root = Array(syntax.root.utf8)
    let path = sections[menu].line.runnable.split(separator: root.first ?? UInt8(ascii: "/"))
    return MenuLine(root + Array(path.joined(separator: [0x20])) + [0x20] + Array(verb.utf8))
  }

  /// Names and values behind the first word.
  private func pairs(_ line: ConfigLine) -> [(name: [UInt8], value: [UInt8])] {
    let words = Words.split(line.runnable, quotes: true).dropFirst().map(PathTree.unquoted)
    return stride(from: 0, to: words.count - 1, by: 2).map { (words[$0], words[$0 + 1]) }
  }

  /// The line that is in force while an item does not have the property.
  private func standard(of property: ArraySlice<UInt8>, in operation: Operation) -> ConfigLine? {
    guard let rule = operation.rule >= 0 ? grammar.rules[operation.rule].parent : nil else { return nil }
    return grammar.defaults(of: rule).first { $0.text.starts(with: property + [0x20]) }.map {
      ConfigLine($0.text)
    }
  }

  /// Whether the item is to stand before those of others, and there are any.
  private func isFirst(_ operation: Operation) -> Bool {
    guard operation.rule >= 0, grammar.rules[operation.rule].statement.first, !syntax.first.isEmpty else {
      return false
    }
    return shared.contains(sections[sections[operation.section].parent].line.runnable[...])
  }
}

/// A command that is put together, with the places of its keys.
private struct MenuLine {
  private var bytes: [UInt8]
  private var secrets: [Range<Int>] = []

  init(_ start: [UInt8]) { bytes = start }

  var line: ConfigLine { ConfigLine(bytes, secrets: secrets) }

  mutating func append(_ word: [UInt8]) { bytes += [0x20] + word }

  mutating func append(_ name: [UInt8], _ value: [UInt8]) {
    append(name + [UInt8(ascii: "=")] + MenuText.quoted(value[...]))
  }

  /// A property in the form of a path: `address 192.0.2.1`.
  mutating func append(_ property: ConfigLine) {
    let words = Words.split(property.runnable, quotes: true)
    guard let name = words.first, let value = words.dropFirst().first else { return }
    bytes += [0x20] + name + [UInt8(ascii: "=")]
    let text = MenuText.quoted(PathTree.unquoted(value)[...])
    let isQuoted = text.first == UInt8(ascii: "\"")
    if !property.secrets.isEmpty {
      secrets.append(bytes.count + (isQuoted ? 1 : 0)..<bytes.count + text.count - (isQuoted ? 1 : 0))
    }
    bytes += text
  }
}

extension OperationBuilder {
  /// Where an item is made in one command, everything that its properties need has to be there before.
  mutating func joinItems() {
    for index in operations.indices where operations[index].kind == .set {
      let section = operations[index].section
      guard section >= 0, let maker = sections[section].maker else { continue }
      operations[maker].refers += operations[index].refers
    }
  }
}
