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
  private let syntax: PathCommandsSyntax
  private let paths: PathLinesSyntax
  private let selects: [UInt8]
  /// What tells items from others, by menu, best first.
  private let keys: [[UInt8]: [[StatementPattern.Pair]]]

  package init(_ grammar: Grammar, _ syntax: PathCommandsSyntax) {
    self.syntax = syntax
    paths = syntax.paths
    selects = Array(syntax.selects.utf8)
    var keys: [[UInt8]: [[StatementPattern.Pair]]] = [:]
    for rule in grammar.rules where rule.statement.section != nil {
      guard let menu = rule.parent.flatMap({ grammar.rules[$0].statement.pattern.pairs }), menu.pairs.isEmpty,
        let key = rule.statement.pattern.pairs, key.word == selects
      else { continue }
      keys[menu.word, default: []].append(key.pairs)
    }
    self.keys = keys
  }

  /// An item of a menu that a command means.
  package struct Item {
    package var path: [UInt8]
    /// Properties of the command that do not tell it from others.
    package var rest: [MenuCommand.Property]
  }

  /// `nil` where no rule tells the item from others.
  package func item(of command: MenuCommand) -> Item? {
    let properties = command.selection ?? command.properties
    for key in keys[command.menu, default: []] {
      let found = key.compactMap { part in
        properties.first { $0.name == part.name && part.values?.contains($0.value) ?? true }
      }
      guard found.count == key.count else { continue }
      return Item(
        path: line([command.menu, selects] + found.flatMap { [$0.name, $0.value] }),
        rest: command.selection == nil
          ? command.properties.filter { !found.contains($0) } : command.properties)
    }
    return nil
  }

  /// The path of a property of what stands before it.
  package func property(_ property: MenuCommand.Property, of path: [UInt8]) -> [UInt8] {
    path + [0x20] + line([property.name, property.value])
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
      guard let item = item(of: command), items.insert(item.path).inserted else {
        let words = command.properties.map { $0.name + [UInt8(ascii: "=")] + $0.value }
        return [line([command.menu, Array(syntax.adds.utf8)] + words)]
      }
      return item.rest.isEmpty ? [item.path] : item.rest.map { property($0, of: item.path) }
    case .set:
      var path = line([command.menu])
      if let selection = command.selection {
        path =
          item(of: command)?.path
          ?? line([command.menu, selects] + selection.flatMap { [$0.name, $0.value] })
      } else if !command.words.isEmpty {
        path = line([command.menu, Array(syntax.assigns.utf8)] + command.words)
      }
      return command.properties.map { property($0, of: path) }
    case .silent: return []
    case .remove, .clear, .other: return nil
    }
  }
}
