import ConfigSimulation
import ConfigTree
import Diagnostics
import Testing

@Suite struct DeviceSimulatorTests {
  private let running = """
    Building configuration...
    !
    hostname a
    !
    vrf definition N1
    !
    crypto ipsec transform-set T esp-aes
    !
    crypto ipsec profile P
     set transform-set T
    !
    interface tunnel1
     ip address 1 2
     tunnel protection ipsec profile P
    !
    interface ethernet0/1
     description odd   spacing
     no ip address
    !
    ip access-list extended L
     10 permit a
     20 deny b
    !
    router bgp 65001
     neighbor 1 remote-as 7
     neighbor 2 remote-as 7
     !
     address-family ipv4
      neighbor 1 activate
      neighbor 2 activate
     exit-address-family
    !
    banner motd ^C
     no hostname
    ^C
    end

    """

  private func apply(_ commands: String, refusesUndefined: Bool = false) throws -> SimulationResult {
    let dialect = try TestDialect.marked()
    return DeviceSimulator(
      grammar: dialect.grammar, syntax: dialect.syntax, refusesUndefined: refusesUndefined
    )
    .apply(Array(commands.utf8), to: dialect.syntax.parse(Array(running.utf8), source: "running"))
  }

  /// The lines that a device writes and takes away for some commands.
  private func difference(_ commands: String) throws -> [String] {
    let result = try apply(commands)
    #expect(result.refusals.isEmpty)
    let old = running.split(separator: "\n", omittingEmptySubsequences: false)
    let new = String(decoding: result.predicted, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    return new.difference(from: old).map { change in
      switch change {
      case .insert(let offset, let line, _): "+\(offset + 1) \(line)"
      case .remove(let offset, let line, _): "-\(offset + 1) \(line)"
      }
    }
  }

  @Test(
    arguments: [
      ("hostname a\n", []),
      ("! comment\n\nexit\nend\n", []),
      ("hostname b\n", ["-3 hostname a", "+3 hostname b"]),
      ("interface tunnel1\n ip address 1 2\n no shutdown\n", []),
      (
        "interface tunnel1\nip address 3 4\nhostname b\n",
        ["-13  ip address 1 2", "-3 hostname a", "+3 hostname b", "+13  ip address 3 4"]
      ),
      ("interface tunnel1\n no ip address\n", ["-13  ip address 1 2", "+13  no ip address"]),
      ("interface tunnel1\n vrf forwarding N1\n", ["-13  ip address 1 2", "+13  vrf forwarding N1"]),
      ("interface ethernet0/1\n ip address 5 6\n", ["-18  no ip address", "+18  ip address 5 6"]),
      ("interface tunnel2\n", ["+16 interface tunnel2", "+17 !"]),
      ("ip access-list extended L\n 15 permit c\n permit d\n", ["+22  15 permit c", "+24  30 permit d"]),
      ("ip access-list extended L\n no 10 permit a\n", ["-21  10 permit a"]),
      ("ip route 1 2 3\nip route 0 2 3\n", ["+36 ip route 0 2 3", "+37 ip route 1 2 3"]),
      (
        "router bgp 65001\n no neighbor 2 remote-as 7\n",
        ["-30   neighbor 2 activate", "-26  neighbor 2 remote-as 7"]
      ),
      (
        "router bgp 65001\n no address-family ipv4\n",
        [
          "-31  exit-address-family", "-30   neighbor 2 activate", "-29   neighbor 1 activate",
          "-28  address-family ipv4",
        ]
      ),
      (
        "router bgp 65001\n address-family ipv4\n  network 9\n  exit-address-family\n neighbor 3 remote-as 7\n",
        ["+27  neighbor 3 remote-as 7", "+32   network 9"]
      ),
      (
        "no interface tunnel1\nno crypto ipsec profile P\n",
        [
          "-15 !", "-14  tunnel protection ipsec profile P", "-13  ip address 1 2", "-12 interface tunnel1",
          "-11 !",
          "-10  set transform-set T", "-9 crypto ipsec profile P",
        ]
      ),
    ] as [(String, [String])])
  func `commands change what they name and nothing else`(commands: String, expected: [String]) throws {
    #expect(try difference(commands).sorted() == expected.sorted())
  }

  @Test(arguments: [
    ("no crypto ipsec profile P", Refusal.Kind.inUse), ("no crypto ipsec transform-set T", .inUse),
    ("no vrf definition N9", .nothingToRemove), ("interface tunnel1\n no ip mtu 1400", .nothingToRemove),
    ("no hostname b", .otherValue), ("no interface ethernet0/1", .permanent),
    ("ip access-list extended L\n 30 permit a", .occupied),
  ])
  func `a device refuses what would break it`(commands: String, kind: Refusal.Kind) throws {
    let result = try apply(commands + "\n")
    #expect(result.refusals.map(\.kind) == [kind])
    #expect(result.predicted == Array(running.utf8))
    #expect(result.refusals.first?.place.line == commands.split(separator: "\n").count)
    #expect(result.refusals.first?.finding.rule == "simulation-\(kind.rawValue)")
  }

  @Test func `references to nothing are refused where the platform does so`() throws {
    let commands = "interface tunnel1\n tunnel protection ipsec profile Q\n"
    #expect(try apply(commands).refusals.isEmpty)
    #expect(try apply(commands, refusesUndefined: true).refusals.map(\.kind) == [.undefinedReference])
  }

  @Test func `line endings and a missing last one stay as they are`() throws {
    let dialect = try TestDialect.marked()
    let simulator = DeviceSimulator(grammar: dialect.grammar, syntax: dialect.syntax)
    for text in ["hostname a\r\nip route 1 2 3", "hostname a\r\nip route 1 2 3\r\n"] {
      let document = dialect.syntax.parse(Array(text.utf8), source: "t")
      let there = simulator.apply(Array("ip route 2 2 3\n".utf8), to: document)
      #expect(
        String(decoding: there.predicted, as: UTF8.self).hasPrefix(
          "hostname a\r\nip route 1 2 3\r\nip route 2 2 3"))
      let back = simulator.apply(
        Array("no ip route 2 2 3\n".utf8), to: dialect.syntax.parse(there.predicted, source: "t"))
      #expect(back.predicted == Array(text.utf8))
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `no commands whatever trip it`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for dialect in try TestDialect.all() {
      let generator = ConfigGenerator(dialect: dialect, random: random)
      var maker = generator
      let device = maker.device()
      let words = (maker.fragment() + "\nno\nundo\nexit\nquit\nend\n  \n").split(separator: "\n")
      let commands = (0..<80).map { _ -> String in
        let line = String(words.randomElement(using: &random) ?? "")
        return Bool.random(using: &random) ? line : dialect.grammar.negation + " " + line
      }
      let document = dialect.syntax.parse(Array(device.utf8), source: "t")
      let result = DeviceSimulator(grammar: dialect.grammar, syntax: dialect.syntax)
        .apply(Array(commands.joined(separator: "\n").utf8), to: document)
      let after = dialect.syntax.parse(result.predicted, source: "t")
      #expect(after.print() == result.predicted)
      if result.changes == 0 { #expect(result.predicted == Array(device.utf8)) }
    }
  }
}
