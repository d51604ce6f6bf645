/// An IPv6 address (RFC 4291), without zone.
package struct IPv6Address: InternetAddress {
  package static let family = AddressFamily.ipv6

  // Two halves, since a stored UInt128 wants 16-byte alignment, and Swift 6.3 places such a value at an odd multiple
  // of eight where an initialiser with typed throws returns it inside an enum: the aligned load then traps.
  private let high: UInt64
  private let low: UInt64

  package init(_ value: UInt128) {
    high = UInt64(truncatingIfNeeded: value >> 64)
    low = UInt64(truncatingIfNeeded: value)
  }

  package var value: UInt128 { UInt128(high) << 64 | UInt128(low) }

  /// Reads the forms of RFC 4291 §2.2: eight groups, `::` for zeros, an IPv4 address as the last two groups.
  package init(parsing text: some Collection<UInt8>) throws(AddressError) {
    guard text.count <= 45 else { throw AddressError(.notAnAddress(.ipv6), text) }
    guard !text.contains(UInt8(ascii: "%")) else { throw AddressError(.zone, text) }
    var scanner = IPv6Scanner(bytes: Array(text))
    guard let value = scanner.address() else { throw AddressError(.notAnAddress(.ipv6), text) }
    self.init(value)
  }
}

extension IPv6Address {
  /// The eight 16-bit groups, first on the wire first.
  package var groups: [UInt16] { (0..<8).map { UInt16(truncatingIfNeeded: value >> (112 - 16 * $0)) } }

  /// The address of no host, `::`.
  package var isUnspecified: Bool { value == 0 }

  /// The machine itself, `::1`.
  package var isLoopback: Bool { value == 1 }

  /// Link-local, fe80::/10.
  package var isLinkLocal: Bool { value >> 118 == 0xFE80 >> 6 }

  /// Multicast, ff00::/8.
  package var isMulticast: Bool { value >> 120 == 0xFF }

  /// The IPv4 address in ::ffff:0:0/96, `nil` for every other address.
  package var mappedIPv4: IPv4Address? {
    value >> 32 == 0xFFFF ? IPv4Address(UInt32(truncatingIfNeeded: value)) : nil
  }

  /// The one form of RFC 5952: lower case, no leading zeros, `::` for the first longest run of zeros.
  package var description: String {
    if let mappedIPv4 { return "::ffff:\(mappedIPv4)" }
    let groups = groups
    let run = IPv6Address.longestZeroRun(groups)
    func joined(_ part: some Sequence<UInt16>) -> String {
      part.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard run.count >= 2 else { return joined(groups) }
    return "\(joined(groups[..<run.lowerBound]))::\(joined(groups[run.upperBound...]))"
  }

  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int> {
    var longest = 0..<0
    var start = 0
    for (position, group) in groups.enumerated() {
      if group != 0 {
        start = position + 1
      } else if position + 1 - start > longest.count {
        longest = start..<position + 1
      }
    }
    return longest
  }
}

/// One pass over the text; at most eight groups are ever kept.
private struct IPv6Scanner {
  let bytes: [UInt8]
  var at = 0
  var groups: [UInt16] = []
  /// Number of groups before `::`.
  var gap: Int?

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func address() -> UInt128? {
    if bytes.starts(with: "::".utf8) {
      gap = 0
      at = 2
    }
    while at < bytes.count {
      guard groups.count < 8, group() else { return nil }
      if at == bytes.count { break }
      guard bytes[at] == UInt8(ascii: ":") else { return nil }
      at += 1
      guard at < bytes.count else { return nil }
      if bytes[at] == UInt8(ascii: ":") {
        guard gap == nil else { return nil }
        gap = groups.count
        at += 1
      }
    }
    guard let gap else { return groups.count == 8 ? number(groups) : nil }
    // RFC 5952 §4.2.2 frowns on "::" for a single group, RFC 4291 allows it; for no group at all nobody does.
    guard groups.count < 8 else { return nil }
    let zeros = [UInt16](repeating: 0, count: 8 - groups.count)
    return number(groups[..<gap] + zeros + groups[gap...])
  }

  private func number(_ groups: some Sequence<UInt16>) -> UInt128 {
    groups.reduce(0) { $0 << 16 | UInt128($1) }
  }

  private mutating func group() -> Bool {
    let start = at
    var value: UInt16 = 0
    while at < bytes.count, let digit = hexadecimal(bytes[at]) {
      guard at - start < 4 else { return false }
      value = value << 4 | UInt16(digit)
      at += 1
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") { return dotted(from: start) }
    guard at > start else { return false }
    groups.append(value)
    return true
  }

  private mutating func dotted(from start: Int) -> Bool {
    guard groups.count <= 6 else { return false }
    do {
      let address = try IPv4Address(parsing: bytes[start...])
      groups.append(UInt16(truncatingIfNeeded: address.value >> 16))
      groups.append(UInt16(truncatingIfNeeded: address.value))
    } catch {
      return false
    }
    at = bytes.count
    return true
  }

  private func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
