import OrderedJSON

/// Renders cases that come as JSON, one a line, and answers each with one line: `template batch`.
///
/// A request names its templates, the entry, a context and options; an answer carries the output, or the class
/// of the error (`syntax`, `undefined`, `notfound`, `runtime`) and its line. Nothing that a request holds ends
/// the batch.
package struct JinjaBatch {
  /// Environments by templates and options, so that equal requests share compiled templates.
  private var environments: [JSON: Environment] = [:]
  private static let cacheLimit = 64

  package init() {}

  /// Answers one line; the answer has no newline at its end.
  package mutating func answer(_ line: [UInt8]) -> [UInt8] {
    let request: JSON
    do {
      request = try JSON(parsing: line)
    } catch {
      return failed(id: .null, kind: .runtime, line: 0, message: "the request is no JSON: \(error)")
    }
    let id = request["id"] ?? .null
    do throws(TemplateError) {
      let environment = try environment(for: request)
      let entry = request["entry"]?.string ?? "main"
      let context = request["context"].map { Value($0) } ?? .dict(DictObject())
      let output = try environment.template(named: entry).render(context)
      return JSON.object([
        "id": id, "ok": true, "output": .string(String(decoding: output, as: UTF8.self)),
      ]).bytes(.compact)
    } catch {
      return failed(id: id, kind: error.kind, line: error.statementLine, message: error.message)
    }
  }

  private func failed(id: JSON, kind: TemplateError.Kind, line: Int, message: String) -> [UInt8] {
    let name =
      switch kind {
      case .syntax: "syntax"
      case .undefined: "undefined"
      case .notFound: "notfound"
      case .runtime, .limit: "runtime"
      }
    return JSON.object([
      "id": id, "ok": false, "error": JSON(name), "line": JSON(line), "message": JSON(message),
    ]).bytes(.compact)
  }

  mutating func environment(for request: JSON) throws(TemplateError) -> Environment {
    let key = JSON.array([request["templates"] ?? .null, request["options"] ?? .null])
    if let environment = environments[key] { return environment }
    var templates: [String: String] = [:]
    for member in request["templates"]?.object?.members ?? [] {
      templates[member.name] = member.value.string ?? ""
    }
    let environment = Environment(
      options: try options(request["options"] ?? .null), loader: DictionaryLoader(templates))
    if environments.count >= JinjaBatch.cacheLimit { environments = [:] }
    environments[key] = environment
    return environment
  }

  private func options(_ json: JSON) throws(TemplateError) -> EnvironmentOptions {
    var options = EnvironmentOptions()
    func text(_ name: String, default value: String) -> String { json[name]?.string ?? value }
    options.undefined = UndefinedMode(rawValue: text("undefined", default: "default")) ?? .default
    options.autoescape = json["autoescape"]?.bool ?? false
    options.syntax.trimBlocks = json["trim_blocks"]?.bool ?? false
    options.syntax.lstripBlocks = json["lstrip_blocks"]?.bool ?? false
    options.syntax.keepTrailingNewline = json["keep_trailing_newline"]?.bool ?? false
    options.syntax.lineStatementPrefix = json["line_statement_prefix"]?.string
    options.syntax.lineCommentPrefix = json["line_comment_prefix"]?.string
    options.syntax.blockStart = text("block_start_string", default: "{%")
    options.syntax.blockEnd = text("block_end_string", default: "%}")
    options.syntax.variableStart = text("variable_start_string", default: "{{")
    options.syntax.variableEnd = text("variable_end_string", default: "}}")
    options.syntax.commentStart = text("comment_start_string", default: "{#")
    options.syntax.commentEnd = text("comment_end_string", default: "#}")
    let extensions = json["extensions"]?.array ?? []
    options.syntax.extensions = Set(
      extensions.compactMap { $0.string.flatMap(SyntaxOptions.Extension.init(rawValue:)) })
    return options
  }
}
