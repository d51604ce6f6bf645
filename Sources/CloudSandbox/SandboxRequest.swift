/// A request as it came over the wire, nothing decoded.
package struct SandboxRequest: Sendable, Hashable {
  /// Upper case, as sent.
  package var method: String
  /// Path and query as sent, percent signs and all.
  package var target: String
  /// Names as sent, in order, repeated ones too.
  package var headers: [Header]
  package var body: [UInt8]

  /// One header line.
  package struct Header: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(method: String, target: String, headers: [Header] = [], body: [UInt8] = []) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }
}

extension SandboxRequest {
  /// The target up to the question mark.
  var rawPath: Substring { target.prefix { $0 != "?" } }

  /// The target behind the first question mark; empty without one.
  var rawQuery: Substring { target.drop { $0 != "?" }.dropFirst() }

  /// The value of a header, whatever its case, without blanks around it; `nil` where it is absent.
  ///
  /// Repeated lines are joined by commas (RFC 9110 §5.3).
  func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    let lines = headers.filter { $0.name.lowercased() == wanted }
    return lines.isEmpty ? nil : lines.map { SandboxRequest.trim($0.value) }.joined(separator: ",")
  }

  private static func trim(_ text: String) -> String {
    let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    guard let last = text.lastIndex(where: { !blank($0) }) else { return "" }
    return String(text[...last].drop(while: blank))
  }
}
