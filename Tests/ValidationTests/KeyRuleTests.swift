import ConfigTree
import Diagnostics
import PlatformModel
import Secrets
import Testing

@testable import Validation

@Suite struct KeyRuleTests {
  private static let canary = "Canary"

  @Test(arguments: [
    ("aA1!", "key-strength", Severity.error), (String(repeating: "aA1", count: 43), "key-strength", .error),
    (String(repeating: "aA1", count: 22), "key-strength", .error),
    ("abcdefghijklmnopqrst", "key-strength", .error),
    ("Test@123", "key-strength", .error), ("aA1!bcde", "key-strength", .note),
    ("aA1bcdefghijklmn\\", "key-alphabet", .error), ("aA1bcdefghijklmn\u{E9}", "key-alphabet", .error),
    ("aA1bcdefghijklmn*", "key-alphabet", .warning), ("aA1bcdefghijklmn?", "key-alphabet", .error),
    ("%^%#aA1bcdefghijklmn", "key-looks-encoded", .error),
  ])
  func `a bad key is found and not shown`(key: String, rule: String, severity: Severity) throws {
    let text = "ike-peer a\n address 192.0.2.1\n key plain \(key)\n"
    let findings = try ExampleDevice().findings(in: text).filter { $0.rule.hasPrefix("key-") }
    #expect(findings.map(\.rule) == [rule])
    #expect(findings.first?.severity == severity)
    #expect(findings.first?.place?.line == 3)
    for finding in findings { #expect(!"\(finding)".contains(key)) }
  }

  @Test func `the key behind a stand-in is judged without being asked for its text`() throws {
    let device = try ExampleDevice()
    let text = ExamplePlatform.configuration
    let document = device.validator.platform.syntax.parse(Array(text.utf8), source: "x")
    let facts = KeyFacts(of: Secret("short1A"), platform: device.validator.platform)
    let input = ValidationInput(matched: device.validator.grammar.match(document)) { reference in
      reference.text == "env:PEERCONF_PSK_EXAMPLE" ? facts : nil
    }
    let findings = device.validator.validate(input).findings.filter { $0.rule == "key-strength" }
    #expect(findings.map(\.message) == ["The key has 7 characters; the cloud takes 8 to 128."])
  }

  @Test func `no finding of any rule shows a key, wherever it stands`() throws {
    let keys = ["CanaryCHANGEME<x>", "CanaryXXXX{{y}}", "Canary?", "%^%#Canary"]
    for key in keys {
      for text in [
        "ike-peer a\n address 192.0.2.1\n key plain \(key)\n key plain \(key)2\n",
        "ike-peer a\n key encoded \(key)\n",
        "no ike-peer a\nike-peer a\n no key plain \(key)\n",
      ] {
        for finding in try ExampleDevice().findings(in: text, intent: []) {
          #expect(!"\(finding)".contains(Self.canary), "\(finding)")
        }
      }
    }
  }
}
