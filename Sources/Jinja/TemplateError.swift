private import Diagnostics

/// Why a template could not be compiled or rendered, and where.
package struct TemplateError: Error, Sendable {
  /// What kind of failure it is.
  package enum Kind: String, Sendable, Hashable {
    /// The template is not valid; an unknown filter or test included.
    case syntax
    /// An undefined value was used.
    case undefined
    /// A template does not exist.
    case notFound
    /// Wrong types, wrong arguments, division by zero …
    case runtime
    /// A limit of ``EvaluationLimits`` was reached.
    case limit
  }

  /// One step of the way in: who included, imported or called.
  package struct Step: Sendable, Hashable {
    package var template: String
    package var line: Int
    /// What was entered there: `macro 'peer'`, `include`, `block 'body'`.
    package var what: String
  }

  /// One reference, so that a throwing function's result stays small.
  private final class Details: Sendable {
    let kind: Kind
    let message: String
    let place: Place?
    let stack: [Step]

    init(kind: Kind, message: String, place: Place?, stack: [Step]) {
      self.kind = kind
      self.message = message
      self.place = place
      self.stack = stack
    }
  }

  struct Place: Sendable {
    var template: String
    var line: Int
    var column: Int
    /// The line that Jinja2 itself names: that of the statement.
    var statementLine: Int
    var excerpt: String?
  }

  private let details: Details

  /// An error without a place; the engine adds the place where it passes.
  package init(_ kind: Kind, _ message: String) {
    details = Details(kind: kind, message: message, place: nil, stack: [])
  }

  private init(_ details: Details) { self.details = details }

  package var kind: Kind { details.kind }
  /// One sentence without the place.
  package var message: String { details.message }
  /// The template's name; `nil` before a place is known.
  package var template: String? { details.place?.template }
  /// Line from 1, 0 when there is none.
  package var line: Int { details.place?.line ?? 0 }
  /// Column in bytes from 1, 0 when there is none.
  package var column: Int { details.place?.column ?? 0 }
  /// The line that Jinja2 reports: that of the innermost statement.
  package var statementLine: Int { details.place?.statementLine ?? 0 }
  /// The line of the template with a caret under the column.
  package var excerpt: String? { details.place?.excerpt }
  /// Includes, imports, blocks and macro calls on the way, innermost first.
  package var stack: [Step] { details.stack }

  var hasPlace: Bool { details.place != nil }
}

extension TemplateError {
  static func type(_ message: String) -> TemplateError { TemplateError(.runtime, message) }
  static func value(_ message: String) -> TemplateError { TemplateError(.runtime, message) }
  static func limit(_ message: String) -> TemplateError { TemplateError(.limit, message) }

  /// Adds a place unless there is one already.
  func placed(in template: String, source: [UInt8], offset: Int, statementLine: Int? = nil) -> TemplateError {
    guard !hasPlace else { return self }
    let before = source.prefix(offset)
    let line = before.count { $0 == 0x0A } + 1
    let column = offset - ((before.lastIndex(of: 0x0A) ?? -1) + 1) + 1
    let place = Place(
      template: template, line: line, column: column, statementLine: statementLine ?? line,
      excerpt: Excerpt.around(line: line, column: column, in: source))
    return TemplateError(Details(kind: kind, message: message, place: place, stack: stack))
  }

  /// Adds a place that is a whole line.
  func placed(in template: String, source: [UInt8], line: Int) -> TemplateError {
    guard !hasPlace else { return self }
    let place = Place(
      template: template, line: line, column: 1, statementLine: line,
      excerpt: Excerpt.around(line: line, column: 1, in: source))
    return TemplateError(Details(kind: kind, message: message, place: place, stack: stack))
  }

  /// Fills in the template's name, which lexer and parser do not know.
  func named(_ template: String) -> TemplateError {
    guard var place = details.place, place.template.isEmpty else { return self }
    place.template = template
    return TemplateError(Details(kind: kind, message: message, place: place, stack: stack))
  }

  var withoutPlace: TemplateError {
    TemplateError(Details(kind: kind, message: message, place: nil, stack: []))
  }

  /// The render itself is no step of the way in.
  var withoutOutermostStep: TemplateError {
    guard stack.last?.what == "render" else { return self }
    return TemplateError(
      Details(kind: kind, message: message, place: details.place, stack: Array(stack.dropLast())))
  }

  func passed(_ step: Step) -> TemplateError {
    // A runaway recursion has hundreds of equal steps.
    guard stack.count < 20 else { return self }
    return TemplateError(
      Details(kind: kind, message: message, place: details.place, stack: stack + [step]))
  }
}

extension TemplateError: CustomStringConvertible {
  /// Place, cause, excerpt, the way in: ready for a terminal.
  package var description: String {
    var text = ""
    if let template { text += "\(template):\(line):\(column): " }
    text += message
    if let excerpt { text += "\n\(excerpt)" }
    for step in stack { text += "\n  in \(step.what), from \(step.template):\(step.line)" }
    return text
  }
}
