/// Percent-encoding by RFC 3986 §2, as the signature wants it.
enum PercentCoding {
  /// Decodes `%xx`; a percent sign without two digits stays, and `+` is a plus.
  ///
  /// Bytes that are no UTF-8 become U+FFFD: such a path has no route and such a signature does not match.
  static func decode(_ text: some Collection<UInt8>) -> String {
    let bytes = Array(text)
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count, let high = digit(bytes[at + 1]),
        let low = digit(bytes[at + 2])
      {
        decoded.append(high << 4 | low)
        at += 3
      } else {
        decoded.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: decoded, as: UTF8.self)
  }

  /// Encodes everything but letters, digits and `-_.~`, and but the bytes in `keeping`.
  static func encode(_ text: String, keeping extra: UInt8? = nil) -> String {
    var encoded: [UInt8] = []
    for byte in text.utf8 {
      if isUnreserved(byte) || byte == extra {
        encoded.append(byte)
      } else {
        encoded += [UInt8(ascii: "%"), upperHex(byte >> 4), upperHex(byte & 0x0F)]
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func upperHex(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// One `name=value` of a query, decoded.
struct QueryItem: Sendable, Hashable {
  var name: String
  var value: String

  /// Splits a raw query; a name without `=` has an empty value, empty pieces are skipped.
  static func parse(_ raw: some StringProtocol) -> [QueryItem] {
    raw.utf8.split(separator: UInt8(ascii: "&")).map { piece in
      let name = piece.prefix { $0 != UInt8(ascii: "=") }
      return QueryItem(
        name: PercentCoding.decode(name), value: PercentCoding.decode(piece.dropFirst(name.count + 1)))
    }
  }

  /// By the bytes of the name, then of the value.
  static func inCanonicalOrder(_ left: QueryItem, _ right: QueryItem) -> Bool {
    left.name == right.name
      ? left.value.utf8.lexicographicallyPrecedes(right.value.utf8)
      : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
  }
}
