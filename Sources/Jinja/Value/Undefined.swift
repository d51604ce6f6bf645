/// How strictly a look-up that found nothing is treated.
package enum UndefinedMode: String, Sendable, Hashable {
  /// Only tests for being defined are allowed.
  case strict
  /// Prints as nothing, iterates as empty, is false; any other use is an error.
  case `default`
  /// Like `default`; attributes of it are undefined too.
  case chainable
  /// Like `default`; prints what is missing in braces.
  case debug
}

/// A look-up that found nothing.
package final class Undefined {
  package let mode: UndefinedMode
  /// A whole sentence that replaces the standard message.
  let hint: String?
  /// The type of the object that lacked the name, as Jinja2 words it (`dict object`).
  let owner: String?
  /// The missing name or key.
  let name: Value
  /// How the template wrote the look-up: `site.wan.next_hop`.
  let path: String?
  /// Finds a name in reach that looks alike; asked only for a message.
  private let nearby: (() -> String?)?

  init(
    mode: UndefinedMode, hint: String? = nil, owner: String? = nil, name: Value = .none, path: String? = nil,
    nearby: (() -> String?)? = nil
  ) {
    self.mode = mode
    self.hint = hint
    self.owner = owner
    self.name = name
    self.path = path
    self.nearby = nearby
  }

  /// The sentence of the error that using the value gives.
  var message: String {
    if let hint { return hint }
    var text: String
    if let owner {
      text =
        name.text.map { "'\(owner)' has no attribute '\($0)'" } ?? "\(owner) has no element \(name.shortText)"
      if let path { text = "'\(path)' is undefined: \(text)" }
    } else {
      text = "'\(name.text ?? name.shortText)' is undefined"
    }
    if let nearby = nearby?() { text += "; did you mean '\(nearby)'?" }
    return text
  }

  /// The error that using the value gives.
  package var failure: TemplateError { TemplateError(.undefined, message) }

  /// What printing gives.
  func printed() throws(TemplateError) -> String {
    switch mode {
    case .strict: throw failure
    case .default, .chainable: return ""
    case .debug:
      if let hint { return "{{ undefined value printed: \(hint) }}" }
      guard let owner else { return "{{ \(name.text ?? name.shortText) }}" }
      return "{{ no such element: \(owner)[\(try name.repr())] }}"
    }
  }
}

extension Value {
  /// For messages: `repr`, or the type where there is none.
  var shortText: String { (try? repr()) ?? typeName }
}
