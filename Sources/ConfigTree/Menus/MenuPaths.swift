/// Brings the lines of a device with menus into the form of whole paths, as its rules have them.
///
/// | in the file | as a path |
/// |---|---|
/// | `/ip ipsec peer add name=x port=500 address=192.0.2.1` | `/ip/ipsec/peer find name x port 500` and `/ip/ipsec/peer find name x address 192.0.2.1` |
/// | `/ip ipsec peer set [find name=x] port=500` | `/ip/ipsec/peer find name x port 500` |
/// | `/system identity set name=br1` | `/system/identity name br1` |
/// | an item that no rule tells from others | `/ip/firewall/filter add chain=input action=accept` |
///
/// A rule tells items by the pairs of its pattern behind the word for selecting: `find name <name>`, or `find chain srcnat
/// comment <text>`.
package struct MenuPaths: Sendable {
  private let grammar: Grammar
  private let syntax: PathCommandsSyntax
  private let paths: PathLinesSyntax
  private let selects: [UInt8]

  package init(_ grammar: Grammar, _ syntax: PathCommandsSyntax) {
    self.grammar = grammar
    self.syntax = syntax
    paths = syntax.paths
    selects = Array(syntax.selects.utf8)
  }

  /// What tells an item of a rule from others: names and, where the rule says them, values.
  private typealias Key = (name: [UInt8], values: [[UInt8]]?)

  /// The path of a menu's items that a command means; `nil` where no rule tells them from others.
  package func item(of command: MenuCommand) -> [UInt8]? {
    let properties = command.selection ?? command.properties
    guard let key = key(of: properties, in: command.menu) else { return nil }
    return line([command.menu, selects] + key.flatMap { [$0.name, $0.value] })
  }

  /// The path of a property of what stands before it.
  package func property(_ property: MenuCommand.Property, of path: [UInt8]) -> [UInt8] {
    path + [0x20] + line([property.name, property.value])
  }

  /// Properties of a command that do not tell the item from others.
  package func rest(of command: MenuCommand) -> [MenuCommand.Property] {
    guard command.selection == nil, let key = key(of: command.properties, in: command.menu) else {
      return command.properties
    }
    return command.properties.filter { !key.contains($0) }
  }

  private func key(of properties: [MenuCommand.Property], in menu: [UInt8]) -> [MenuCommand.Property]? {
    for key in keys(of: menu) {
      let found = key.compactMap { part in
        properties.first { $0.name == part.name && part.values?.contains($0.value) ?? true }
      }
      if found.count == key.count { return found }
    }
    return nil
  }

  /// The keys of a menu's items, best first.
  private func keys(of menu: [UInt8]) -> [[Key]] {
    guard let parent = grammar.match(menu, under: nil).rule else { return [] }
    return grammar.rules.lazy.filter { $0.parent == parent && $0.statement.section != nil }
      .compactMap { pairs($0.statement.pattern.elements) }
  }

  private func pairs(_ elements: [StatementPattern.Element]) -> [Key]? {
    guard case .words([String(decoding: selects, as: UTF8.self)])? = elements.first, elements.count % 2 == 1
    else { return nil }
    var pairs: [Key] = []
    for place in stride(from: 1, to: elements.count, by: 2) {
      guard case .words(let names) = elements[place], let name = names.first else { return nil }
      switch elements[place + 1] {
      case .words(let values), .capture(_, _, .oneOf(let values)):
        pairs.append((Array(name.utf8), values.map { Array($0.utf8) }))
      case .capture: pairs.append((Array(name.utf8), nil))
      case .rest, .optional: return nil
      }
    }
    return pairs
  }

  private func line(_ words: [[UInt8]]) -> [UInt8] { PathTree.line(of: words, paths) }

  /// What a file says, each with the node that says it.
  func statements(of document: ConfigDocument) -> (paths: [(text: [UInt8], node: Int)], notes: [ParseNote]) {
    var commands = MenuCommands(syntax)
    var found: [(text: [UInt8], node: Int)] = []
    var notes: [ParseNote] = []
    var items: Set<[UInt8]> = []
    for (index, node) in document.nodes.enumerated() where node.isConfiguration {
      guard let command = commands.command(of: index, in: document), command.verb != .silent else { continue }
      guard let lines = lines(of: command, &items) else {
        if notes.count < ParseNote.limit { notes.append(ParseNote(kind: .notFollowed, line: node.line)) }
        continue
      }
      found += lines.map { ($0, index) }
    }
    return (found, notes)
  }

  /// `nil` where what the command does is not followed.
  private func lines(of command: MenuCommand, _ items: inout Set<[UInt8]>) -> [[UInt8]]? {
    switch command.verb {
    case .add:
      guard command.words.isEmpty, command.selection == nil else { return nil }
      // Of several items that no rule tells apart the others are somebody else's.
      guard let item = item(of: command), items.insert(item).inserted else {
        let words = command.properties.map { $0.name + [UInt8(ascii: "=")] + $0.value }
        return [line([command.menu, Array(syntax.adds.utf8)] + words)]
      }
      let rest = rest(of: command)
      return rest.isEmpty ? [item] : rest.map { property($0, of: item) }
    case .set:
      var path = line([command.menu])
      if let selection = command.selection {
        path =
          item(of: command) ?? line([command.menu, selects] + selection.flatMap { [$0.name, $0.value] })
      } else if !command.words.isEmpty {
        path = line([command.menu, Array(syntax.assigns.utf8)] + command.words)
      }
      return command.properties.map { property($0, of: path) }
    case .silent: return []
    case .remove, .clear, .other: return nil
    }
  }
}
