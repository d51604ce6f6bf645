import IPAddressing
import Testing

@Suite struct AddressTextTests {
  @Test(
    arguments: [
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:0DB8::0001", "2001:db8::1"),
      ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("0:0:0:0:0:0:0:0", "::"), ("::1", "::1"),
      ("1::", "1::"), ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"), ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
      ("::ffff:c000:0201", "::ffff:192.0.2.1"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
      ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
    ])
  func `IPv6 has one printed form`(text: String, canonical: String) throws {
    #expect(try IPv6Address(parsing: text.utf8).description == canonical)
  }

  @Test(
    arguments: [
      "", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4 ", " 1.2.3.4",
      "1.2.3.a",
      "99999999999999999999.1.1.1", "0x1.2.3.4", "１.2.3.4", "1.2.3.-4",
    ])
  func `no IPv4 address`(text: String) throws {
    let error = try #require(throws: AddressError.self) { try IPv4Address(parsing: text.utf8) }
    #expect(error.kind == .notAnAddress(.ipv4))
  }

  @Test(
    arguments: [
      "", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::1::", "12345::", "1:2:3:4:5:6:7:8::",
      "::g",
      "1:", ":1", "::1.2.3", "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4::", "::1.2.3.4:5", "::01.2.3.4",
    ])
  func `no IPv6 address`(text: String) throws {
    let error = try #require(throws: AddressError.self) { try IPv6Address(parsing: text.utf8) }
    #expect(error.kind == .notAnAddress(.ipv6))
  }

  @Test func `a refusal says what to do`() throws {
    let zero = try #require(throws: AddressError.self) { try IPAddress(parsing: "192.0.2.010".utf8) }
    #expect(zero.kind == .leadingZero && zero.description.contains("without leading zeros"))
    let zone = try #require(throws: AddressError.self) { try IPAddress(parsing: "fe80::1%eth0".utf8) }
    #expect(zone.kind == .zone && zone.description.contains("leave out '%'"))
    let word = try #require(throws: AddressError.self) { try IPAddress(parsing: "gateway".utf8) }
    #expect(word.description == "'gateway' is not an IP address")
    let control = try #require(throws: AddressError.self) {
      try IPv4Address(parsing: [0x1B, 0x5B] + "2J".utf8)
    }
    #expect(control.text == "?[2J", "nothing that moves a cursor")
    let long = try #require(throws: AddressError.self) {
      try IPv4Address(parsing: [UInt8](repeating: 0x2E, count: 100_000))
    }
    #expect(long.text.count == 61)
  }

  @Test(
    arguments: [
      ("0.0.0.0", "unspecified"), ("127.8.0.1", "loopback"), ("10.0.0.1", "private"),
      ("172.31.255.255", "private"),
      ("172.32.0.0", "none"), ("192.168.0.1", "private"), ("100.64.0.1", "shared"),
      ("100.127.255.255", "shared"),
      ("100.128.0.0", "none"), ("169.254.1.1", "link"), ("224.0.0.1", "multicast"),
      ("255.255.255.255", "reserved"),
      ("203.0.113.9", "documentation"), ("198.51.100.1", "documentation"), ("192.0.2.1", "documentation"),
      ("192.0.3.1", "none"),
    ])
  func `special blocks`(text: String, block: String) throws {
    let address = try IPv4Address(parsing: text.utf8)
    let blocks = [
      ("unspecified", address.isUnspecified), ("loopback", address.isLoopback),
      ("private", address.isPrivate),
      ("shared", address.isCarrierShared), ("link", address.isLinkLocal), ("multicast", address.isMulticast),
      ("reserved", address.isReserved), ("documentation", address.isDocumentation),
    ]
    #expect(blocks.filter(\.1).map(\.0) == (block == "none" ? [] : [block]))
  }

  @Test func `steps stop at the ends of the address space`() throws {
    #expect(IPv4Address(0).advanced(by: -1) == nil)
    #expect(IPv4Address(UInt32.max).advanced(by: 1) == nil)
    #expect(IPv4Address(192, 0, 2, 255).advanced(by: 1) == IPv4Address(192, 0, 3, 0))
    #expect(IPv4Address(5).advanced(by: Int.min) == nil)
    #expect(IPv6Address("::1")?.advanced(by: -1) == IPv6Address("::"))
    #expect(IPv4Address(192, 0, 2, 1).octets == [192, 0, 2, 1])
  }
}
