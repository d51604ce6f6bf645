import Jinja
import NetworkFilters
import Testing

/// Any filter with any value and any arguments: an answer or an error, never a trap.
@Suite struct AnyCallTests {
  /// SplitMix64, so that a failure can be repeated.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static let expressions = [
    "none", "true", "false", "0", "1", "-1", "32", "128", "129", "2 ** 63", "-(2 ** 63)", "2 ** 64",
    "2 ** 128",
    "-(2 ** 200)", "1.5", "1e300", "''", "' '", "'x'", "'/'", "'-'", "'['", "'[1-3]'",
    "'[1-9223372036854775807]'",
    "'10.0.0.1'", "'10.0.0.1/24'", "'10.0.0.0/31'", "'0.0.0.0/0'", "'255.255.255.255'",
    "'255.255.255.255/32'",
    "'::'", "'::/0'", "'::1/127'", "'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128'", "'ffff::/1'",
    "'fe80::1%eth0'",
    "'10.0.0.0-10.0.0.9'", "'1a:2b:3c:4d:5e:6f'", "'ffffffffffffffff'", "'65000.1'",
    "'9223372036854775807-1'",
    "'Gi1/0/1'", "'Gi09223372036854775807'", "'Gi9223372036854775807'", "'alphabetical'", "'span'",
    "'expand'",
    "'subnets'", "'network'", "'peer'", "'size'", "'first_usable'", "'4294967296/33'", "'\\ud7ff\\u0301'",
    "'é'", "{}",
    "{'Gi': 'x', 1: 2}", "[]", "[1, 2, 9223372036854775807]", "['Gi1', 'Gi2', '1/1']", "[[['10.0.0.1']]]",
    "(1, 'x')",
    "['Gi9223372036854775807', 'Gi09223372036854775807', 'Gi1']", "range(3)",
    "['::1', '10.0.0.1', none, {}, 1.5]",
    "[4094, 1, 4095]", "joiner(',')", "cycler(1)", "['::/0', '0.0.0.0/0', '::/128']", "['a'] | map('upper')",
  ]

  @Test(arguments: NetworkFilters.all().keys.filter { !$0.contains(".") }.sorted())
  func `is answered or refused`(_ filter: String) throws {
    var generator = Generator(state: filter.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
    for _ in 0..<150 {
      let count = Int.random(in: 0...4, using: &generator)
      let arguments = (0..<count).compactMap { _ in AnyCallTests.expressions.randomElement(using: &generator)
      }
      let value = AnyCallTests.expressions.randomElement(using: &generator) ?? "none"
      let expression = "(\(value)) | \(filter)(\(arguments.joined(separator: ", ")))"
      if let failure = Rendering.failure(expression) {
        #expect(failure.kind == .runtime || failure.kind == .limit, "\(expression): \(failure.message)")
        #expect(failure.message.utf8.count < 1000, "\(expression)")
      }
    }
  }
}
