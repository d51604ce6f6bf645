import Foundation
import IPAddressing
import Testing

/// Laws over thousands of addresses, with the C library as the second opinion.
@Suite struct AddressLawTests {
  var generator = Generator(seed: 20_261_124)

  @Test mutating func `an IPv4 address reads back as it prints, and as the C library prints it`() throws {
    for _ in 0..<5_000 {
      let address = IPv4Address(.random(in: 0...UInt32.max, using: &generator))
      #expect(try IPv4Address(parsing: address.description.utf8) == address)
      var raw = in_addr(s_addr: address.value.bigEndian)
      #expect(address.description == printed(AF_INET, &raw))
    }
  }

  @Test mutating func `an IPv6 address reads back as it prints, and as the C library prints it`() throws {
    for _ in 0..<5_000 {
      // Mostly zeros, so that runs of every length and place turn up.
      let groups = (0..<8).map { _ in
        Bool.random(using: &generator) ? 0 : UInt16.random(in: 0...0xFFFF, using: &generator)
      }
      let address = IPv6Address(groups.reduce(0) { $0 << 16 | UInt128($1) })
      #expect(try IPv6Address(parsing: address.description.utf8) == address)
      // The C library still prints the IPv4-compatible addresses, deprecated by RFC 4291, in dotted form.
      guard address.value >> 32 != 0 else { continue }
      var raw = in6_addr()
      withUnsafeMutableBytes(of: &raw) { bytes in
        for (place, group) in groups.enumerated() {
          bytes[2 * place] = UInt8(group >> 8)
          bytes[2 * place + 1] = UInt8(group & 0xFF)
        }
      }
      #expect(address.description == printed(AF_INET6, &raw))
    }
  }

  @Test mutating func `what the C library reads we read alike, and what it refuses we refuse`() {
    let alphabet = Array("::::..0019afF%/g".utf8)
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...18, using: &generator)
      let text = String(
        decoding: (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0x3A }, as: UTF8.self)
      var raw6 = in6_addr()
      #expect((IPv6Address(text) != nil) == (inet_pton(AF_INET6, text, &raw6) == 1), "\(text)")
      var raw4 = in_addr()
      let theirs = inet_pton(AF_INET, text, &raw4) == 1
      #expect((IPv4Address(text) != nil) == theirs, "\(text)")
    }
  }

  @Test mutating func `an address sorts as its number does, IPv4 first`() {
    var addresses: [IPAddress] = (0..<200).map { _ in .v4(IPv4Address(.random(in: 0...9, using: &generator)))
    }
    addresses += (0..<200).map { _ in .v6(IPv6Address(.random(in: 0...9, using: &generator))) }
    let sorted = addresses.shuffled(using: &generator).sorted()
    #expect(sorted.prefix(200).allSatisfy { $0.family == .ipv4 })
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { !($1 < $0) })
  }

  private func printed(_ family: Int32, _ raw: UnsafeRawPointer) -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    _ = inet_ntop(family, raw, &buffer, socklen_t(buffer.count))
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
