import ConfigTree
import Diagnostics
import IPAddressing
import Testing

@testable import Validation

@Suite struct ValidationLawTests {
  /// SplitMix64: the same seed gives the same texts on every machine.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  @Test func `whatever the file, validation answers, and twice the same`() throws {
    let device = try ExampleDevice()
    var random = Generator(state: 20_261_124)
    let lines = ExamplePlatform.configuration.split(separator: "\n").map(String.init)
    for _ in 0..<150 {
      var text: [String] = []
      for _ in 0..<Int.random(in: 0...30, using: &random) {
        var line = lines.randomElement(using: &random) ?? ""
        if Int.random(in: 0..<4, using: &random) == 0 { line = String(line.shuffled(using: &random)) }
        if Int.random(in: 0..<6, using: &random) == 0 { line += "\u{0}\u{FF}<" }
        text.append(line)
      }
      let whole = text.joined(separator: "\n")
      let first = try device.findings(in: whole, intent: [])
      #expect(first == (try device.findings(in: whole, intent: [])))
      #expect(first == first.sorted(by: Finding.inReportOrder))
    }
  }

  @Test func `objects that need each other in a ring come to an end`() throws {
    var text = ""
    for index in 0..<2000 {
      text += "ike-peer n\(index)\n proposal n\((index + 1) % 2000)\nike-proposal n\(index)\n"
    }
    text += "ike-peer top\n address 192.0.2.10\n proposal n0\n"
    #expect(try ExampleDevice().findings(in: text, intent: []).isEmpty == false)
  }

  @Test(arguments: [
    (["10.0.0.0", "255.0.0.0"], false, ["10.0.0.0/8"]), (["10.0.0.0", "8"], false, ["10.0.0.0/8"]),
    (["10.1.2.3/8"], false, ["10.0.0.0/8"]), (["10.0.0.0 0.255.255.255"], true, ["10.0.0.0/8"]),
    (["host 10.0.0.1", "any"], true, ["10.0.0.1/32", "0.0.0.0/0"]),
    (["10.0.0.1", "0.0.0.0"], true, ["10.0.0.1/32"]),
    (["0.0.0.0", "0.0.0.0"], false, ["0.0.0.0/0"]), (["10.0.0.1", "0"], true, ["10.0.0.1/32"]),
    (["10.0.0.0", "255.0.255.0"], false, []), (["10.0.0.0"], false, []), (["host"], false, []),
    ([], false, []),
    (["10.0.0.0", "33"], false, []), (["interface", "lan0"], true, []),
  ])
  func `networks are read in every spelling`(texts: [String], wildcards: Bool, networks: [String]) {
    let read = AddressTokens.networks(texts, wildcards: wildcards) ?? []
    #expect(read.map(\.description) == networks)
  }

  @Test(arguments: [
    ("berlin", "berlni", true), ("berlin", "Berlin1", true), ("berlin", "erlin", true),
    ("berlin", "berlon", true),
    ("berlin", "munich", false), ("p1", "p2", true), ("a", "b", false), ("", "", false),
    ("abcd", "badc", false),
  ])
  func `near names are near`(left: String, right: String, isNear: Bool) {
    #expect(Nearness.isNear(left, right) == isNear)
    #expect(Nearness.isNear(right, left) == isNear)
  }

  @Test func `AS numbers have two spellings`() {
    #expect(ASNumber.value("65010") == 65010)
    #expect(ASNumber.value("1.10") == 65546)
    #expect(ASNumber.value("1.70000") == nil && ASNumber.value("x") == nil && ASNumber.value("1.2.3") == nil)
  }
}
