import ConfigTree
import Diagnostics

/// Decodes how tunnels are read.
final class TunnelDecoder {
  private let scope: DecodingScope
  private let tables: [String]
  /// Sections that everything may stand in.
  private var inside: [[StatementPattern]] = []

  init(scope: DecodingScope, tables: [String]) {
    self.scope = scope
    self.tables = tables
  }

  func tunnels(_ node: DataNode?) -> TunnelRows {
    var tunnels = TunnelRows()
    guard let node, let reader = scope.reader(node, "\"tunnels\"") else { return tunnels }
    defer { reader.finish() }
    // Of what stands at the top in one file and in such a section in another.
    inside = reader.placedTexts("inside").compactMap { path($0.text, at: $0.place) }
    let lookups = reader.map("lookups")
    let names = lookups.map(\.key)
    tunnels.options.assignment = reader.text("assignment")?.utf8.first
    for member in reader.map("element_names") {
      tunnels.options.elementNames[member.key] = words(member.value).first
    }
    tunnels.options.elementsArePaths = reader.flag("element_paths") ?? false
    tunnels.options.inactiveAttribute = reader.text("inactive_attribute")
    tunnels.options.prefixes = reader.texts("prefixes")
    let isWritten = reader.required("anchors") != nil
    tunnels.anchors = reader.list("anchors").flatMap { node -> [TunnelRow] in
      guard let entry = scope.reader(node, "an anchor") else { return [] }
      defer { entry.finish() }
      let kind = entry.requiredText("kind")
      return rows(entry, paths(entry), names, isAnchor: true).map { row in
        var row = row
        row.kind = kind
        return row
      }
    }
    if isWritten, tunnels.anchors.isEmpty {
      scope.log.error("\"anchors\" must name a line that means a tunnel", at: node.place)
    }
    tunnels.rows = groups(reader.list("rows"), names)
    tunnels.lookups = lookups.map { member in
      TunnelRows.Lookup(
        name: member.key, rows: groups(list(member.value), names, valueNames: ["value", "member"]))
    }
    return tunnels
  }

  private func list(_ node: DataNode) -> [DataNode] {
    if case .list(let items) = node.content { return items }
    return [node]
  }

  /// Rows of a section, or one row at the top.
  private func groups(_ nodes: [DataNode], _ lookups: [String], valueNames: [String] = []) -> [TunnelRow] {
    nodes.flatMap { node -> [TunnelRow] in
      if case .text(let text) = node.content {
        guard let pattern = scope.pattern(text, at: node.place) else { return [] }
        return ([[]] + inside).map { shorthand(TunnelRow(path: $0 + [pattern]), valueNames) }
      }
      guard let entry = scope.reader(node, "a row") else { return [] }
      defer { entry.finish() }
      let paths = paths(entry)
      guard let lines = entry.node("lines") else {
        return rows(entry, paths, lookups, valueNames: valueNames)
      }
      return list(lines).flatMap { line -> [TunnelRow] in
        if case .text(let text) = line.content {
          guard let pattern = scope.pattern(text, at: line.place) else { return [] }
          return paths.map { shorthand(TunnelRow(path: $0 + [pattern]), valueNames) }
        }
        guard let row = scope.reader(line, "a row") else { return [] }
        defer { row.finish() }
        return rows(row, paths, lookups, valueNames: valueNames)
      }
    }
  }

  /// `in`: one or several paths of sections, written with ` / ` between them.
  private func paths(_ reader: MapReader) -> [[StatementPattern]] {
    let texts = reader.placedTexts("in")
    let paths = texts.isEmpty ? [[]] : texts.compactMap { path($0.text, at: $0.place) }
    return paths + inside.flatMap { outer in paths.map { outer + $0 } }
  }

  private func path(_ text: String, at place: SourcePlace) -> [StatementPattern]? {
    let parts = text.split(separator: " / ").map { scope.pattern(String($0), at: place) }
    let patterns = parts.compactMap { $0 }
    return patterns.count == parts.count ? patterns : nil
  }

  /// One row for each of the sections.
  private func rows(
    _ reader: MapReader, _ paths: [[StatementPattern]], _ lookups: [String], valueNames: [String] = [],
    isAnchor: Bool = false
  ) -> [TunnelRow] {
    let line = reader.required("line").flatMap { node in
      reader.text(node, "line").flatMap { scope.pattern($0, at: node.place) }
    }
    let with = reader.placedTexts("with").compactMap { scope.pattern($0.text, at: $0.place) }
    let without = reader.placedTexts("without").compactMap { scope.pattern($0.text, at: $0.place) }
    let when = reader.map("when").map { member in
      TunnelRow.Condition(fact: fact(member.key, at: member.place, valueNames), words: words(member.value))
    }
    let unless = reader.texts("unless")
    let needs = reader.texts("needs")
    let parts = reader.map("parts").compactMap { part($0) }
    let isRecord = reader.flag("each") ?? false
    let isOff = reader.flag("off") ?? false
    let within = reader.map("within").first.map { member in
      TunnelRow.Within(
        capture: member.key, fact: fact(words(member.value).first ?? "", at: member.place, []))
    }
    let covers = reader.map("covers").first.map { member in
      TunnelRow.Covers(fact: fact(member.key, at: member.place, []), captures: words(member.value))
    }
    let form = values(reader, lookups, valueNames)
    guard let line else { return [] }
    return paths.map { path in
      var row = TunnelRow(path: path + [line])
      row.with = with
      row.without = without
      row.when = when
      row.unless = unless
      row.needs = needs
      row.parts = parts
      row.isRecord = isRecord
      row.isOff = isOff
      row.within = within
      row.covers = covers
      row.values = form.values
      if row.values.isEmpty { row = shorthand(row, valueNames, isAnchor: isAnchor) }
      for index in row.values.indices { form.apply(to: &row.values[index]) }
      check(row, at: reader.place)
      return row
    }
  }

  /// `{first}SIGN{second}`.
  private func part(_ member: DataNode.Member) -> TunnelRow.Part? {
    let text = words(member.value).first ?? ""
    let pieces = text.split(separator: "}", omittingEmptySubsequences: false).map(String.init)
    guard pieces.count == 3, pieces[2].isEmpty, pieces[0].hasPrefix("{"),
      let open = pieces[1].lastIndex(of: "{"), open > pieces[1].startIndex
    else {
      scope.log.error("two names with a sign between them are written `{first}.{second}`", at: member.place)
      return nil
    }
    return TunnelRow.Part(
      capture: member.key, first: String(pieces[0].dropFirst()), separator: String(pieces[1][..<open]),
      second: String(pieces[1][open...].dropFirst()))
  }

  /// Captures that bear the name of a fact hold it: those that bind, of an anchor all.
  private func shorthand(_ row: TunnelRow, _ valueNames: [String], isAnchor: Bool = false) -> TunnelRow {
    var row = row
    for pattern in row.path + row.with {
      for name in isAnchor ? pattern.captureNames : pattern.valueCaptureNames
      where TunnelFact.named(name) != nil || valueNames.contains(name) {
        var value = TunnelRow.Value(fact: name)
        value.captures = [name]
        value.vocabulary = table(of: name)
        row.values.append(value)
      }
    }
    return row
  }

  /// What is said about all values of a row.
  private struct Form {
    var values: [TunnelRow.Value] = []
    var standard: [String] = []
    var vocabulary: String?
    var unit: TunnelRow.TimeUnit?
    var separator: String?
    var joiner: String?
    var plus = 0
    var lookup: String?

    func apply(to value: inout TunnelRow.Value) {
      if value.standard.isEmpty { value.standard = standard }
      value.vocabulary = vocabulary ?? value.vocabulary
      value.unit = unit
      value.separator = separator
      value.joiner = joiner
      value.plus = plus
      value.lookup = lookup
    }
  }

  private func values(_ reader: MapReader, _ lookups: [String], _ valueNames: [String]) -> Form {
    var form = Form()
    for member in reader.map("facts") {
      var value = TunnelRow.Value(fact: fact(member.key, at: member.place, valueNames))
      value.captures = words(member.value)
      value.vocabulary = table(of: member.key)
      form.values.append(value)
    }
    for member in reader.map("means") {
      var value = TunnelRow.Value(fact: fact(member.key, at: member.place, valueNames))
      value.constant = words(member.value)
      form.values.append(value)
    }
    form.standard = reader.texts("default")
    form.vocabulary = reader.node("vocabulary").flatMap { node -> String? in
      let name = reader.text(node, "vocabulary")
      if let name, !tables.contains(name) {
        scope.log.unknown("vocabulary table", name, of: tables, at: node.place)
      }
      return name
    }
    form.unit = reader.choice("unit")
    form.separator = reader.text("separator")
    form.joiner = reader.text("joiner")
    form.plus = reader.number("plus") ?? 0
    form.lookup = reader.node("lookup").flatMap { node -> String? in
      let name = reader.text(node, "lookup")
      if let name, !lookups.contains(name) {
        scope.log.unknown("lookup", name, of: lookups, at: node.place)
      }
      return name
    }
    return form
  }

  /// The table of a fact's own, where the platform has it.
  private func table(of fact: String) -> String? {
    guard let table = TunnelFact.named(fact)?.table, tables.contains(table) else { return nil }
    return table
  }

  private func words(_ node: DataNode) -> [String] {
    list(node).compactMap { item in
      guard case .text(let text) = item.content else {
        scope.log.error("this must be text, it is \(item.kind)", at: item.place)
        return nil
      }
      return text
    }
  }

  private func fact(_ name: String, at place: SourcePlace, _ others: [String]) -> String {
    if TunnelFact.named(name) == nil, !others.contains(name) {
      scope.log.unknown("fact", name, of: TunnelFact.all.map(\.name) + others, at: place)
    }
    return name
  }

  private func check(_ row: TunnelRow, at place: SourcePlace) {
    let names = (row.path + row.with).flatMap(\.captureNames)
    for capture in row.values.flatMap(\.captures) + (row.within.map { [$0.capture] } ?? [])
      + (row.covers?.captures ?? [])
    where !names.contains(capture) {
      scope.log.unknown("capture", capture, of: names, at: place)
    }
  }
}
