import Diagnostics

/// Takes the members of one map by name; what nobody took is an unknown key.
final class MapReader {
  let place: SourcePlace
  let log: DecodingLog
  private let what: String
  private var members: [String: DataNode.Member] = [:]
  private var order: [String] = []
  private var taken: [String] = []

  /// `nil`, with a remark, when the value is no map.
  init?(_ node: DataNode, _ what: String, _ log: DecodingLog) {
    guard case .map(let members) = node.content else {
      log.error("\(what) must be a map, this is \(node.kind)", at: node.place)
      return nil
    }
    place = node.place
    self.log = log
    self.what = what
    for member in members {
      self.members[member.key] = member
      order.append(member.key)
    }
  }

  /// Remarks on the keys that were not asked for.
  func finish() {
    for key in order where !taken.contains(key) {
      guard let member = members[key] else { continue }
      log.unknown("key in \(what)", key, of: taken.sorted(), at: member.place)
    }
  }

  /// The value of a key; `nil` when it is missing or nothing.
  func node(_ key: String) -> DataNode? {
    taken.append(key)
    guard let member = members[key] else { return nil }
    if case .nothing = member.value.content { return nil }
    return member.value
  }

  func required(_ key: String) -> DataNode? {
    let node = node(key)
    if node == nil { log.error("\(what) needs the key \"\(key)\"", at: members[key]?.place ?? place) }
    return node
  }

  func text(_ key: String) -> String? { node(key).flatMap { text($0, key) } }

  func requiredText(_ key: String) -> String? { required(key).flatMap { text($0, key) } }

  func text(_ node: DataNode, _ key: String) -> String? {
    guard case .text(let text) = node.content else {
      log.error("\"\(key)\" must be text, this is \(node.kind)", at: node.place)
      return nil
    }
    return text
  }

  /// One text or a list of texts.
  func texts(_ key: String) -> [String] { placedTexts(key).map(\.text) }

  func placedTexts(_ key: String) -> [(text: String, place: SourcePlace)] {
    list(key).compactMap { node in text(node, key).map { ($0, node.place) } }
  }

  /// A list, or one value as a list of it.
  func list(_ key: String) -> [DataNode] {
    guard let node = node(key) else { return [] }
    if case .list(let items) = node.content { return items }
    return [node]
  }

  /// A map from words to values.
  func map(_ key: String) -> [DataNode.Member] {
    guard let node = node(key) else { return [] }
    guard case .map(let members) = node.content else {
      log.error("\"\(key)\" must be a map, this is \(node.kind)", at: node.place)
      return []
    }
    return members
  }

  func flag(_ key: String) -> Bool? {
    guard let node = node(key), let text = text(node, key) else { return nil }
    switch text {
    case "true", "yes": return true
    case "false", "no": return false
    default:
      log.error("\"\(key)\" must be true or false", at: node.place)
      return nil
    }
  }

  func number(_ key: String) -> Int? {
    guard let node = node(key), let text = text(node, key) else { return nil }
    guard let number = Int(text), number.magnitude <= 0xFFFF_FFFF else {
      log.error("\"\(key)\" must be a whole number", at: node.place)
      return nil
    }
    return number
  }

  /// A range written as `1..99`.
  func range(_ key: String) -> ClosedRange<Int>? {
    guard let node = required(key), let text = text(node, key) else { return nil }
    guard let range = MapReader.range(text) else {
      log.error("\"\(key)\" must be a range like 1..99", at: node.place)
      return nil
    }
    return range
  }

  static func range(_ text: String) -> ClosedRange<Int>? {
    guard let dots = text.firstRange(of: "..") else { return nil }
    let left = text[..<dots.lowerBound]
    let right = text[dots.upperBound...]
    guard let low = left.isEmpty ? 0 : Int(left), let high = right.isEmpty ? Int(UInt32.max) : Int(right),
      low <= high
    else { return nil }
    return low...high
  }

  func choice<Choice: RawRepresentable & CaseIterable>(_ key: String) -> Choice?
  where Choice.RawValue == String {
    guard let node = node(key), let text = text(node, key) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    log.unknown("value of \"\(key)\"", text, of: Choice.allCases.map(\.rawValue), at: node.place)
    return nil
  }

  func version(_ key: String) -> SoftwareVersion? {
    guard let node = node(key), let text = text(node, key) else { return nil }
    if let version = SoftwareVersion(text) { return version }
    log.error("\"\(key)\" must be a version with a digit in it", at: node.place)
    return nil
  }

  func alphabet(_ key: String) -> Alphabet? {
    guard let node = node(key), let text = text(node, key) else { return nil }
    if let alphabet = Alphabet(text) { return alphabet }
    log.error("\"\(key)\" must be characters and ranges of printable ASCII like A-Za-z0-9_", at: node.place)
    return nil
  }
}
