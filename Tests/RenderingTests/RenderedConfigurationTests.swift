import PlatformModel
import Secrets
import Testing

@testable import Rendering

@Suite struct RenderedConfigurationTests {
  private func configuration(_ text: String) throws -> RenderedConfiguration {
    RenderedConfiguration(
      bytes: Array(text.utf8), names: [],
      references: [try SecretReference(parsing: "env:A"), try SecretReference(parsing: "env:B")],
      comments: Comments(prefix: "! ", maskedKey: "! "))
  }

  @Test func `masked lines with keys are comments, all others are untouched`() throws {
    let rendered = try configuration("peer 1\n key <psk:env:A> end\n  a <psk:env:B> <psk:env:A>\n<psk:env:B>")
    let tagKey = try #require(TagKey(bytes: Array(repeating: 7, count: 32)))
    let tag = KeyTag(of: Secret("secret-a"), under: tagKey)
    let masked = rendered.masked(tags: [try SecretReference(parsing: "env:A"): tag])
    #expect(
      String(decoding: masked, as: UTF8.self)
        == "peer 1\n ! key \(tag) end\n  ! a <psk:env:B> \(tag)\n! <psk:env:B>")
  }

  @Test func `no line of a masked text sets anything where a key stands`() throws {
    let rendered = try configuration("a\n\n x <psk:env:A>\n\ty <psk:env:B>\nb <psk:env:A>c<psk:env:B>\nend\n")
    for line in String(decoding: rendered.masked(), as: UTF8.self).split(separator: "\n")
    where line.contains("<psk:") {
      #expect(line.drop { $0 == " " }.hasPrefix("! "), "\(line)")
    }
  }

  @Test func `the runnable text has the keys`() throws {
    let rendered = try configuration(" key <psk:env:A>\n key <psk:env:B>\n")
    let runnable = try rendered.runnable(resolver: SecretResolver(environment: ["A": "k1", "B": "k2"]))
    #expect(String(decoding: runnable, as: UTF8.self) == " key k1\n key k2\n")
    #expect(throws: SecretError.self) { try rendered.runnable(resolver: SecretResolver(environment: [:])) }
  }
}
