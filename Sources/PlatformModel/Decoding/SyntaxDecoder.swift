import ConfigTree
import Diagnostics

/// Decodes the syntax family and its parameters.
struct SyntaxDecoder {
  let scope: DecodingScope
  static let families = ["indented", "edit-blocks", "path-commands", "braces", "path-lines", "xml"]

  func syntax(_ node: DataNode) -> Syntax? {
    guard let reader = scope.reader(node, "\"syntax\"") else { return nil }
    defer { reader.finish() }
    guard let node = reader.required("family"), let family = reader.text(node, "family") else { return nil }
    switch family {
    case "indented":
      return .indented(indented(reader))
    case "edit-blocks":
      return .editBlocks(editBlocks(reader))
    case "path-commands":
      return .pathCommands(pathCommands(reader))
    case "braces":
      return .braces(braces(reader))
    case "path-lines":
      return .pathLines(pathLines(reader))
    case "xml":
      return .xml(xml(reader))
    default:
      scope.log.unknown("syntax family", family, of: SyntaxDecoder.families, at: node.place)
      return nil
    }
  }

  private func indented(_ reader: MapReader) -> IndentedSyntax {
    var syntax = IndentedSyntax()
    syntax.comments = reader.texts("comments")
    syntax.resets = reader.texts("resets")
    syntax.closers = reader.texts("closers")
    syntax.ends = reader.texts("ends")
    syntax.negation = reader.text("negation") ?? ""
    syntax.exit = reader.text("exit") ?? ""
    syntax.noise = reader.texts("noise")
    syntax.pagers = reader.texts("pagers")
    syntax.quotes = reader.flag("quotes") ?? false
    syntax.assignment = sign(reader, "assignment")
    if let levels = reader.number("levels") {
      if !(1...64).contains(levels) { scope.log.error("\"levels\" must be 1 to 64", at: reader.place) }
      syntax.levels = min(max(1, levels), 64)
    }
    if let step = reader.number("step") {
      if (1...16).contains(step) {
        syntax.step = step
      } else {
        scope.log.error("\"step\" must be 1 to 16 columns", at: reader.place)
      }
    }
    syntax.blobs = reader.list("blobs").compactMap(blob)
    return syntax
  }

  /// `{start: "banner <kind>", until: delimiter}`, `{start: "certificate <serial>", line: quit}` or
  /// `{start: "banner <kind>", mark: EOF}`.
  private func blob(_ node: DataNode) -> IndentedSyntax.BlobRule? {
    guard let reader = scope.reader(node, "a blob") else { return nil }
    defer { reader.finish() }
    let start = reader.required("start").flatMap { node in
      reader.text(node, "start").flatMap { scope.pattern($0, at: node.place) }
    }
    let line = reader.text("line")
    let mark = reader.text("mark")
    let until = reader.text("until")
    guard let start else { return nil }
    if let line { return IndentedSyntax.BlobRule(start: start, ending: .line(line)) }
    if let mark { return IndentedSyntax.BlobRule(start: start, ending: .mark(mark)) }
    guard until == "delimiter" else {
      scope.log.error("a blob needs `line: TEXT`, `mark: TEXT` or `until: delimiter`", at: node.place)
      return nil
    }
    return IndentedSyntax.BlobRule(start: start, ending: .delimiter)
  }
}
