/// Signs of XML that are written by name or number.
enum CharacterReference {
  private static let names: [[UInt8]: UInt8] = [
    Array("lt".utf8): UInt8(ascii: "<"), Array("gt".utf8): UInt8(ascii: ">"),
    Array("amp".utf8): UInt8(ascii: "&"),
    Array("quot".utf8): UInt8(ascii: "\""), Array("apos".utf8): UInt8(ascii: "'"),
  ]
  /// Longer names are no references.
  private static let lengthLimit = 10

  /// The text with the signs themselves; what is no reference stays.
  static func decoded(_ text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      if text[position] == UInt8(ascii: "&"),
        let end = text[position...].prefix(lengthLimit).firstIndex(of: UInt8(ascii: ";")),
        let sign = sign(Array(text[(position + 1)..<end]))
      {
        output += sign
        position = end + 1
      } else {
        output.append(text[position])
        position += 1
      }
    }
    return output
  }

  private static func sign(_ name: [UInt8]) -> [UInt8]? {
    if let known = names[name] { return [known] }
    guard name.first == UInt8(ascii: "#") else { return nil }
    let digits = String(decoding: name.dropFirst(), as: UTF8.self)
    let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { Array(String(Character($0)).utf8) }
  }
}
