import ConfigTree
import Diagnostics

/// Decodes what people and templates need: recognition, names, recipes, readings, requirements.
struct BehaviourDecoder {
  let scope: DecodingScope
  let inherited: Provenance
  /// Names of the vocabulary tables.
  let tables: [String]

  func served(_ node: DataNode) -> ServedDevice? {
    guard let reader = scope.reader(node, "a served device") else { return nil }
    defer { reader.finish() }
    let vendor = reader.requiredText("vendor")
    return vendor.map {
      ServedDevice(
        vendor: $0, type: reader.text("type") ?? "*", model: reader.text("model") ?? "*",
        version: reader.text("version") ?? "*")
    }
  }

  func recognition(_ node: DataNode?, notations: [String]? = nil) -> Recognition {
    var recognition = Recognition()
    guard let node, let reader = scope.reader(node, "\"recognition\"") else { return recognition }
    defer { reader.finish() }
    recognition.evidence = reader.list("lines").compactMap { node in
      guard let entry = scope.reader(node, "a line of evidence") else { return nil }
      defer { entry.finish() }
      _ = entry.required("weight")
      let weight = entry.number("weight") ?? 0
      if !(-100...100).contains(weight) { scope.log.error("\"weight\" must be -100 to 100", at: node.place) }
      let notation = entry.text("notation")
      if let notation, let notations, !notations.contains(notation) {
        scope.log.unknown("notation", notation, of: notations, at: node.place)
      }
      return entry.requiredText("line").map {
        Recognition.Evidence(line: $0, weight: weight, notation: notation)
      }
    }
    recognition.versions = reader.placedTexts("versions").compactMap { text, place in
      guard let mark = text.firstRange(of: "{version}") else {
        scope.log.error("a version line holds `{version}`", at: place)
        return nil
      }
      return Recognition.VersionLine(
        before: String(text[..<mark.lowerBound]), after: String(text[mark.upperBound...]))
    }
    return recognition
  }

  /// The pattern alone, or a map with `pattern`, `kind` and `start`.
  func naming(_ member: DataNode.Member) -> Naming? {
    var naming = Naming(key: member.key, pattern: "", kind: nil, start: nil)
    if case .text(let text) = member.value.content {
      naming.pattern = text
    } else {
      guard let reader = scope.reader(member.value, "a name") else { return nil }
      defer { reader.finish() }
      naming.kind = reader.text("kind")
      naming.start = reader.number("start")
      guard let pattern = reader.requiredText("pattern") else { return nil }
      naming.pattern = pattern
    }
    for name in naming.pattern.placeholders where !Naming.placeholders.contains(name) {
      scope.log.unknown("placeholder", name, of: Naming.placeholders, at: member.value.place)
    }
    return naming
  }

  func recipe(_ member: DataNode.Member) -> Recipe? {
    guard let purpose = Recipe.Purpose(rawValue: member.key) else {
      scope.log.unknown("recipe", member.key, of: Recipe.Purpose.allCases.map(\.rawValue), at: member.place)
      return nil
    }
    guard let reader = scope.reader(member.value, "a recipe") else { return nil }
    defer { reader.finish() }
    let provenance = scope.provenance(reader, default: inherited)
    let steps = reader.list("steps").compactMap { node -> Recipe.Step? in
      if case .text(let text) = node.content { return Recipe.Step(command: nil, text: text) }
      guard let step = scope.reader(node, "a step") else { return nil }
      defer { step.finish() }
      return Recipe.Step(command: step.requiredText("run"), text: step.text("see"))
    }
    return Recipe(purpose: purpose, steps: steps, provenance: provenance)
  }

  func template(_ node: DataNode?, id: String) -> TemplateEntry {
    guard let node, let reader = scope.reader(node, "\"template\"") else {
      return TemplateEntry(folder: id, entry: "main.j2")
    }
    defer { reader.finish() }
    return TemplateEntry(folder: reader.text("folder") ?? id, entry: reader.text("entry") ?? "main.j2")
  }

  func comments(_ node: DataNode?) -> Comments {
    guard let node, let reader = scope.reader(node, "\"comments\"") else {
      return Comments(prefix: "", maskedKey: "")
    }
    defer { reader.finish() }
    let prefix = reader.requiredText("prefix") ?? ""
    return Comments(
      prefix: prefix, maskedKey: reader.text("masked_key") ?? prefix, suffix: reader.text("suffix") ?? "")
  }

  func keyEncoding(_ node: DataNode) -> KeyEncoding? {
    guard let reader = scope.reader(node, "a key encoding") else { return nil }
    defer { reader.finish() }
    let name = reader.requiredText("name")
    let kind: KeyEncoding.Kind? = reader.choice("kind")
    let encoding = KeyEncoding(
      name: name ?? "", prefix: reader.text("prefix"), suffix: reader.text("suffix"),
      exact: reader.text("exact"), capture: reader.text("capture"), words: reader.texts("words"),
      kind: kind ?? .opaque)
    if encoding.prefix == nil, encoding.exact == nil, encoding.capture == nil {
      scope.log.error("a key encoding needs `prefix`, `exact`, or `capture` and `words`", at: node.place)
    }
    return encoding
  }

  func requirement(_ node: DataNode) -> Requirement? {
    guard let reader = scope.reader(node, "a requirement") else { return nil }
    defer { reader.finish() }
    let id = reader.requiredText("id")
    let when = reader.required("when").flatMap(place)
    let needs = reader.required("needs").flatMap(place)
    let message = reader.requiredText("message")
    let remedy = reader.requiredText("remedy")
    let severity: Refusal.Strictness = reader.choice("severity") ?? .error
    let sameSection = reader.flag("same_section") ?? false
    let absent = reader.flag("absent") ?? false
    let provenance = scope.provenance(reader, default: inherited)
    guard let id, let when, let needs, let message, let remedy else { return nil }
    return Requirement(
      id: id, when: when, needs: needs, sameSection: sameSection, absent: absent, severity: severity,
      message: message, remedy: remedy, provenance: provenance)
  }

  private func place(_ node: DataNode) -> Requirement.Place? {
    guard let reader = scope.reader(node, "a place") else { return nil }
    defer { reader.finish() }
    let sections = reader.placedTexts("section").compactMap { scope.pattern($0.text, at: $0.place) }
    return reader.required("line").flatMap { line in
      reader.text(line, "line").flatMap { scope.pattern($0, at: line.place) }
    }.map { Requirement.Place(sections: sections, line: $0) }
  }
}

extension String {
  /// Words in braces.
  fileprivate var placeholders: [String] {
    split(separator: "{").dropFirst(hasPrefix("{") ? 0 : 1).compactMap { part in
      part.firstIndex(of: "}").map { String(part[..<$0]) }
    }
  }
}
