/// Makes links of URLs and mail addresses in escaped text, by the rules of `jinja2.utils.urlize`.
struct Urlizer {
  /// Code points of a link's text; `nil`: all.
  var limit: Int?
  var relation: String
  var target: String?
  var schemes: [String]

  func linked(_ text: String) -> String {
    var result = ""
    var word = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard scalar.isPythonSpace else {
        word.append(scalar)
        continue
      }
      result += linked(word: String(word))
      word = String.UnicodeScalarView()
      result.unicodeScalars.append(scalar)
    }
    return result + linked(word: String(word))
  }

  private static let closings = [")", ">", ".", ",", "\n", "&gt;"]

  private func linked(word: String) -> String {
    guard !word.isEmpty else { return word }
    var (head, middle, tail) = ("", word, "")
    while let opening = ["(", "<", "&lt;"].first(where: middle.hasPrefix) {
      head += opening
      middle = String(middle.dropFirst(opening.count))
    }
    while let closing = Urlizer.closings.first(where: middle.hasSuffix) {
      tail = closing + tail
      middle = String(middle.dropLast(closing.count))
    }
    for (open, close) in [("(", ")"), ("<", ">"), ("&lt;", "&gt;")] {
      let opened = count(of: open, in: middle)
      var closed = count(of: close, in: middle)
      guard opened > closed else { continue }
      // Closing brackets that belong to the link go back to it.
      for _ in 0..<min(opened, count(of: close, in: tail)) {
        guard closed < opened, let end = tail.firstRange(of: close)?.upperBound else { break }
        let bytes = Array(tail.utf8)
        middle += String(decoding: bytes[..<end], as: UTF8.self)
        tail = String(decoding: bytes[end...], as: UTF8.self)
        closed += 1
      }
    }
    return head + link(middle) + tail
  }

  private func count(of part: String, in text: String) -> Int {
    TextParts.split(text, by: part, limit: -1).count - 1
  }

  private func link(_ word: String) -> String {
    let rel = relation.isEmpty ? "" : " rel=\"\(HTML.escape(relation))\""
    let targetText = target.map { $0.isEmpty ? "" : " target=\"\(HTML.escape($0))\"" } ?? ""
    if Urlizer.isURL(word) {
      let isComplete = word.hasPrefix("https://") || word.hasPrefix("http://")
      return "<a href=\"\(isComplete ? "" : "https://")\(word)\"\(rel)\(targetText)>\(cut(word))</a>"
    }
    if word.hasPrefix("mailto:"), Urlizer.isMail(String(word.dropFirst(7))) {
      return "<a href=\"\(word)\">\(word.dropFirst(7))</a>"
    }
    if word.contains("@"), !word.hasPrefix("www."), !word.hasPrefix("@"), !word.contains(":"),
      Urlizer.isMail(word)
    {
      return "<a href=\"mailto:\(word)\">\(word)</a>"
    }
    for scheme in schemes where word != scheme && word.hasPrefix(scheme) {
      return "<a href=\"\(word)\"\(rel)\(targetText)>\(word)</a>"
    }
    return word
  }

  private func cut(_ text: String) -> String {
    guard let limit, text.unicodeScalars.count > limit else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(max(0, limit)))) + "..."
  }

  /// Whether the whole text matches `[\w.+-]{2,}:(/){0,2}`.
  static func isScheme(_ text: String) -> Bool {
    var rest = Substring(text)
    var slashes = 0
    while rest.hasSuffix("/") {
      rest = rest.dropLast()
      slashes += 1
    }
    guard slashes <= 2, rest.hasSuffix(":") else { return false }
    let name = rest.dropLast().unicodeScalars
    return name.count >= 2 && name.allSatisfy { $0.isPythonWord || $0 == "." || $0 == "+" || $0 == "-" }
  }

  /// Whether the whole word matches `\S+@\w[\w.-]*\.\w+`.
  private static func isMail(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard !scalars.contains(where: \.isPythonSpace) else { return false }
    for (place, scalar) in scalars.enumerated() where scalar == "@" && place > 0 {
      let domain = scalars[(place + 1)...]
      guard let first = domain.first, first.isPythonWord, let dot = domain.lastIndex(of: "."),
        dot > domain.startIndex,
        dot + 1 < scalars.count
      else { continue }
      let isDomain = domain[..<dot].allSatisfy { $0.isPythonWord || $0 == "." || $0 == "-" }
      if isDomain, scalars[(dot + 1)...].allSatisfy(\.isPythonWord) { return true }
    }
    return false
  }

  /// Whether the whole word is a URL that Jinja2 recognises (`_http_re`).
  private static func isURL(_ word: String) -> Bool {
    let scalars = Array(word.unicodeScalars)
    let lower = CaseMapping.lower(word)
    let scheme = lower.hasPrefix("https://") ? 8 : lower.hasPrefix("http://") ? 7 : 0
    let www = lower.hasPrefix("www.") ? 4 : 0
    let authority = scheme > 0 ? scheme : 0
    var end = authority
    // An IPv6 address in brackets.
    if scheme > 0, end < scalars.count, scalars[end] == "[" {
      guard let close = scalars.firstIndex(of: "]") else { return false }
      return isIPv6(scalars[(end + 1)..<close]) && isTail(scalars[(close + 1)...])
    }
    while end < scalars.count, scalars[end].isPythonWord || ["%", "-", "."].contains(scalars[end]) {
      end += 1
    }
    guard isTail(scalars[end...]) else { return false }
    let host = String(String.UnicodeScalarView(scalars[authority..<end]))
    let labels = host.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let top = labels.last, !labels.contains("") else { return false }
    if scheme > 0 {
      if isTop(top) { return true }
      return labels.count == 4
        && labels.allSatisfy {
          (1...3).contains($0.count)
            && $0.unicodeScalars.allSatisfy { $0.properties.generalCategory == .decimalNumber }
        }
    }
    if www > 0, labels.count > 1, isTop(top) { return true }
    let basic = ["com", "net", "int", "edu", "gov", "org", "info", "mil"]
    return labels.count > 1 && basic.contains(top.lowercased())
      && labels.dropLast().allSatisfy { (2...63).contains($0.unicodeScalars.count) }
  }

  private static func isTop(_ label: String) -> Bool {
    let lower = label.lowercased()
    if lower.hasPrefix("xn--") {
      let rest = lower.dropFirst(4).unicodeScalars
      if (2...59).contains(rest.count), rest.allSatisfy({ $0.isPythonWord || $0 == "%" }) { return true }
    }
    return (2...63).contains(lower.utf8.count) && lower.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
  }

  private static func isIPv6(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let groups = scalars.split(separator: ":", omittingEmptySubsequences: false)
    return (3...9).contains(groups.count)
      && groups.allSatisfy { $0.count <= 4 && $0.allSatisfy { $0.isASCII && Character($0).isHexDigit } }
  }

  /// A port, then path, query or fragment.
  private static func isTail(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    var rest = scalars
    if rest.first == ":" {
      let digits = rest.dropFirst().prefix { $0.properties.generalCategory == .decimalNumber }
      guard (1...5).contains(digits.count) else { return false }
      rest = rest.dropFirst(1 + digits.count)
    }
    guard let first = rest.first else { return true }
    return first == "/" || first == "?" || first == "#"
  }
}
