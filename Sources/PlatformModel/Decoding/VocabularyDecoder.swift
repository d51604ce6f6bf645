import Diagnostics

/// Decodes vocabulary tables and capabilities.
struct VocabularyDecoder {
  let scope: DecodingScope
  let inherited: Provenance

  func tables(_ members: [DataNode.Member]) -> [VocabularyTable] {
    members.compactMap { member in
      guard let reader = scope.reader(member.value, "a vocabulary table") else { return nil }
      defer { reader.finish() }
      let provenance = scope.provenance(reader, default: inherited)
      var entries: [VocabularyEntry] = []
      for word in reader.map("words") {
        // A word whose spelling changed has a list of entries.
        if case .list(let items) = word.value.content {
          entries += items.compactMap { entry(word.key, $0, provenance) }
        } else if let entry = entry(word.key, word.value, provenance) {
          entries.append(entry)
        }
      }
      return VocabularyTable(name: member.key, entries: entries)
    }
  }

  /// The spelling alone, nothing for "cannot be said", or a map.
  private func entry(_ word: String, _ node: DataNode, _ inherited: Provenance) -> VocabularyEntry? {
    var entry = VocabularyEntry(
      word: word, spelling: nil, alternatives: [], versions: VersionRange(), provenance: inherited, note: nil)
    switch node.content {
    case .nothing:
      return entry
    case .text(let text):
      entry.spelling = text
      return entry
    default:
      guard let reader = scope.reader(node, "a word's spelling") else { return nil }
      defer { reader.finish() }
      entry.spelling = reader.text("say")
      entry.alternatives = reader.texts("also")
      entry.versions = scope.versions(reader)
      entry.provenance = scope.provenance(reader, default: inherited)
      entry.note = reader.text("note")
      return entry
    }
  }

  func capabilities(_ node: DataNode) -> Capabilities {
    var capabilities = Capabilities(features: [], refusals: [], maxConnections: nil)
    guard let reader = scope.reader(node, "\"capabilities\"") else { return capabilities }
    defer { reader.finish() }
    capabilities.maxConnections = reader.number("max_connections")
    capabilities.features = reader.map("features").flatMap { member -> [Capabilities.Feature] in
      if case .list(let items) = member.value.content {
        return items.compactMap { feature(member.key, $0) }
      }
      return feature(member.key, member.value).map { [$0] } ?? []
    }
    capabilities.refusals = reader.list("refusals").compactMap(refusal)
    return capabilities
  }

  private func feature(_ name: String, _ node: DataNode) -> Capabilities.Feature? {
    guard let reader = scope.reader(node, "a feature") else { return nil }
    defer { reader.finish() }
    _ = reader.required("supported")
    let answer: Capabilities.Answer? = reader.choice("supported")
    return Capabilities.Feature(
      name: name, answer: answer ?? .unknown, versions: scope.versions(reader), reason: reader.text("reason"),
      instead: reader.text("instead"), provenance: scope.provenance(reader, default: inherited))
  }

  private func refusal(_ node: DataNode) -> Refusal? {
    guard let reader = scope.reader(node, "a refusal") else { return nil }
    defer { reader.finish() }
    let id = reader.requiredText("id")
    let conditions = reader.map("when").compactMap(condition)
    if reader.required("when") != nil, conditions.isEmpty {
      scope.log.error("\"when\" must name at least one fact", at: reader.place)
    }
    let severity: Refusal.Strictness = reader.choice("severity") ?? .error
    let versions = scope.versions(reader)
    let provenance = scope.provenance(reader, default: inherited)
    let reason = reader.requiredText("reason")
    let instead = reader.requiredText("instead")
    guard let id, let reason, let instead, !conditions.isEmpty else { return nil }
    return Refusal(
      id: id, conditions: conditions, versions: versions, severity: severity, reason: reason,
      instead: instead,
      provenance: provenance)
  }

  private func condition(_ member: DataNode.Member) -> Refusal.Condition? {
    guard Refusal.facts.contains(member.key) else {
      scope.log.unknown("fact", member.key, of: Refusal.facts, at: member.place)
      return nil
    }
    var nodes = [member.value]
    if case .list(let items) = member.value.content { nodes = items }
    let values = nodes.compactMap { node -> Refusal.Value? in
      guard case .text(let text) = node.content else {
        scope.log.error("a value must be text, this is \(node.kind)", at: node.place)
        return nil
      }
      return MapReader.range(text).map { .range($0) } ?? .word(text)
    }
    return Refusal.Condition(fact: member.key, values: values)
  }
}
