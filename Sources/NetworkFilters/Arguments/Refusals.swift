import Jinja

extension TemplateError {
  /// What a filter does not take: the filter's name, then what is wrong and what to do.
  static func refused(_ filter: String, _ message: String) -> TemplateError {
    TemplateError(.runtime, "\(filter): \(message)")
  }

  /// More items than one call may make.
  static func tooMany(_ filter: String, _ what: String) -> TemplateError {
    TemplateError(
      .limit, "\(filter): this makes more than \(NetworkFilters.expansionLimit) \(what); ask for less at once"
    )
  }
}

extension Value {
  /// The value in a message: as Python prints it, shortened.
  var shown: String {
    let text = (try? repr()) ?? typeName
    return text.unicodeScalars.count > 60 ? String(text.unicodeScalars.prefix(60)) + "…" : text
  }

  /// A list, a tuple or a dict: certainly no text.
  var isCollection: Bool {
    switch self {
    case .list, .tuple, .dict: true
    default: false
    }
  }

  /// The value, unless it is a look-up that found nothing.
  func defined() throws(TemplateError) -> Value {
    if case .undefined(let undefined) = self { throw undefined.failure }
    return self
  }
}

extension String {
  /// The text in a message, quoted and shortened.
  var shown: String { Value.string(self).shown }
}
