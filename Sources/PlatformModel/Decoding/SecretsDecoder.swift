import ConfigTree
import Diagnostics

/// Decodes the table of the places where secrets stand.
struct SecretsDecoder {
  let scope: DecodingScope
  let inherited: Provenance

  func rows(_ nodes: [DataNode]) -> [SecretRow] { nodes.compactMap(row) }

  private func row(_ node: DataNode) -> SecretRow? {
    guard let reader = scope.reader(node, "a secret") else { return nil }
    defer { reader.finish() }
    let exceptions = patterns(reader, "except")
    let kind: SecretKind? = exceptions.isEmpty ? reader.choice("kind") : .password
    if kind == nil { _ = reader.required("kind") }
    let encoding: ValueEncoding = reader.choice("encoding") ?? .clear
    let sections = patterns(reader, "in")
    let provenance = scope.provenance(reader, default: inherited)
    let place = exceptions.first.map { .line($0, captures: []) } ?? place(reader)
    guard let place, let kind else { return nil }
    return SecretRow(
      place: place, kind: kind, encoding: encoding, sections: sections, provenance: provenance)
  }

  private func place(_ reader: MapReader) -> SecretRow.Place? {
    let lines = patterns(reader, "line")
    let anywhere = patterns(reader, "anywhere")
    let secrets = reader.placedTexts("secret")
    let property = reader.text("property")
    let element = reader.text("element")
    let blocks = patterns(reader, "block")
    let until = reader.text("until")
    if let pattern = lines.first ?? anywhere.first {
      for (name, place) in secrets where !pattern.captureNames.contains(name) {
        scope.log.unknown("capture", name, of: pattern.captureNames, at: place)
      }
      if secrets.isEmpty, !pattern.captureNames.contains("key") {
        scope.log.error(
          "a line needs the capture {key}, or `secret` with the names of captures", at: reader.place)
      }
      let captures = secrets.isEmpty ? ["key"] : secrets.map(\.text)
      return lines.isEmpty ? .words(pattern, captures: captures) : .line(pattern, captures: captures)
    }
    if let property, !property.isEmpty { return .property(property.lowercased()) }
    if let element {
      let names = element.split(separator: "/").map(String.init)
      if !names.isEmpty { return .element(names) }
    }
    if let pattern = blocks.first, let until { return .block(pattern, until: until) }
    scope.log.error(
      "a secret needs `line`, `anywhere`, `property`, `element`, or `block` and `until`", at: reader.place)
    return nil
  }

  private func patterns(_ reader: MapReader, _ key: String) -> [StatementPattern] {
    reader.placedTexts(key).compactMap { scope.pattern($0.text, at: $0.place) }
  }
}
