/// An object that a statement brings into being or needs: an access list, a proposal, an interface.
package struct ConfigObject: Sendable, Hashable {
  /// Neutral word for the name space.
  package let kind: String
  package let name: String

  package init(kind: String, name: String) {
    self.kind = kind
    self.name = name
  }
}

extension MatchedDocument {
  /// The object that a node defines.
  ///
  /// A negated line defines nothing.
  package func definition(of node: Int) -> ConfigObject? {
    guard !isNegated(node), let rule = rule(of: node), let object = rule.statement.defines else { return nil }
    return rule.objects(object, splitsRest: false) { capture(slot: $0, of: node) }.first
  }

  /// The object with which a node comes and goes.
  package func companion(of node: Int) -> ConfigObject? {
    guard let rule = rule(of: node), let object = rule.statement.comesWith else { return nil }
    return rule.objects(object, splitsRest: false) { capture(slot: $0, of: node) }.first
  }

  /// What no other statement may have beside a node.
  package func exclusive(of node: Int) -> ConfigObject? {
    guard !isNegated(node), let rule = rule(of: node), let object = rule.statement.exclusive else {
      return nil
    }
    return rule.objects(object, splitsRest: false) { capture(slot: $0, of: node) }.first
  }

  /// The objects that a node needs.
  ///
  /// A negated line needs nothing, and what the device brings along is left out.
  package func references(of node: Int) -> [ConfigObject] {
    guard let rule = rule(of: node), !rule.statement.refers.isEmpty, !isNegated(node) else { return [] }
    return rule.statement.refers.flatMap { object in
      rule.objects(object, splitsRest: true) { capture(slot: $0, of: node) }
    }
  }
}

extension GrammarRule {
  /// The object that a line of this rule defines.
  package func definition(in match: LineMatch) -> ConfigObject? {
    guard !match.isNegated, let object = statement.defines else { return nil }
    return objects(object, splitsRest: false) { match.captures[$0]?[...] }.first
  }

  /// The object with which a line of this rule comes and goes.
  package func companion(in match: LineMatch) -> ConfigObject? {
    guard let object = statement.comesWith else { return nil }
    return objects(object, splitsRest: false) { match.captures[$0]?[...] }.first
  }

  /// What no other statement may have beside a line of this rule.
  package func exclusive(in match: LineMatch) -> ConfigObject? {
    guard !match.isNegated, let object = statement.exclusive else { return nil }
    return objects(object, splitsRest: false) { match.captures[$0]?[...] }.first
  }

  /// The objects that a line of this rule needs.
  package func references(in match: LineMatch) -> [ConfigObject] {
    guard !match.isNegated else { return [] }
    return statement.refers.flatMap { object in
      objects(object, splitsRest: true) { match.captures[$0]?[...] }
    }
  }

  /// The objects named by captures of a line.
  func objects(
    _ object: StatementRule.ObjectName, splitsRest: Bool, _ capture: (Int) -> ArraySlice<UInt8>?
  ) -> [ConfigObject] {
    var texts: [ArraySlice<UInt8>] = []
    for name in object.captures {
      guard let slot = captureNames.firstIndex(of: name), let text = capture(slot) else { return [] }
      texts.append(text)
    }
    let isOne = texts.count == 1
    let names =
      splitsRest && isOne
      ? Words.names(texts[0])
      : [texts.map { String(decoding: Words.bare($0), as: UTF8.self) }.joined(separator: " ")]
    return names.filter { !$0.isEmpty && !object.builtin.contains($0) }
      .map { ConfigObject(kind: object.kind, name: $0) }
  }
}
