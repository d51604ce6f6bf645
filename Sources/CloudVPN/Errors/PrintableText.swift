import HTTPTransport
import Secrets

/// Text of the other side made fit for one line of an error: short, printable, without keys.
enum PrintableText {
  /// Hides first and shortens then, so that no part of a key stays at the cut.
  static func line(_ text: String, limit: Int, hiding secrets: [Secret]) -> String {
    // Work is bounded whatever the size of the body.
    var text = String(decoding: text.utf8.prefix(16 << 10), as: UTF8.self)
    for secret in secrets where !secret.isEmpty {
      text = secret.withExposedText { text.replacing($0, with: "***") }
    }
    var line: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      let isBlank = scalar == " " || isUnprintable(scalar)
      if isBlank, line.last == " " || line.isEmpty { continue }
      line.append(isBlank ? " " : scalar)
    }
    if line.last == " " { line.removeLast() }
    var short = String.UnicodeScalarView()
    short.append(contentsOf: line.prefix(limit))
    return String(short) + (line.count > limit ? "…" : "")
  }

  /// What a body that is no JSON seems to be, and how it begins.
  static func summary(of response: HTTPResponse, hiding secrets: [Secret]) -> String {
    let start = String(decoding: response.body.prefix(16 << 10), as: UTF8.self)
    guard isHTML(response) else { return "“\(line(start, limit: 120, hiding: secrets))”" }
    guard let open = start.firstRange(of: "<title>") ?? start.firstRange(of: "<TITLE>"),
      let close = start[open.upperBound...].firstIndex(of: "<")
    else { return "an HTML page" }
    return "an HTML page, “\(line(String(start[open.upperBound..<close]), limit: 120, hiding: secrets))”"
  }

  static func isHTML(_ response: HTTPResponse) -> Bool {
    if response.headers["Content-Type"]?.lowercased().contains("html") == true { return true }
    return response.body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "<")
  }

  /// Controls, line and paragraph ends, and the marks that turn the direction of a line.
  private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
    default: false
    }
  }
}
