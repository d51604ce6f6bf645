import ConfigTree
import Diagnostics

extension DeviceSession {
  /// Takes a command of a menu, from the top.
  mutating func follow(_ command: MenuCommand, _ paths: MenuPaths, at place: SourcePlace) {
    self.place = place
    leaveAll()
    defer { leaveAll() }
    switch command.verb {
    case .silent: return
    case .other: refuse(.unknown, "The simulation does not know what this command does.")
    case .add: add(command, paths)
    case .set:
      guard let path = target(of: command, paths) else { return }
      for property in command.properties { walk(to: paths.property(property, of: path), .set) }
    case .clear:
      guard let path = target(of: command, paths) else { return }
      for word in command.words { clear(word, of: path) }
    case .remove:
      guard let path = target(of: command, paths) else { return }
      walk(to: path, .remove)
    }
  }

  private mutating func add(_ command: MenuCommand, _ paths: MenuPaths) {
    guard command.words.isEmpty, command.selection == nil, let item = paths.item(of: command) else {
      return refuse(.unknown, "The simulation does not know how to tell this item from others.")
    }
    guard !isThere(item.path) else { return refuse(.occupied, "There is such an item already.") }
    walk(to: item.path, .set)
    for property in item.rest { walk(to: paths.property(property, of: item.path), .set) }
  }

  /// What a command changes: items that are there, or the menu itself.
  private mutating func target(of command: MenuCommand, _ paths: MenuPaths) -> [UInt8]? {
    guard command.selection != nil else {
      guard command.verb == .set, command.words.isEmpty else {
        refuse(.unknown, "The simulation does not know which items are meant.")
        return nil
      }
      return command.menu
    }
    guard let item = paths.item(of: command) else {
      refuse(.unknown, "The simulation does not know which items are meant.")
      return nil
    }
    guard isThere(item.path) else {
      refuse(.nothingToRemove, "There is no such item.")
      return nil
    }
    return item.path
  }

  private mutating func walk(to path: [UInt8], _ kind: PathCommand.Kind) {
    follow(PathCommand(kind: kind, path: path, isMark: false), at: place)
  }

  /// Takes a property away, whatever its value.
  private mutating func clear(_ name: [UInt8], of path: [UInt8]) {
    guard enter(path) else { return }
    defer { leaveAll() }
    let lines = mode.sections.flatMap { tree.children(of: $0) }.map { Array(tree.text(of: $0)) }
      .filter { $0.starts(with: name + [0x20]) }
    guard !lines.isEmpty else { return refuse(.nothingToRemove, "The item has no such property.") }
    for line in lines {
      let text = Array(grammar.negation.utf8) + [0x20] + line
      negate(grammar.match(text, under: mode.rule), .statement, text)
    }
  }

  private mutating func isThere(_ path: [UInt8]) -> Bool {
    defer { leaveAll() }
    return enter(path)
  }

  /// Goes into the sections of a path, if they are there.
  private mutating func enter(_ path: [UInt8]) -> Bool {
    for segment in grammar.segments(of: path) {
      let match = grammar.match(segment.text, under: mode.rule)
      let present = find(match)
      guard !present.isEmpty else { return false }
      modes.append(Mode(sections: present, rule: match.rule, isUnknown: match.rule == nil))
    }
    return true
  }
}
