import ConfigTree
import Diagnostics

/// Decodes a whole platform; everything that is wrong is collected.
struct PlatformDecoder {
  let scope: DecodingScope
  /// Whether patterns and lines made from captures are tried as a whole too.
  let compilesGrammar: Bool

  func platform(_ root: DataNode) -> Platform? {
    guard let reader = scope.reader(root, "a platform file") else { return nil }
    let sources = sources(reader)
    scope.sources = sources.map(\.id)
    for member in reader.map("shared") { scope.shared[member.key] = member.value }
    let id = identifier(reader)
    let name = reader.requiredText("name")
    _ = reader.required("confidence")
    let provenance = scope.provenance(reader, default: Provenance(confidence: .unverified))
    let syntax = reader.required("syntax").flatMap(SyntaxDecoder(scope: scope).syntax)
    let notations = reader.map("notations").compactMap { member in
      SyntaxDecoder(scope: scope).syntax(member.value).map { Notation(name: member.key, syntax: $0) }
    }
    let readsOnly = reader.flag("reads_only") ?? false
    if !readsOnly { _ = reader.required("statements") }
    let writes: Platform.Share = reader.choice("writes") ?? .tunnels
    let groups = groups(reader, provenance)
    let words = VocabularyDecoder(scope: scope, inherited: provenance)
    let vocabulary = words.tables(reader.map("vocabulary"))
    let capabilities = reader.node("capabilities").map(words.capabilities)
    let limits = LimitsDecoder(scope: scope, inherited: provenance).limits(reader.node("limits"))
    let behaviour = BehaviourDecoder(scope: scope, inherited: provenance, tables: vocabulary.map(\.name))
    let written = syntax ?? .indented(IndentedSyntax())
    let platform = Platform(
      id: id ?? "", name: name ?? "", provenance: provenance, sources: sources,
      serves: reader.list("serves").compactMap(behaviour.served),
      syntax: written, written: written, notations: notations, readsOnly: readsOnly, writes: writes,
      recognition: behaviour.recognition(
        reader.required("recognition"), notations: notations.map(\.name)), groups: groups,
      vocabulary: vocabulary,
      capabilities: capabilities ?? Capabilities(features: [], refusals: [], maxConnections: nil),
      limits: limits, naming: reader.map("naming").compactMap(behaviour.naming),
      recipes: reader.map("recipes").compactMap(behaviour.recipe),
      template: behaviour.template(reader.node("template"), id: id ?? ""),
      comments: behaviour.comments(reader.required("comments")),
      keyEncodings: reader.list("key_encodings").compactMap(behaviour.keyEncoding),
      secrets: SecretsDecoder(scope: scope, inherited: provenance).rows(reader.list("secrets")),
      readings: behaviour.readings(reader.list("readings"), rules: groups.flatMap(\.rules)),
      tunnels: TunnelDecoder(scope: scope, tables: vocabulary.map(\.name)).tunnels(reader.node("tunnels")),
      requirements: reader.list("requires").compactMap(behaviour.requirement))
    reader.finish()
    if compilesGrammar { compile(platform, at: reader.place) }
    return scope.log.hasErrors ? nil : platform
  }

  /// The grammar has the last word on patterns and lines made from captures.
  private func compile(_ platform: Platform, at place: SourcePlace) {
    guard !scope.log.hasErrors else { return }
    do throws(PatternError) {
      _ = try Grammar(platform.statements, syntax: platform.written)
    } catch {
      scope.log.error("\(error)", at: place)
    }
  }

  private func identifier(_ reader: MapReader) -> String? {
    guard let node = reader.required("id"), let id = reader.text(node, "id") else { return nil }
    let isKebab =
      id.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D }
      && !id.isEmpty && id.utf8.count <= 64 && !id.hasPrefix("-")
    if !isKebab { scope.log.error("\"id\" must be lower-case letters, digits and `-`", at: node.place) }
    return id
  }

  private func sources(_ reader: MapReader) -> [Source] {
    reader.map("sources").compactMap { member in
      if case .text(let title) = member.value.content {
        return Source(id: member.key, title: title, url: nil)
      }
      guard let entry = scope.reader(member.value, "a source") else { return nil }
      defer { entry.finish() }
      let url = entry.text("url")
      return entry.requiredText("title").map { Source(id: member.key, title: $0, url: url) }
    }
  }

  private func groups(_ reader: MapReader, _ inherited: Provenance) -> [StatementGroup] {
    reader.list("statements").compactMap { node in
      guard let entry = scope.reader(node, "a group of statements") else { return nil }
      defer { entry.finish() }
      let name = entry.requiredText("group")
      let provenance = scope.provenance(entry, default: inherited)
      let rules = StatementDecoder(scope: scope).rules(entry.list("rules"))
      return name.map { StatementGroup(name: $0, provenance: provenance, rules: rules) }
    }
  }
}
