import Diagnostics

/// Decodes lengths, alphabets and ranges.
struct LimitsDecoder {
  let scope: DecodingScope
  let inherited: Provenance

  func limits(_ node: DataNode?) -> Limits {
    var limits = Limits(names: [], key: nil, ranges: [], lineLength: nil)
    guard let node, let reader = scope.reader(node, "\"limits\"") else { return limits }
    defer { reader.finish() }
    limits.names = reader.map("names").compactMap(name)
    limits.key = reader.node("key").flatMap(key)
    limits.ranges = reader.map("ranges").compactMap(range)
    limits.lineLength = reader.number("line_length")
    return limits
  }

  private func name(_ member: DataNode.Member) -> Limits.NameLimit? {
    guard let reader = scope.reader(member.value, "a name's limit") else { return nil }
    defer { reader.finish() }
    let alphabet = reader.alphabet("alphabet")
    let first = reader.alphabet("first")
    let provenance = scope.provenance(reader, default: inherited)
    return reader.range("length").map {
      Limits.NameLimit(
        kind: member.key, length: $0, alphabet: alphabet, first: first, provenance: provenance)
    }
  }

  private func key(_ node: DataNode) -> Limits.KeyLimit? {
    guard let reader = scope.reader(node, "the key's limit") else { return nil }
    defer { reader.finish() }
    let alphabet = reader.alphabet("alphabet")
    let forbidden = reader.text("forbidden") ?? ""
    let prefixes = reader.texts("forbidden_prefixes")
    let provenance = scope.provenance(reader, default: inherited)
    return reader.range("length").map {
      Limits.KeyLimit(
        length: $0, alphabet: alphabet, forbidden: forbidden, forbiddenPrefixes: prefixes,
        provenance: provenance)
    }
  }

  /// `1..99`, or a map with `range` and what holds when nothing is written.
  private func range(_ member: DataNode.Member) -> Limits.NumberRange? {
    if case .text(let text) = member.value.content {
      guard let range = MapReader.range(text) else {
        scope.log.error("a range is written like 1..99", at: member.value.place)
        return nil
      }
      return Limits.NumberRange(name: member.key, range: range, standard: nil, provenance: inherited)
    }
    guard let reader = scope.reader(member.value, "a range") else { return nil }
    defer { reader.finish() }
    let standard = reader.number("default")
    let provenance = scope.provenance(reader, default: inherited)
    return reader.range("range").map {
      Limits.NumberRange(name: member.key, range: $0, standard: standard, provenance: provenance)
    }
  }
}
