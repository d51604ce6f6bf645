import Foundation
import PlatformModel
import Platforms
import Redaction
import Testing

/// Any bytes: no trap, bounded work, nothing lost.
struct HostileTests {
  static let ids = ["cisco-iosxe", "fortinet-fortios", "mikrotik-routeros", "opnsense", "huawei-ar", ""]

  @Test(arguments: ids)
  func `long lines, open texts and odd bytes end, and end the same again`(id: String) throws {
    let platform = try id.isEmpty ? nil : Redacting.platform(id)
    let scanner = SecretScanner(platform)
    let size = ProcessInfo.processInfo.environment["PEERCONF_THOROUGH"] == nil ? 2_000 : 20_000
    let repeated = [
      "key ", "password ", "\"", "'", "\\", "<", "<a", "<!--", "<![CDATA[", "-----BEGIN CERTIFICATE-----",
      "-----BEGIN ", "snmp community ", "$1$", "secret=", "banner motd ^C", "&lt;psk:", "<psk:", "%^%#",
      "://", "a:@",
      " [ ", "*", "\u{0}", "\r", "\t", "set password \"", "crypto pki certificate ca 01 ",
    ]
    for piece in repeated {
      for line in [false, true] {
        var bytes: [UInt8] = []
        while bytes.count < size { bytes += Array((line ? piece + "\n" : piece).utf8) }
        let redacted = Redacting.redact(bytes, scanner)
        // Compared outside of the expectation, which would look for the differences of long texts.
        let isSame = Redacting.redact(redacted, scanner) == redacted
        #expect(isSame, "\(id) \(piece) \(line)")
      }
    }
  }

  @Test func `twice the input takes not much more than twice the work`() throws {
    // Counted in values, not in time: an open text must not be searched for again and again.
    let scanner = SecretScanner(try Redacting.platform("fortinet-fortios"))
    for opening in ["set password \"a\n", "-----BEGIN CERTIFICATE-----\nMIIB\n", "set private-key \"x\n"] {
      let bytes = Array(String(repeating: opening, count: 5_000).utf8)
      let hits = scanner.scan(bytes)
      #expect(hits.reduce(0) { $0 + $1.pieces.count } <= 10_001)
      #expect(hits.allSatisfy { $0.pieces.allSatisfy { $0.upperBound <= bytes.count } })
    }
  }

  @Test func `random bytes come through unharmed outside of what is found`() throws {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> UInt8 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
    let words = [
      "password ", "secret=", "key 7 ", "<password>", "\n", "\"", "-----BEGIN ", "set ", " ", "</password>",
    ]
    for id in Self.ids {
      let scanner = SecretScanner(try id.isEmpty ? nil : Redacting.platform(id))
      for _ in 0..<60 {
        var bytes: [UInt8] = []
        while bytes.count < 600 {
          let choice = next()
          bytes += choice < 120 ? Array(words[Int(choice) % words.count].utf8) : [next(), next(), next()]
        }
        let hits = scanner.scan(bytes)
        var end = 0
        for hit in hits {
          for piece in hit.pieces {
            #expect(piece.lowerBound >= end && piece.upperBound <= bytes.count && !piece.isEmpty)
            end = piece.upperBound
          }
        }
        let redacted = Redacting.redactor.redacted(bytes, hits)
        #expect(redacted.count { $0 == 0x0A } == bytes.count { $0 == 0x0A })
      }
    }
  }

  @Test func `bytes that are no UTF-8 stay`() throws {
    let platform = try Redacting.platform("cisco-iosxe")
    let bytes: [UInt8] =
      Array("hostname caf".utf8) + [0xE9, 0x0A] + Array("enable password ".utf8) + [
        0xE9, 0xFF, 0x41, 0x0A, 0x00, 0x0D, 0x0A,
      ]
    let redacted = Redacting.redact(bytes, SecretScanner(platform))
    #expect(
      redacted.starts(with: Array("hostname caf".utf8) + [0xE9, 0x0A] + Array("enable password <psk:".utf8)))
    #expect(redacted.suffix(4) == [0x0A, 0x00, 0x0D, 0x0A] && !redacted.contains(0xFF))
  }
}
