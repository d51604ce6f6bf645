/// Turning HTML back into text, as `striptags` and `unescape` do.
enum HTMLEntities {
  /// Drops comments, then tags, joins white space, resolves entities.
  static func strippedTags(_ html: String) -> String {
    let text = without(without(html, from: "<!--", to: "-->"), from: "<", to: ">")
    return unescaped(TextParts.split(text, limit: -1).joined(separator: " "))
  }

  private static func without(_ text: String, from open: String, to close: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var at = 0
    while let start = text.firstRange(of: open, from: at)?.lowerBound,
      let end = text.firstRange(of: close, from: start)?.upperBound
    {
      result += bytes[at..<start]
      at = end
    }
    result += bytes[at...]
    return String(decoding: result, as: UTF8.self)
  }

  /// Numbers and the names that templates meet; unknown names stay.
  static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var at = 0
    while at < scalars.count {
      if scalars[at] == "&", let (value, end) = entity(scalars, at + 1) {
        result.append(contentsOf: value.unicodeScalars)
        at = end
      } else {
        result.append(scalars[at])
        at += 1
      }
    }
    return String(result)
  }

  private static func entity(_ scalars: [Unicode.Scalar], _ start: Int) -> (String, Int)? {
    guard start < scalars.count else { return nil }
    if scalars[start] == "#" { return number(scalars, start + 1) }
    var end = start
    while end < scalars.count, end - start < 32, scalars[end].isASCII, scalars[end].isPythonWord { end += 1 }
    let name = String(String.UnicodeScalarView(scalars[start..<end]))
    if end < scalars.count, scalars[end] == ";", let value = named[name] { return (value, end + 1) }
    // Old names also work without the semicolon, the longest first.
    for length in stride(from: name.utf8.count, to: 1, by: -1) {
      let part = String(name.prefix(length))
      if withoutSemicolon.contains(part), let value = named[part] { return (value, start + length) }
    }
    return nil
  }

  private static func number(_ scalars: [Unicode.Scalar], _ start: Int) -> (String, Int)? {
    let isHex = start < scalars.count && (scalars[start] == "x" || scalars[start] == "X")
    var at = start + (isHex ? 1 : 0)
    var value: UInt32 = 0
    let first = at
    while at < scalars.count, let digit = Character(scalars[at]).hexDigitValue, scalars[at].isASCII,
      isHex || digit < 10
    {
      value = min(value * (isHex ? 16 : 10) + UInt32(digit), 0x110000)
      at += 1
    }
    guard at > first else { return nil }
    if at < scalars.count, scalars[at] == ";" { at += 1 }
    if let replaced = windows[value] { return (replaced, at) }
    if value == 0 || value > 0x10FFFF || (0xD800...0xDFFF).contains(value) { return ("\u{FFFD}", at) }
    let isInvalid =
      (1...8).contains(value) || value == 0xB || (0xE...0x1F).contains(value) || (0x7F...0x9F).contains(value)
      || (0xFDD0...0xFDEF).contains(value) || value & 0xFFFE == 0xFFFE
    return (isInvalid ? "" : Unicode.Scalar(value).map { String(Character($0)) } ?? "", at)
  }

  /// What HTML 5 makes of numbers that mean Windows-1252.
  private static let windows: [UInt32: String] = [
    0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ", 0x89: "‰",
    0x8A: "Š",
    0x8B: "‹", 0x8C: "Œ", 0x8E: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–",
    0x97: "—",
    0x98: "˜", 0x99: "™", 0x9A: "š", 0x9B: "›", 0x9C: "œ", 0x9E: "ž", 0x9F: "Ÿ", 0x0D: "\r",
  ]

  private static let latin =
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute "
    + "micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig "
    + "Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash "
    + "Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute "
    + "ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc "
    + "uuml yacute thorn yuml"

  private static let others: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "AMP": "&", "LT": "<", "GT": ">",
    "QUOT": "\"",
    "COPY": "©", "REG": "®", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "sbquo": "‚",
    "ldquo": "“",
    "rdquo": "”", "bdquo": "„", "dagger": "†", "Dagger": "‡", "bull": "•", "hellip": "…", "permil": "‰",
    "prime": "′",
    "Prime": "″", "lsaquo": "‹", "rsaquo": "›", "oline": "‾", "frasl": "⁄", "euro": "€", "image": "ℑ",
    "weierp": "℘",
    "real": "ℜ", "trade": "™", "alefsym": "ℵ", "larr": "←", "uarr": "↑", "rarr": "→", "darr": "↓",
    "harr": "↔",
    "lArr": "⇐", "uArr": "⇑", "rArr": "⇒", "dArr": "⇓", "hArr": "⇔", "forall": "∀", "part": "∂", "exist": "∃",
    "empty": "∅", "nabla": "∇", "isin": "∈", "notin": "∉", "ni": "∋", "prod": "∏", "sum": "∑", "minus": "−",
    "lowast": "∗", "radic": "√", "prop": "∝", "infin": "∞", "ang": "∠", "and": "∧", "or": "∨", "cap": "∩",
    "cup": "∪",
    "int": "∫", "there4": "∴", "sim": "∼", "cong": "≅", "asymp": "≈", "ne": "≠", "equiv": "≡", "le": "≤",
    "ge": "≥",
    "sub": "⊂", "sup": "⊃", "nsub": "⊄", "sube": "⊆", "supe": "⊇", "oplus": "⊕", "otimes": "⊗", "perp": "⊥",
    "sdot": "⋅", "loz": "◊", "spades": "♠", "clubs": "♣", "hearts": "♥", "diams": "♦", "OElig": "Œ",
    "oelig": "œ",
    "Scaron": "Š", "scaron": "š", "Yuml": "Ÿ", "fnof": "ƒ", "circ": "ˆ", "tilde": "˜", "ensp": "\u{2002}",
    "emsp": "\u{2003}", "thinsp": "\u{2009}", "zwnj": "\u{200C}", "zwj": "\u{200D}", "lrm": "\u{200E}",
    "rlm": "\u{200F}", "Alpha": "Α", "Beta": "Β", "Gamma": "Γ", "Delta": "Δ", "Omega": "Ω", "alpha": "α",
    "beta": "β",
    "gamma": "γ", "delta": "δ", "epsilon": "ε", "lambda": "λ", "mu": "μ", "pi": "π", "sigma": "σ",
    "omega": "ω",
    "theta": "θ", "phi": "φ", "check": "✓", "star": "☆", "num": "#", "dollar": "$", "percnt": "%",
    "lpar": "(",
    "rpar": ")", "ast": "*", "plus": "+", "comma": ",", "period": ".", "sol": "/", "colon": ":", "semi": ";",
    "equals": "=", "quest": "?", "commat": "@", "lsqb": "[", "bsol": "\\", "rsqb": "]", "lowbar": "_",
    "grave": "`",
    "lcub": "{", "verbar": "|", "rcub": "}", "excl": "!", "Tab": "\t", "NewLine": "\n",
  ]

  private static let named: [String: String] = {
    var table = others
    for (offset, name) in latin.split(separator: " ").enumerated() {
      table[String(name)] = Unicode.Scalar(UInt32(0xA0 + offset)).map { String(Character($0)) }
    }
    return table
  }()

  private static let withoutSemicolon: Set<String> =
    Set(latin.split(separator: " ").map(String.init)).union([
      "amp", "lt", "gt", "quot", "AMP", "LT", "GT", "QUOT", "COPY", "REG",
    ])
}
