import ConfigTree
import Diagnostics
import PlatformModel
import Testing
import VPNIntent

@testable import Validation

/// Validates texts in the words of the example device.
struct ExampleDevice {
  let validator: Validator

  init(rules: [any Rule] = RuleCatalog.all) throws {
    validator = try Validator(platform: try ExamplePlatform.platform(), rules: rules)
  }

  func findings(
    in text: String, intent changes: [(String, String)]? = nil, isFragment: Bool = false
  ) throws -> [Finding] {
    let document = validator.platform.syntax.parse(Array(text.utf8), source: "example.cfg")
    let intent = try changes.map(ExampleDevice.intent)
    let input = ValidationInput(
      matched: validator.grammar.match(document), intent: intent, isFragment: isFragment)
    return validator.validate(input).findings
  }

  static func intent(_ changes: [(String, String)]) throws -> Intent {
    var text = ExamplePlatform.intent
    for (old, new) in changes {
      try #require(text.contains(old), "the intent does not say \(old)")
      text = text.replacing(old, with: new)
    }
    let reading = try Intent.read(Array(text.utf8), source: "intent")
    return try #require(reading.value, "\(reading.findings)")
  }
}

@Suite struct RuleExampleTests {
  @Test(arguments: RuleCatalog.all.map(\.id))
  func `the example of a rule breaks that rule where it says so`(id: String) throws {
    let rule = try #require(RuleCatalog.rule(id))
    let example = rule.example
    let device = try ExampleDevice()
    let findings = try device.findings(
      in: example.text, intent: example.intent.map { $0.map { ($0.old, $0.new) } }
    ).filter { $0.rule == id }
    let lines = findings.compactMap(\.place).filter { $0.line > 0 }.map(\.line)
    #expect(lines == example.expectedLines, "\(findings)")
    #expect(findings.count - lines.count == example.elsewhere, "\(findings)")
    #expect(!findings.isEmpty)
    for finding in findings {
      #expect(finding.place != nil)
      #expect(finding.message.hasSuffix("."), "\(finding.message)")
      #expect(finding.remedy?.hasSuffix(".") == true)
    }
  }

  @Test func `the example configuration breaks no rule`() throws {
    let findings = try ExampleDevice().findings(in: ExamplePlatform.configuration, intent: [])
    #expect(findings.filter { $0.severity > .note } == [])
    #expect(
      findings.map(\.rule) == ["algorithm-weak", "algorithm-weak"], "group 14 is worth a note: \(findings)")
  }

  @Test func `every rule is documented`() {
    #expect(Set(RuleCatalog.all.map(\.id)).count == RuleCatalog.all.count)
    #expect(RuleCatalog.all.count >= 20)
    for rule in RuleCatalog.all {
      #expect(rule.id.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }, "\(rule.id)")
      for text in [rule.title, rule.why, rule.remedy] { #expect(text.hasSuffix("."), "\(rule.id): \(text)") }
      #expect(!rule.title.contains("\n"))
    }
  }

  @Test func `a rule describes itself, with an example`() throws {
    let text = try #require(RuleCatalog.rule("reference-undefined")).description.text
    #expect(text.hasPrefix("reference-undefined (error)\n\nEvery object that a line names is defined."))
    #expect(text.contains("     proposal p2   <-- here\n"))
    let mismatch = try #require(RuleCatalog.rule("inside-address-pair")).description.text
    #expect(mismatch.contains("\n    with an intent that says\n\n    "), "\(mismatch)")
    #expect(RuleCatalog.rule("no-such-rule") == nil)
  }
}
