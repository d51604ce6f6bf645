import Jinja

/// Quoting as devices want it: which characters, marks and escapes is said in the template, device by device.
enum QuotingFilters {
  static let all: [String: Filter] = [
    "quoted": Filter(Parameters(["quote", "escape"])) { call throws(TemplateError) in
      let marks = try Marks(call, quote: 0, escape: 1, "quoted")
      return .string(try marks.quoted(try line(call, "quoted"), in: call.run))
    },
    "quote_if_needed": Filter(Parameters(["chars", "quote", "escape"])) { call throws(TemplateError) in
      let marks = try Marks(call, quote: 1, escape: 2, "quote_if_needed")
      let text = try line(call, "quote_if_needed")
      let special = Set((try call.text(0, default: " \t") + marks.quote + marks.escape).unicodeScalars)
      let isPlain = !text.isEmpty && !text.unicodeScalars.contains(where: special.contains)
      return .string(isPlain ? text : try marks.quoted(text, in: call.run))
    },
    "escape_chars": Filter(Parameters(["chars", "escape"], required: 1)) { call throws(TemplateError) in
      let text = try line(call, "escape_chars")
      let special = try call.text(0, default: "")
      let escape = try call.text(1, default: "\\")
      return .string(try QuotingFilters.escaped(text, special, escape, in: call.run))
    },
    "refuse_chars": Filter(Parameters(["chars", "what"], required: 1)) { call throws(TemplateError) in
      let text = try line(call, "refuse_chars")
      let special = Set(try call.text(0, default: "").unicodeScalars)
      let what = try call.text(1, default: "the value")
      if let bad = text.unicodeScalars.first(where: special.contains) {
        // The value is left out of the message: it may be a key.
        let shown = String(Character(bad)).shown
        throw .refused("refuse_chars", "\(what) has the character \(shown), which the device does not take")
      }
      return .string(text)
    },
  ]

  /// What stands around a quoted text, and before a mark inside it.
  private struct Marks {
    var quote: String
    var escape: String

    init(_ call: Call, quote: Int, escape: Int, _ filter: String) throws(TemplateError) {
      self.quote = try call.text(quote, default: "\"")
      self.escape = try call.text(escape, default: "\\")
      guard !self.quote.isEmpty else { throw .refused(filter, "'quote' must not be empty") }
    }

    func quoted(_ text: String, in run: Run) throws(TemplateError) -> String {
      quote + (try QuotingFilters.escaped(text, quote + escape, escape, in: run)) + quote
    }
  }

  private static func escaped(_ text: String, _ special: String, _ escape: String, in run: Run)
    throws(TemplateError) -> String
  {
    let special = Set(special.unicodeScalars)
    let marked = text.unicodeScalars.count(where: special.contains)
    let (added, overflow) = marked.multipliedReportingOverflow(by: escape.utf8.count)
    try run.checkSize(overflow ? .max : added)
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if special.contains(scalar) { result.append(contentsOf: escape.unicodeScalars) }
      result.append(scalar)
    }
    return String(result)
  }

  /// The text, which must fit into one line: no quoting saves a configuration from a line break inside a value.
  private static func line(_ call: Call, _ filter: String) throws(TemplateError) -> String {
    let text = try call.subject()
    guard !text.unicodeScalars.contains(where: isControl) else {
      throw .refused(filter, "the value has a line break or another control character in it")
    }
    return text
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\t": false
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }
}
