package import ConfigTree
import Diagnostics

/// Decodes statement rules: each item is a pattern, a map with `match`, or `use` of a shared list.
struct StatementDecoder {
  let scope: DecodingScope
  private static let sharedDepth = 4

  /// `around` are the captures of the sections that the rules stand in.
  func rules(_ nodes: [DataNode], around: [String] = [], depth: Int = 0) -> [StatementRule] {
    nodes.flatMap { item($0, around, depth: depth) }
  }

  private func item(_ node: DataNode, _ around: [String], depth: Int) -> [StatementRule] {
    guard scope.ruleCount < DecodingScope.ruleLimit else {
      if scope.ruleCount == DecodingScope.ruleLimit {
        scope.ruleCount += 1
        scope.log.error("more than \(DecodingScope.ruleLimit) statements", at: node.place)
      }
      return []
    }
    if case .text(let text) = node.content {
      scope.ruleCount += 1
      return scope.pattern(text, at: node.place).map { [StatementRule(pattern: $0)] } ?? []
    }
    guard let reader = scope.reader(node, "a statement") else { return [] }
    if let use = reader.node("use") {
      let name = reader.text(use, "use")
      reader.finish()
      return name.map { shared($0, at: use.place, around, depth: depth) } ?? []
    }
    scope.ruleCount += 1
    let rule = rule(reader, around, depth: depth)
    reader.finish()
    return rule.map { [$0] } ?? []
  }

  private func shared(
    _ name: String, at place: SourcePlace, _ around: [String], depth: Int
  ) -> [StatementRule] {
    guard let node = scope.shared[name] else {
      scope.log.unknown("shared list", name, of: scope.shared.keys.sorted(), at: place)
      return []
    }
    guard depth < StatementDecoder.sharedDepth else {
      scope.log.error("shared lists use each other more than \(StatementDecoder.sharedDepth) deep", at: place)
      return []
    }
    guard case .list(let items) = node.content else {
      scope.log.error("a shared list must be a list, this is \(node.kind)", at: node.place)
      return []
    }
    return rules(items, around: around, depth: depth + 1)
  }

  private func rule(_ reader: MapReader, _ around: [String], depth: Int) -> StatementRule? {
    let match = reader.required("match")
    let pattern = match.flatMap { node in
      reader.text(node, "match").flatMap { scope.pattern($0, at: node.place) }
    }
    // A pattern with an error is replaced, so that the rest of the rule is checked too.
    guard let stand = pattern ?? (try? StatementPattern(parsing: "?")) else { return nil }
    var rule = StatementRule(pattern: stand)
    let names = rule.pattern.captureNames
    rule.id = reader.text("id")
    rule.section = reader.choice("section")
    rule.defines = reader.node("defines").flatMap { object($0, "defines", names) }
    rule.refers = reader.list("refers").compactMap { object($0, "refers", names) }
    if let node = reader.node("remove"), let text = reader.text(node, "remove") {
      rule.removal = text == "impossible" ? .impossible : .line(text)
      if text != "impossible" { check(text, rule.pattern, at: node.place) }
    }
    rule.replacement = reader.choice("replace") ?? .inPlace
    rule.ordered = reader.flag("ordered") ?? false
    rule.sequence = captures(reader, "sequence", names).first
    rule.negatable = reader.flag("negatable") ?? false
    rule.standard = reader.flag("standard") ?? false
    rule.comesWith = reader.node("comes_with").flatMap { object($0, "comes_with", names) }
    rule.exclusive = reader.node("exclusive").flatMap { object($0, "exclusive", names) }
    rule.automatic = reader.flag("automatic") ?? false
    rule.cascades = reader.flag("cascades") ?? false
    rule.locks = reader.flag("locks") ?? false
    rule.switchesOff = reader.flag("switches_off") ?? false
    rule.first = reader.flag("first") ?? false
    rule.single = reader.flag("single") ?? false
    rule.closer = reader.text("closer")
    if let node = reader.node("prints"), let text = reader.text(node, "prints") {
      rule.prints = text
      check(text, rule.pattern, at: node.place)
    }
    rule.secrets = captures(reader, "secret", names)
    rule.keyForms = captures(reader, "key_form", names)
    rule.wipes = reader.texts("wipes")
    rule.disruptive = reader.text("disruptive")
    rule.says = reader.map("says").map { member in
      StatementRule.Saying(fact: member.key, captures: captures(of: member, names + around))
    }
    rule.children = rules(reader.list("children"), around: names + around, depth: depth)
    rule.defaults = reader.texts("defaults")
    if rule.section == nil, !rule.children.isEmpty || !rule.defaults.isEmpty {
      scope.log.error(
        "a statement with children or defaults must say whose `section` it is", at: reader.place,
        remedy: "Add `section: owned` or `section: shared`.")
    }
    return pattern == nil ? nil : rule
  }

  /// The captures that hold a fact, one or a list.
  private func captures(of member: DataNode.Member, _ names: [String]) -> [String] {
    let items: [DataNode] = if case .list(let items) = member.value.content { items } else { [member.value] }
    return items.compactMap { item in
      guard case .text(let text) = item.content else {
        scope.log.error("a fact is held by captures, this is \(item.kind)", at: item.place)
        return nil
      }
      if !names.contains(text) { scope.log.unknown("capture", text, of: names, at: item.place) }
      return text
    }
  }

  private func captures(_ reader: MapReader, _ key: String, _ names: [String]) -> [String] {
    reader.placedTexts(key).map { text, place in
      if !names.contains(text) { scope.log.unknown("capture", text, of: names, at: place) }
      return text
    }
  }

  /// `kind <name> <name>` as text, or `{object: …, builtin: […]}`.
  private func object(_ node: DataNode, _ key: String, _ names: [String]) -> StatementRule.ObjectName? {
    if case .text(let text) = node.content { return object(text, names, builtin: [], at: node.place) }
    guard let reader = scope.reader(node, "\"\(key)\"") else { return nil }
    defer { reader.finish() }
    let builtin = reader.texts("builtin")
    return reader.requiredText("object").flatMap { object($0, names, builtin: builtin, at: node.place) }
  }

  private func object(
    _ text: String, _ names: [String], builtin: [String], at place: SourcePlace
  ) -> StatementRule.ObjectName? {
    let words = text.split(separator: " ").map(String.init)
    guard let kind = words.first, words.count > 1, !kind.hasPrefix("<"), !kind.hasPrefix("{") else {
      scope.log.error("an object is a kind and captures, like `ike-peer <name>`", at: place)
      return nil
    }
    var captures: [String] = []
    for word in words.dropFirst() {
      var name = word.drop { $0 == "<" || $0 == "{" }
      while let last = name.last, last == ">" || last == "}" { name.removeLast() }
      if !names.contains(String(name)) {
        scope.log.unknown("capture", String(name), of: names, at: place)
      }
      captures.append(String(name))
    }
    return StatementRule.ObjectName(kind: kind, captures: captures, builtin: builtin)
  }

  /// Placeholders of a line that is made from captures.
  private func check(_ text: String, _ pattern: StatementPattern, at place: SourcePlace) {
    for word in text.split(separator: " ") {
      guard word.hasPrefix("<") && word.hasSuffix(">") || word.hasPrefix("{") && word.hasSuffix("}") else {
        continue
      }
      var name = word.dropFirst().dropLast()
      if name.hasSuffix("...") { name = name.dropLast(3) }
      if !pattern.captureNames.contains(String(name)) {
        scope.log.unknown("capture", String(name), of: pattern.captureNames, at: place)
      }
    }
  }
}

extension StatementRule.Section: CaseIterable {
  package static var allCases: [StatementRule.Section] { [.owned, .shared] }
}

extension StatementRule.Replacement: CaseIterable {
  package static var allCases: [StatementRule.Replacement] { [.inPlace, .removeFirst] }
}
