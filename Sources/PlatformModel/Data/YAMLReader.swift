package import Diagnostics
import Yams

/// Reads one YAML document into data with places.
package enum YAMLReader {
  /// Words beginning with `*` where an alias could stand; more are refused before anything is composed,
  /// because the composer compares keys by their whole content, which aliases can blow up.
  private static let starLimit = 8

  /// Throws for text that is too big, not UTF-8, no YAML, or holds anchors, tags or keys that are no text.
  package static func read(_ bytes: [UInt8], source: String) throws(InputError) -> DataNode {
    let text = YAMLText(bytes: bytes, source: source)
    guard bytes.count <= DataLimits.size else {
      throw InputError(
        "the file has \(bytes.count) bytes; \(DataLimits.size) is the limit", at: SourcePlace(source: source))
    }
    if let offset = text.firstBadByte {
      throw text.error("this byte is not UTF-8", at: text.place(ofByte: offset), remedy: "Save it as UTF-8.")
    }
    if let offset = text.star(after: starLimit) {
      throw text.error(
        "too many words begin with `*`: aliases are not supported", at: text.place(ofByte: offset),
        remedy: "Quote texts that begin with `*`.")
    }
    do {
      let parser = try Parser(yaml: String(decoding: bytes, as: UTF8.self), resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else {
        throw InputError("the file is empty", at: SourcePlace(source: source))
      }
      // The parser owns the anchors that the walk looks for.
      return try withExtendedLifetime(parser) {
        var walk = Walk(text: text)
        return try walk.node(root, depth: 0)
      }
    } catch let error as InputError {
      throw error
    } catch let error as YamlError {
      throw text.error(error)
    } catch {
      throw InputError("\(error)", at: SourcePlace(source: source))
    }
  }

  /// Turns the composer's tree into ours.
  private struct Walk {
    let text: YAMLText
    var count = 0
    private var cursor = YAMLText.ColumnCursor()

    init(text: YAMLText) { self.text = text }

    mutating func node(_ node: Node, depth: Int) throws(InputError) -> DataNode {
      let place = text.place(node.mark, &cursor)
      count += 1
      guard depth <= DataLimits.depth else {
        throw text.error("more than \(DataLimits.depth) levels inside each other", at: place)
      }
      guard count <= DataLimits.nodes else {
        throw text.error("more than \(DataLimits.nodes) values in one file", at: place)
      }
      switch node {
      case .scalar(let scalar):
        try refuse(scalar.anchor != nil, scalar.tag, place)
        let isNothing = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
        return DataNode(isNothing ? .nothing : .text(scalar.string), at: place)
      case .sequence(let sequence):
        try refuse(sequence.anchor != nil, sequence.tag, place)
        var items: [DataNode] = []
        items.reserveCapacity(sequence.count)
        for item in sequence { items.append(try self.node(item, depth: depth + 1)) }
        return DataNode(.list(items), at: place)
      case .mapping(let mapping):
        try refuse(mapping.anchor != nil, mapping.tag, place)
        var members: [DataNode.Member] = []
        members.reserveCapacity(mapping.count)
        for (key, value) in mapping {
          let at = text.place(key.mark, &cursor)
          guard case .scalar(let name) = key else { throw text.error("a key must be one text", at: at) }
          try refuse(name.anchor != nil, name.tag, at)
          count += 1
          members.append(
            DataNode.Member(key: name.string, place: at, value: try self.node(value, depth: depth + 1)))
        }
        return DataNode(.map(members), at: place)
      case .alias:
        throw text.error("aliases are not supported", at: place)
      }
    }

    private func refuse(_ isAnchored: Bool, _ tag: Tag, _ place: SourcePlace) throws(InputError) {
      if isAnchored {
        throw text.error(
          "anchors are not supported", at: place,
          remedy: "Put statements that repeat under `shared:` and `use` them.")
      }
      // What the parser gives to values without a written tag; `!!str` and its like say nothing more.
      let plain: [Tag.Name] = [.implicit, .str, .seq, .map, Tag.Name(rawValue: "!")]
      if !plain.contains(where: { tag == Tag($0) }) {
        throw text.error(
          "tags are not supported", at: place, remedy: "Leave out the word that begins with `!`.")
      }
    }
  }
}
