import IPAddressing
import Testing

@Suite struct PrefixTests {
  var generator = Generator(seed: 4_711)

  @Test mutating func `a prefix reads back as it prints and holds exactly its range`() throws {
    for _ in 0..<3_000 {
      let address = IPv4Address(.random(in: 0...UInt32.max, using: &generator))
      let length = Int.random(in: 0...32, using: &generator)
      let prefix = try #require(IPv4Prefix(containing: address, length: length))
      #expect(try IPv4Prefix(parsing: prefix.description.utf8) == prefix)
      #expect(prefix.contains(address) && prefix.contains(prefix.network) && prefix.contains(prefix.last))
      #expect(prefix.network.advanced(by: -1).map { prefix.contains($0) } != true)
      #expect(prefix.last.advanced(by: 1).map { prefix.contains($0) } != true)
      #expect(prefix.netmask.value == ~prefix.wildcard.value)
      #expect(prefix.addresses.count == 1 << (32 - length))
      #expect(try IPv4Prefix(containing: address, netmask: prefix.netmask) == prefix)
      #expect(try IPv4Prefix(containing: address, wildcard: prefix.wildcard) == prefix)
    }
  }

  @Test mutating func `two blocks overlap exactly when they share an address`() throws {
    for _ in 0..<3_000 {
      let blocks = try (0..<2).map { _ in
        let address = IPv4Address(.random(in: 0...255, using: &generator))
        return try #require(IPv4Prefix(containing: address, length: .random(in: 24...32, using: &generator)))
      }
      let (a, b) = (Set(blocks[0].addresses), Set(blocks[1].addresses))
      #expect(blocks[0].overlaps(blocks[1]) == !a.isDisjoint(with: b))
      #expect(blocks[1].overlaps(blocks[0]) == !a.isDisjoint(with: b))
      #expect(blocks[0].contains(blocks[1]) == a.isSuperset(of: b))
      #expect((blocks[0] == blocks[1]) == (a == b))
    }
  }

  @Test mutating func `IPv6 prefixes keep the same laws`() throws {
    for _ in 0..<2_000 {
      let address = IPv6Address(.random(in: 0...UInt128.max, using: &generator))
      let prefix = try #require(
        IPv6Prefix(containing: address, length: .random(in: 0...128, using: &generator)))
      #expect(try IPPrefix(parsing: prefix.description.utf8) == .v6(prefix))
      #expect(prefix.contains(address) && prefix.contains(prefix.last))
      #expect(prefix.hosts.contains(prefix.last))
    }
  }

  @Test(
    arguments: [
      ("10.0.0.0/30", "10.0.0.1", "10.0.0.2", "10.0.0.3"), ("10.0.0.0/31", "10.0.0.0", "10.0.0.1", nil),
      ("10.0.0.7/32", "10.0.0.7", "10.0.0.7", nil),
      ("0.0.0.0/0", "0.0.0.1", "255.255.255.254", "255.255.255.255"),
      ("10.0.0.0/24", "10.0.0.1", "10.0.0.254", "10.0.0.255"),
    ])
  func `host addresses and broadcast`(text: String, first: String, last: String, broadcast: String?) throws {
    let prefix = try IPv4Prefix(parsing: text.utf8)
    #expect(prefix.hosts.first.description == first && prefix.hosts.last.description == last)
    #expect(prefix.broadcast?.description == broadcast)
  }

  @Test func `host bits are refused with the canonical form, or cleared`() throws {
    let error = try #require(throws: AddressError.self) { try IPPrefix(parsing: "10.20.1.5/16".utf8) }
    #expect(error.description == "'10.20.1.5/16' has bits set right of its prefix: write 10.20.0.0/16")
    #expect(try IPPrefix(parsing: "10.20.1.5/16".utf8, hostBits: .cleared).description == "10.20.0.0/16")
    #expect(IPPrefix("2001:db8::1/64") == nil)
    #expect(IPPrefix("2001:db8::1/64", hostBits: .cleared)?.description == "2001:db8::/64")
  }

  @Test(
    arguments: [
      "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/ 8", "10.0.0.0/8/8",
      "/8", "x/8",
      "::/129", "::", "", "10.0.0.0/999999999999999999999", "10.0.0.0/255.0.0.0",
    ])
  func `no prefix`(text: String) {
    #expect(IPPrefix(text) == nil)
    #expect(throws: AddressError.self) { try IPPrefix(parsing: text.utf8, hostBits: .cleared) }
  }

  @Test(arguments: ["255.0.255.0", "0.0.0.255", "255.255.255.1"])
  func `a mixed mask is refused`(text: String) throws {
    let mask = try IPv4Address(parsing: text.utf8)
    let error = try #require(throws: AddressError.self) { try IPv4Prefix(containing: mask, netmask: mask) }
    #expect(error.kind == .notAMask && error.text == text)
  }

  @Test func `the other family is never inside`() throws {
    let four = try IPPrefix(parsing: "0.0.0.0/0".utf8)
    let six = try IPPrefix(parsing: "::/0".utf8)
    #expect(!four.overlaps(six) && !four.contains(six.network) && four < six)
  }

  @Test func `the two ends of a tunnel find each other`() throws {
    let near = try IPv4InterfaceAddress(parsing: "169.254.70.1/30".utf8)
    #expect(near.peer?.description == "169.254.70.2/30" && near.peer?.peer == near)
    #expect(near.isHost && near.network.description == "169.254.70.0/30")
    #expect(IPv4InterfaceAddress("169.254.70.0/30")?.isHost == false)
    #expect(IPv4InterfaceAddress("169.254.70.3/30")?.peer == nil)
    #expect(IPv4InterfaceAddress("169.254.70.1/29")?.peer == nil)
    #expect(IPv4InterfaceAddress("10.0.0.0/31")?.peer?.description == "10.0.0.1/31")
    #expect(IPv4InterfaceAddress("10.0.0.0/32")?.peer == nil)
    #expect(IPv6InterfaceAddress("2001:db8::/127")?.peer?.description == "2001:db8::1/127")
  }

  @Test func `ranges count, index and stop`() throws {
    let block = try IPv4Prefix(parsing: "192.0.2.248/29".utf8)
    #expect(
      Array(block.addresses).count == 8 && block.addresses[7] == block.last && block.addresses[8] == nil)
    #expect(block.addresses[-1] == nil)
    let end = try IPv4Prefix(parsing: "255.255.255.254/31".utf8)
    #expect(Array(end.addresses).map(\.description) == ["255.255.255.254", "255.255.255.255"])
    #expect(IPv4Prefix("0.0.0.0/0")?.addresses.count == 1 << 32)
    #expect(IPv6Prefix("::/0")?.addresses.count == nil)
    #expect(IPv6Prefix("::/65")?.addresses.count == nil)
    #expect(IPv6Prefix("::/66")?.addresses.count == 1 << 62)
    #expect(AddressRange(from: block.last, through: block.network) == nil)
  }
}
