extension ConfigDocument {
  /// The name of the element that a node is, and the text of one that holds nothing else; `nil` for a node that is none.
  func element(at index: Int) -> (name: [UInt8], content: [UInt8]?)? {
    let node = nodes[index]
    let text = node.text
    guard node.isConfiguration, text.count > 1, bytes[text.lowerBound] == UInt8(ascii: "<"),
      bytes[text.lowerBound + 1] != UInt8(ascii: "!")
    else { return nil }
    let token = bytes.withUnsafeBufferPointer { XMLToken($0, at: text.lowerBound) }
    let name = Array(bytes[token.name])
    guard node.subtreeEnd == index + 1, token.end < text.upperBound else { return (name, nil) }
    return (name, ElementText.plain(bytes[token.end..<text.upperBound]))
  }
}

/// Texts of elements.
private enum ElementText {
  private static let entities: [(name: [UInt8], value: UInt8)] = [
    ("lt", "<"), ("gt", ">"), ("amp", "&"), ("quot", "\""), ("apos", "'"),
  ].map { (Array("&\($0.0);".utf8), Array($0.1.utf8)[0]) }

  /// The text before the end tag, entities and CDATA resolved.
  static func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let dataStart = Array("<![CDATA[".utf8)
    let dataEnd = Array("]]>".utf8)
    var output: [UInt8] = []
    var position = text.startIndex
    while position < text.endIndex {
      let rest = text[position...]
      if rest.starts(with: dataStart) {
        let inner = rest.dropFirst(dataStart.count)
        let end = inner.firstRange(of: dataEnd)
        output += inner[..<(end?.lowerBound ?? inner.endIndex)]
        position = end?.upperBound ?? text.endIndex
      } else if let end = rest.withUnsafeBufferPointer({ StandIn.end(in: $0, at: 0) }) {
        output += rest.prefix(end)
        position += end
      } else if rest.first == UInt8(ascii: "<") {
        break
      } else if let entity = entities.first(where: { rest.starts(with: $0.name) }) {
        output.append(entity.value)
        position += entity.name.count
      } else {
        output.append(text[position])
        position += 1
      }
    }
    return output
  }
}
