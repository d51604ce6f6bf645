/// A line of a device with menus, taken apart: `/ip ipsec peer set [find name=x] port=4500`.
package struct MenuCommand: Sendable, Hashable {
  /// The menu's path as one word: `/ip/ipsec/peer`.
  package var menu: [UInt8]
  package var verb: Verb
  /// What the items have that are meant.
  package var selection: [Property]?
  /// Words without a value: a name or number of an item, or properties to clear.
  package var words: [[UInt8]] = []
  package var properties: [Property] = []

  package enum Verb: Sendable, Hashable {
    case add
    case set
    case remove
    /// Takes properties away.
    case clear
    /// Says nothing about the configuration.
    case silent
    /// Anything else.
    case other
  }

  /// `name=value`, the value without quotes and escapes.
  package struct Property: Sendable, Hashable {
    package var name: [UInt8]
    package var value: [UInt8]
  }
}

/// Takes the lines of one file apart, in order.
package struct MenuCommands {
  private let syntax: PathCommandsSyntax
  private let root: [UInt8]
  private let verbs: [[UInt8]: MenuCommand.Verb]
  private let first: [UInt8]
  /// The menu of each node that is one.
  private var menus: [Int: [UInt8]] = [:]

  package init(_ syntax: PathCommandsSyntax) {
    self.syntax = syntax
    root = Array(syntax.root.utf8)
    first = Array(syntax.first.utf8)
    var verbs: [[UInt8]: MenuCommand.Verb] = [:]
    for verb in syntax.verbs { verbs[Array(verb.utf8)] = .other }
    for verb in syntax.silent { verbs[Array(verb.utf8)] = .silent }
    verbs[Array(syntax.adds.utf8)] = .add
    verbs[Array(syntax.assigns.utf8)] = .set
    verbs[Array(syntax.clears.utf8)] = .clear
    verbs[Array(syntax.negation.utf8)] = .remove
    verbs[[]] = nil
    self.verbs = verbs
  }

  /// The command of a node; `nil` for one that names a menu alone.
  ///
  /// Nodes are asked for in the order of the document.
  package mutating func command(of index: Int, in document: ConfigDocument) -> MenuCommand? {
    let node = document.nodes[index]
    let words = StatementTree.words(of: document.text(of: index))
    var menu = node.parent.flatMap { menus[$0] } ?? root
    // `/` alone, or with a path behind it, begins at the top.
    var start = words.startIndex
    if words.first?.starts(with: root) == true {
      menu = root
      start = words[0].count == root.count ? 1 : 0
    }
    var position = start
    var verb: MenuCommand.Verb?
    while verb == nil, position < words.count, !words[position].contains(UInt8(ascii: "=")) {
      // `/ip/ipsec/peer/add` as well as `/ip ipsec peer add`.
      for part in words[position].split(separator: root.first ?? UInt8(ascii: "/")) {
        verb = verbs[Array(part)]
        if verb == nil { menu += (menu.count == root.count ? [] : root) + part }
      }
      position += 1
    }
    guard verb != nil || position < words.count else {
      menus[index] = menu
      return nil
    }
    var command = MenuCommand(menu: menu, verb: verb ?? .other)
    for word in words[position...] { add(word, to: &command) }
    return command
  }

  private func add(_ word: [UInt8], to command: inout MenuCommand) {
    // Where an item stands in its menu is no property.
    if word == first, !first.isEmpty { return }
    if word.first == UInt8(ascii: "["), word.last == UInt8(ascii: "]") {
      guard command.selection == nil, let selection = selection(word.dropFirst().dropLast()) else {
        command.verb = .other
        return
      }
      command.selection = selection
    } else if let property = MenuCommands.property(word) {
      command.properties.append(property)
    } else {
      command.words.append(word)
    }
  }

  /// What stands in brackets behind the word for selecting; `nil` where it is more than properties.
  private func selection(_ text: ArraySlice<UInt8>) -> [MenuCommand.Property]? {
    let words = StatementTree.words(of: text)
    guard words.first == Array(syntax.selects.utf8) else { return nil }
    let properties = words.dropFirst().map(MenuCommands.property)
    return properties.contains { $0 == nil } ? nil : properties.compactMap(\.self)
  }

  private static func property(_ word: [UInt8]) -> MenuCommand.Property? {
    guard let sign = word.firstIndex(of: UInt8(ascii: "=")), sign > 0 else { return nil }
    return MenuCommand.Property(
      name: Array(word[..<sign]), value: MenuText.plain(word[(sign + 1)...]))
  }
}

/// Values as a device with menus writes them.
package enum MenuText {
  /// A value without quotes and escapes.
  static func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard text.count >= 2, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\"") else {
      return Array(text)
    }
    var bytes: [UInt8] = []
    var rest = text.dropFirst().dropLast()
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      if let meaning = escapes.first(where: { $0.letter == next })?.byte {
        bytes.append(meaning)
      } else if let high = digit(next), let low = rest.first.flatMap(digit) {
        rest.removeFirst()
        bytes.append(high << 4 | low)
      } else {
        bytes.append(next)
      }
    }
    return bytes
  }

  /// The value as a command has it: in quotes where a sign in it could mean anything.
  package static func quoted(_ value: ArraySlice<UInt8>) -> [UInt8] {
    let inner = escaped(value)
    let isPlain = !value.isEmpty && value.allSatisfy { isSafe($0) }
    return isPlain ? inner : [UInt8(ascii: "\"")] + inner + [UInt8(ascii: "\"")]
  }

  private static func escaped(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in value {
      if let letter = escapes.first(where: { $0.byte == byte && $0.letter != UInt8(ascii: "_") })?.letter {
        bytes += [UInt8(ascii: "\\"), letter]
      } else if [UInt8](#""\$?"#.utf8).contains(byte) {
        bytes += [UInt8(ascii: "\\"), byte]
      } else if byte < 0x20 || byte == 0x7F {
        let digits = Array("0123456789ABCDEF".utf8)
        bytes += [UInt8(ascii: "\\"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  private static let escapes: [(letter: UInt8, byte: UInt8)] = [
    (UInt8(ascii: "n"), 0x0A), (UInt8(ascii: "r"), 0x0D), (UInt8(ascii: "t"), 0x09),
    (UInt8(ascii: "_"), 0x20),
  ]

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    default: nil
    }
  }

  private static func isSafe(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || Array("._:/@%+,-*!".utf8).contains(byte)
  }
}
