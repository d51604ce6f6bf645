/// A document and what the grammar knows about each of its nodes.
package struct MatchedDocument: Sendable {
  package let document: ConfigDocument
  package let grammar: Grammar
  let store: MatchStore

  /// The rule of a node; `nil` for a statement that no rule matches, and for comments and the like.
  package func rule(of node: Int) -> GrammarRule? {
    ruleIndex(of: node).map { grammar.rules[$0] }
  }

  /// The rule's number in the grammar.
  package func ruleIndex(of node: Int) -> Int? {
    let rule = store.matches[node].rule
    return rule < 0 ? nil : Int(rule)
  }

  /// Whether the node is a negated statement (`no …`).
  package func isNegated(_ node: Int) -> Bool { store.matches[node].isNegated }

  /// How much of the rule's pattern the line shows; only negated lines show less than all.
  package func form(of node: Int) -> LineMatch.Form { store.matches[node].form }

  /// The words that identify the node among its siblings, together with its rule.
  package func identity(of node: Int) -> ArraySlice<UInt8> { store.keys[store.matches[node].identity.range] }

  /// The words of its value, one blank after each, a secret as the byte 0x01.
  package func value(of node: Int) -> ArraySlice<UInt8> { store.keys[store.matches[node].value.range] }

  /// A hash of rule and identity, good within this process only.
  package func identityHash(of node: Int) -> Int { store.matches[node].hash }

  /// Whether two nodes are the same statement, if they stand in the same section.
  package func isSame(_ node: Int, as other: Int, in otherDocument: MatchedDocument) -> Bool {
    let left = store.matches[node]
    let right = otherDocument.store.matches[other]
    return left.hash == right.hash && left.rule == right.rule
      && identity(of: node) == otherDocument.identity(of: other)
  }

  /// The bytes of a capture; `nil` when the line has no such capture.
  package func capture(_ name: String, of node: Int) -> ArraySlice<UInt8>? {
    rule(of: node)?.captureNames.firstIndex(of: name).flatMap { capture(slot: $0, of: node) }
  }

  /// A capture as text; bytes that are no UTF-8 become U+FFFD.
  ///
  /// It may be a key.
  package func string(_ name: String, of node: Int) -> String? {
    capture(name, of: node).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of a capture by its slot.
  package func capture(slot: Int, of node: Int) -> ArraySlice<UInt8>? {
    store.capture(slot, of: store.matches[node]).map(bytes)
  }

  /// The line as rules see it: in printed form, and of an element its name and text.
  package func text(of node: Int) -> ArraySlice<UInt8> { bytes(store.matches[node].text.range) }

  /// The node's line as the device prints it, with its keys marked.
  package func line(of node: Int) -> ConfigLine {
    let match = store.matches[node]
    let range = match.text.range
    guard let rule = rule(of: node), !rule.secretSlots.isEmpty else { return ConfigLine(Array(bytes(range))) }
    let secrets = rule.secretSlots.compactMap { store.capture($0, of: match) }
      .map { $0.lowerBound - range.lowerBound..<$0.upperBound - range.lowerBound }
      .sorted { $0.lowerBound < $1.lowerBound }
    return ConfigLine(Array(bytes(range)), secrets: secrets)
  }

  private func bytes(_ range: Range<Int>) -> ArraySlice<UInt8> {
    let length = document.bytes.count
    guard range.lowerBound >= length, !store.extra.isEmpty else { return document.bytes[range] }
    return store.extra[range.lowerBound - length..<range.upperBound - length]
  }
}

extension Grammar {
  /// Matches every node of a document in one walk.
  package func match(_ document: ConfigDocument) -> MatchedDocument {
    var matcher = LineMatcher(grammar: self, length: document.bytes.count, nodes: document.nodes.count)
    var elements = document.isXML ? ElementLines(self, document) : nil
    document.bytes.withUnsafeBufferPointer { text in
      for (index, node) in document.nodes.enumerated() {
        guard node.isConfiguration else {
          matcher.store.matches.append(NodeMatch())
          continue
        }
        var set = 0
        if let parent = node.parent {
          let rule = matcher.store.matches[parent].rule
          set = rule < 0 ? -1 : rules[Int(rule)].children
        }
        if let line = elements?.line(of: index, set: set) {
          matcher.match(standIn: line, set: set)
        } else {
          matcher.match(text, node.text, set: set, exact: node.kind == .blob)
        }
      }
    }
    return MatchedDocument(document: document, grammar: self, store: matcher.store)
  }
}
