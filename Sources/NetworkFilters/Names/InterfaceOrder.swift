import Jinja

/// The order of interface names: letters by letters, numbers by size, `.` before `/`; equal names once.
enum InterfaceOrder {
  /// A run of letters and dashes, of digits, or of dots and slashes.
  struct Part: Hashable {
    enum Kind: Int {
      case letters, number, separator
    }

    var kind: Kind
    var text: String

    /// A number without leading zeros.
    fileprivate var digits: Substring { text.drop { $0 == "0" } }

    /// Whether it comes before another one; neither does where they count as equal, as `1` and `01` do.
    fileprivate func precedes(_ other: Part) -> Bool {
      guard kind == other.kind else { return kind.rawValue < other.kind.rawValue }
      switch kind {
      case .letters: return text.unicodeScalars.lexicographicallyPrecedes(other.text.unicodeScalars)
      case .number:
        let (left, right) = (digits, other.digits)
        return left.utf8.count == right.utf8.count ? left < right : left.utf8.count < right.utf8.count
      case .separator: return weight < other.weight
      }
    }

    private var weight: Int { text == "." ? 10 : text == "/" ? 20 : 0 }
  }

  /// Bytes of a name that is still taken for one.
  static let nameLimit = 1024

  /// The parts of a name.
  ///
  /// - Throws: for a character that interface names do not have.
  static func parts(of name: String, _ filter: String) throws(TemplateError) -> [Part] {
    guard name.utf8.count <= nameLimit else {
      throw .refused(filter, "\(name.shown) is longer than the \(nameLimit) bytes that a name may have")
    }
    var parts: [Part] = []
    for scalar in name.unicodeScalars {
      let kind: Part.Kind
      switch scalar {
      case "a"..."z", "A"..."Z", "-": kind = .letters
      case "0"..."9": kind = .number
      case ".", "/": kind = .separator
      default:
        throw .refused(
          filter,
          "\(name.shown) has the character \(String(Character(scalar)).shown): only letters, digits and -./ go"
        )
      }
      if parts.last?.kind == kind {
        parts[parts.count - 1].text.unicodeScalars.append(scalar)
      } else {
        parts.append(Part(kind: kind, text: String(Character(scalar))))
      }
    }
    return parts
  }

  /// Names in order, each once; a name that others begin with comes before them.
  static func sorted(_ names: [String], _ filter: String) throws(TemplateError) -> [String] {
    var tree = Tree()
    for name in names { tree.insert(try parts(of: name, filter)) }
    return tree.names
  }

  /// Names by the first run of word characters or digits, the last one first; otherwise the order stays.
  static func reversed(_ names: [String], _ filter: String) throws(TemplateError) -> [String] {
    var keyed: [(key: String, name: String)] = []
    for name in names {
      guard let first = name.unicodeScalars.first else {
        throw .refused(filter, "an interface has no name")
      }
      let length = kind(first) == .other ? 1 : name.unicodeScalars.prefix { kind($0) == kind(first) }.count
      keyed.append((String(name.unicodeScalars.prefix(length)), name))
    }
    let sorted = keyed.enumerated().sorted { left, right in
      let (left, right) = (
        (key: left.element.key, place: left.offset), (key: right.element.key, place: right.offset)
      )
      if left.key == right.key { return left.place < right.place }
      return right.key.unicodeScalars.lexicographicallyPrecedes(left.key.unicodeScalars)
    }
    return sorted.map(\.element.name)
  }

  private enum ScalarKind { case digit, word, other }

  private static func kind(_ scalar: Unicode.Scalar) -> ScalarKind {
    if ("0"..."9").contains(scalar) { return .digit }
    return scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      ? .word : .other
  }
}

/// Names by their parts; parts that count as equal keep the order in which they came, or last ended a name.
private struct Tree {
  private struct Node {
    var part: InterfaceOrder.Part
    var order: Int
    var isEnd = false
    var children: [InterfaceOrder.Part: Int] = [:]
  }

  private var nodes = [Node(part: InterfaceOrder.Part(kind: .letters, text: ""), order: 0)]
  private var clock = 0

  mutating func insert(_ parts: [InterfaceOrder.Part]) {
    var at = 0
    for (place, part) in parts.enumerated() {
      let next: Int
      if let known = nodes[at].children[part] {
        next = known
      } else {
        clock += 1
        next = nodes.count
        nodes[at].children[part] = next
        nodes.append(Node(part: part, order: clock))
      }
      at = next
      if place == parts.count - 1 {
        clock += 1
        nodes[at].order = clock
        nodes[at].isEnd = true
      }
    }
  }

  var names: [String] {
    var names: [String] = []
    var pending = sortedChildren(of: 0).reversed().map { (node: $0, prefix: "") }
    while let (node, prefix) = pending.popLast() {
      let name = prefix + nodes[node].part.text
      if nodes[node].isEnd { names.append(name) }
      pending += sortedChildren(of: node).reversed().map { ($0, name) }
    }
    return names
  }

  private func sortedChildren(of node: Int) -> [Int] {
    nodes[node].children.values.sorted { left, right in
      let (left, right) = (nodes[left], nodes[right])
      if left.part.precedes(right.part) { return true }
      return right.part.precedes(left.part) ? false : left.order < right.order
    }
  }
}
