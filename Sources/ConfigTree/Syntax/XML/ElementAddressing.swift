/// How an element of an XML document is addressed: an XPath that selects it alone.
struct ElementAddressing: Sendable, Hashable {
  /// Attributes that tell an element from its siblings of the same name, best first.
  var keys: [String] = []

  /// Siblings that are counted; an element behind more of them has no address, rather than a slow one.
  fileprivate static let siblingLimit = 4096
}

extension ConfigDocument {
  /// The XPath of the element that a node is or stands in, such as `/pfsense/ipsec/phase1[2]/pre-shared-key`.
  ///
  /// `nil` for documents that are no XML, and for nodes outside of the document.
  func address(of node: Int) -> String? {
    guard let addressing else { return nil }
    var path = ""
    for index in ancestors(of: node) + [node] {
      guard let name = elementName(of: index) else { continue }
      guard let predicate = predicate(of: index, named: name, keys: addressing.keys) else { return nil }
      path += "/" + String(decoding: bytes[name], as: UTF8.self) + predicate
    }
    return path.isEmpty ? nil : path
  }

  /// The name in a start tag.
  private func elementName(of node: Int) -> Range<Int>? {
    let text = nodes[node].text
    guard nodes[node].isConfiguration, text.count > 1, bytes[text.lowerBound] == UInt8(ascii: "<"),
      bytes[text.lowerBound + 1] != UInt8(ascii: "!")
    else { return nil }
    return bytes.withUnsafeBufferPointer { XMLToken($0, at: text.lowerBound).name }
  }

  /// Nothing for an only child of its name, otherwise its key, or its number among them.
  private func predicate(of node: Int, named name: Range<Int>, keys: [String]) -> String? {
    for key in keys {
      if let value = attribute(key, of: node), !value.contains("'") { return "[@\(key)='\(value)']" }
    }
    var number = 0
    var count = 0
    for (seen, sibling) in children(of: nodes[node].parent).enumerated() {
      guard seen < ElementAddressing.siblingLimit else { return nil }
      guard let other = elementName(of: sibling), bytes[other].elementsEqual(bytes[name]) else { continue }
      count += 1
      if sibling == node { number = count }
    }
    return count == 1 ? "" : "[\(number)]"
  }

  /// The value of an attribute, as it is written.
  func attribute(_ key: String, of node: Int) -> String? {
    let text = nodes[node].text
    let end = bytes.withUnsafeBufferPointer { XMLToken($0, at: text.lowerBound).end }
    let tag = bytes[text.lowerBound..<min(end, text.upperBound)]
    let begin = Array(" \(key)=".utf8)
    guard let start = tag.indices.first(where: { tag[$0...].starts(with: begin) }) else { return nil }
    let rest = tag[(start + begin.count)...]
    guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let close = rest.dropFirst().firstIndex(of: quote)
    else { return nil }
    return String(decoding: rest[rest.startIndex + 1..<close], as: UTF8.self)
  }
}
