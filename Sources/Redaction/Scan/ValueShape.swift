import PlatformModel

/// Forms of values that give away what they are, whatever word stands before them.
enum ValueShape {
  /// How a value is encoded that has one of the forms many systems write; `nil`: no such form.
  ///
  /// `$id$…` is the form of crypt(5) and its relatives; `%^%#…%^%#` and the like begin and end with the same four signs.
  static func encoding(of value: Range<Int>, in text: SecretBytes.Text) -> ValueEncoding? {
    guard value.count >= 8 else { return nil }
    let first = text[value.lowerBound]
    if first == UInt8(ascii: "$") { return modular(value, in: text) }
    if first == UInt8(ascii: "%") || first == UInt8(ascii: "@") { return enclosed(value, in: text) }
    return nil
  }

  private static func modular(_ value: Range<Int>, in text: SecretBytes.Text) -> ValueEncoding? {
    var position = value.lowerBound + 1
    while position < value.upperBound, position - value.lowerBound < 9,
      SecretBytes.isLetter(text[position]) || SecretBytes.isDigit(text[position])
    {
      position += 1
    }
    let length = position - value.lowerBound - 1
    guard length > 0, position + 4 < value.upperBound, text[position] == UInt8(ascii: "$") else { return nil }
    let id = text[value.lowerBound + 1]
    // One letter other than y is the mark of a device's own cipher; 9 alone is read by anybody in one family and a
    // hash in another: the platform says which.
    if length == 1, id == UInt8(ascii: "c") { return .encrypted }
    return .hash
  }

  private static func enclosed(_ value: Range<Int>, in text: SecretBytes.Text) -> ValueEncoding? {
    let start = value.lowerBound
    guard value.count >= 12 else { return nil }
    let isPair = text[start] == text[start + 2] && !SecretBytes.isLetter(text[start + 1])
    guard isPair else { return nil }
    for offset in 0..<4 where text[start + offset] != text[value.upperBound - 4 + offset] { return nil }
    for offset in 0..<4
    where SecretBytes.isLetter(text[start + offset]) || SecretBytes.isDigit(text[start + offset]) {
      return nil
    }
    return .encrypted
  }

  /// Whether a value is not there: stars, a remark in `<…>`, or the tag of a masked copy.
  static func isMasked(_ value: Range<Int>, in text: SecretBytes.Text) -> Bool {
    guard value.count >= 1 else { return true }
    let first = text[value.lowerBound]
    switch first {
    case UInt8(ascii: "*"):
      return text[value].allSatisfy { $0 == first }
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      return value.count >= 4 && text[value].allSatisfy { $0 == first }
    case UInt8(ascii: "<"):
      return isTag(value.lowerBound + tag.count, value, closing: [UInt8(ascii: ">")], in: text, opening: tag)
        || remarks.contains { SecretBytes.begins(text, value, $0) } || isCapitalRemark(value, in: text)
    case UInt8(ascii: "&"):
      return isTag(
        value.lowerBound + escapedTag.count, value, closing: Array("&gt;".utf8), in: text, opening: escapedTag
      )
    default: return false
    }
  }

  /// `<SCRUBBED>` and the like.
  private static func isCapitalRemark(_ value: Range<Int>, in text: SecretBytes.Text) -> Bool {
    value.count >= 5 && text[value.upperBound - 1] == UInt8(ascii: ">")
      && text[value.lowerBound + 1..<value.upperBound - 1].allSatisfy { byte in
        byte &- 0x41 < 26 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      }
  }

  /// A tag of ten digits, or the stand-in of a reference.
  private static func isTag(
    _ start: Int, _ value: Range<Int>, closing: [UInt8], in text: SecretBytes.Text, opening: [UInt8]
  ) -> Bool {
    // What trims words takes a semicolon for punctuation.
    let isCut = closing.count > 1 && SecretBytes.ends(text, value, Array(closing.dropLast()))
    let closing = isCut ? Array(closing.dropLast()) : closing
    guard SecretBytes.begins(text, value, opening), SecretBytes.ends(text, value, closing),
      start <= value.upperBound - closing.count
    else { return false }
    let inner = start..<(value.upperBound - closing.count)
    return inner.count == 10 && text[inner].allSatisfy(SecretBytes.isHex)
      || references.contains { SecretBytes.begins(text, inner, $0) }
  }

  private static let tag = Array("<psk:".utf8)
  private static let escapedTag = Array("&lt;psk:".utf8)
  private static let remarks = ["<secret>", "<secret hidden", "<removed", "<redacted"].map { Array($0.utf8) }
  private static let references = ["env:", "file:", "cmd:"].map { Array($0.utf8) }

  /// Whether a text beside a word like `key` is one: long, of letters and digits, no address and no algorithm.
  static func looksRandom(_ value: Range<Int>, in text: SecretBytes.Text) -> Bool {
    guard value.count >= 8, value.count < 1 << 16 else { return value.count >= 8 }
    var letters = 0
    var digits = 0
    var others = 0
    for byte in text[value] {
      if SecretBytes.isDigit(byte) {
        digits += 1
      } else if SecretBytes.isLetter(byte) {
        letters += 1
      } else if byte == UInt8(ascii: "/") && value.count < 24 || byte == UInt8(ascii: ".") && value.count < 32
      {
        // Addresses, interfaces and file names.
        return false
      } else {
        others += 1
      }
    }
    guard digits > 0, letters > 0 else {
      return digits >= 16 || others > 0 && digits + letters >= 6 && digits > 0
    }
    return !isAlgorithm(value, in: text)
  }

  /// Whether a word names an algorithm, such as `hmac-sha2-256`: known names with numbers, nothing else.
  static func isAlgorithm(_ value: Range<Int>, in text: SecretBytes.Text) -> Bool {
    guard value.count <= 32 else { return false }
    var position = value.lowerBound
    var isNamed = false
    while position < value.upperBound {
      let byte = text[position]
      if SecretBytes.isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") {
        position += 1
        continue
      }
      let rest = position..<value.upperBound
      guard let name = algorithms.first(where: { SecretBytes.begins(text, rest, $0) }) else { return false }
      isNamed = true
      position += name.count
    }
    return isNamed
  }

  private static let algorithms = [
    "aes", "des", "sha", "md", "gcm", "gmac", "cbc", "ctr", "rsa", "ecdsa", "ecdhe", "ecdh", "dhe", "dh",
    "hmac",
    "chacha", "poly", "camellia", "group", "ikev", "secp", "prf", "rc", "dsa", "ed", "ecp", "modp", "prime",
    "curve",
    "pbkdf", "scrypt", "cmac",
  ].map { Array($0.utf8) }

  /// Whether a value is long and looks like encoded bytes, base64 or hexadecimal: names have fewer digits.
  static func isLongEncoded(_ value: Range<Int>, in text: SecretBytes.Text) -> Bool {
    guard value.count >= 32 else { return false }
    var digits = 0
    for byte in text[value] {
      guard SecretBytes.isBase64(byte) else { return false }
      if SecretBytes.isDigit(byte) { digits += 1 }
    }
    return digits * 12 >= value.count && !isPublic(value, in: text)
  }

  /// Whether a word is the blob of a public key of SSH, which hides nothing.
  static func isPublic(_ value: Range<Int>, in text: SecretBytes.Text) -> Bool {
    publicKeys.contains { text[value].starts(with: $0) }
  }

  private static let publicKeys = [
    "AAAAB3NzaC1", "AAAAC3NzaC1", "AAAAE2VjZHNh", "ssh-rsa", "c3NoLXJz",
  ].map {
    Array($0.utf8)
  }
}
