/// Cutting and padding text by code points, as `str` methods do.
enum TextParts {
  /// Lines as `str.splitlines` finds them, `\r\n`, form feeds and Unicode separators included.
  static func lines(_ text: String, keepEnds: Bool = false) -> [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var place = 0
    while place < scalars.count {
      let scalar = scalars[place]
      place += 1
      guard isLineEnd(scalar) else {
        line.append(scalar)
        continue
      }
      if keepEnds { line.append(scalar) }
      if scalar == "\r", place < scalars.count, scalars[place] == "\n" {
        if keepEnds { line.append("\n") }
        place += 1
      }
      lines.append(String(line))
      line = String.UnicodeScalarView()
    }
    if !line.isEmpty { lines.append(String(line)) }
    return lines
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// `strip`, `lstrip`, `rstrip`: white space, or any of some code points.
  static func strip(_ text: String, _ characters: String?, left: Bool = true, right: Bool = true) -> String {
    let scalars = text.unicodeScalars
    let set = characters.map { Set($0.unicodeScalars) }
    func isStripped(_ scalar: Unicode.Scalar) -> Bool { set?.contains(scalar) ?? scalar.isPythonSpace }
    var rest = scalars[...]
    if left { rest = rest.drop(while: isStripped) }
    if right { while let last = rest.last, isStripped(last) { rest.removeLast() } }
    return String(rest)
  }

  /// Words between white space; at most `limit` cuts, the rest whole.
  static func split(_ text: String, limit: Int) -> [String] {
    var parts: [String] = []
    var rest = text.unicodeScalars[...].drop(while: \.isPythonSpace)
    while !rest.isEmpty {
      if limit >= 0, parts.count == limit {
        parts.append(strip(String(rest), nil, left: false))
        break
      }
      let word = rest.prefix { !$0.isPythonSpace }
      parts.append(String(word))
      rest = rest[word.endIndex...].drop(while: \.isPythonSpace)
    }
    return parts
  }

  /// The same from the right.
  static func splitFromRight(_ text: String, limit: Int) -> [String] {
    var parts: [String] = []
    var rest = text.unicodeScalars[...]
    func trim() { while let last = rest.last, last.isPythonSpace { rest.removeLast() } }
    trim()
    while !rest.isEmpty {
      if limit >= 0, parts.count == limit {
        parts.append(String(rest.drop(while: \.isPythonSpace)))
        break
      }
      let word = rest.suffix(while: { !$0.isPythonSpace })
      parts.append(String(word))
      rest = rest[..<word.startIndex]
      trim()
    }
    return parts.reversed()
  }

  /// Parts between separators; at most `limit` cuts.
  static func split(_ text: String, by separator: String, limit: Int) -> [String] {
    let bytes = Array(text.utf8)
    var parts: [String] = []
    var start = 0
    while limit < 0 || parts.count < limit, let found = text.firstRange(of: separator, from: start) {
      parts.append(String(decoding: bytes[start..<found.lowerBound], as: UTF8.self))
      start = found.upperBound
    }
    return parts + [String(decoding: bytes[start...], as: UTF8.self)]
  }

  static func splitFromRight(_ text: String, by separator: String, limit: Int) -> [String] {
    let bytes = Array(text.utf8)
    var parts: [String] = []
    var end = bytes.count
    while limit < 0 || parts.count < limit, let found = lastRange(of: separator, in: bytes, before: end) {
      parts.append(String(decoding: bytes[found.upperBound..<end], as: UTF8.self))
      end = found.lowerBound
    }
    return [String(decoding: bytes[..<end], as: UTF8.self)] + parts.reversed()
  }

  static func lastRange(of part: String, in bytes: [UInt8], before end: Int) -> Range<Int>? {
    let wanted = Array(part.utf8)
    var start = end - wanted.count
    while start >= 0 {
      if bytes[start..<(start + wanted.count)].elementsEqual(wanted) { return start..<(start + wanted.count) }
      start -= 1
    }
    return nil
  }

  /// `str.replace`; an empty text is found between all code points.
  static func replace(
    _ text: String, _ old: String, _ new: String, limit: Int, in run: Run
  ) throws(TemplateError) -> String {
    if limit == 0 { return text }
    if old.isEmpty {
      var result = ""
      var count = 0
      for scalar in text.unicodeScalars {
        if limit < 0 || count < limit { result += new }
        count += 1
        result.unicodeScalars.append(scalar)
        try run.checkSize(result.utf8.count)
      }
      return limit < 0 || count < limit ? result + new : result
    }
    guard text.firstRange(of: old) != nil else { return text }
    let parts = split(text, by: old, limit: limit)
    let (growth, overflow) = (parts.count - 1).multipliedReportingOverflow(by: new.utf8.count)
    try run.checkSize(overflow ? .max : text.utf8.count + growth)
    return parts.joined(separator: new)
  }

  enum Side { case left, right, both }

  /// `ljust`, `rjust`, `center`: text at that side of a field.
  static func pad(
    _ text: String, to width: Int, with fill: String, at side: Side, in run: Run
  ) throws(TemplateError) -> String {
    let missing = width - text.unicodeScalars.count
    guard missing > 0 else { return text }
    guard fill.unicodeScalars.count == 1 else {
      throw .type("The fill character must be exactly one character long")
    }
    try run.checkSize(width)
    let left: Int
    switch side {
    case .left: left = 0
    case .right: left = missing
    // The odd space stands left only in an odd field.
    case .both: left = missing / 2 + (missing & width & 1)
    }
    return String(repeating: fill, count: left) + text + String(repeating: fill, count: missing - left)
  }
}

extension Substring.UnicodeScalarView {
  /// The longest end whose code points all match.
  fileprivate func suffix(while matches: (Unicode.Scalar) -> Bool) -> Substring.UnicodeScalarView {
    var start = endIndex
    while start > startIndex, matches(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
