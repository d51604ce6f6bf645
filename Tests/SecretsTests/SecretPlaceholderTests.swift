import Testing

@testable import Secrets

@Suite struct SecretPlaceholderTests {
  @Test(arguments: ["env:PSK", "file:/k/a b>c%41<psk:x>", "cmd:pass show 'ä ö'", "cmd:x ?"])
  func `a token is one word and gives its reference back`(_ text: String) throws {
    let reference = try SecretReference(parsing: text)
    let token = SecretPlaceholder.token(for: reference)
    #expect(!token.contains(" ") && !token.contains("?"))
    let line = Array(" key \(token)\n".utf8)
    let found = SecretPlaceholder.all(in: line)
    #expect(found.map(\.reference) == [reference])
    #expect(found.map { String(decoding: line[$0.range], as: UTF8.self) } == [token])
  }

  @Test(arguments: [
    "<psk:0123456789>", "<psk:", "<psk:env:A", "<psk:env:A B>", "<psk:%>", "<psk:env%3A>", "<<psk:>",
    "psk:env:A>",
  ])
  func `other text is no token`(_ text: String) {
    #expect(SecretPlaceholder.all(in: Array(text.utf8)).isEmpty)
  }

  @Test func `keys stand where tokens stood, and nothing else changed`() throws {
    let a = try SecretReference(parsing: "env:A")
    let b = try SecretReference(parsing: "env:B")
    let token = SecretPlaceholder.token(for:)
    let text = Array("x \(token(a))\r\n\(token(b))\(token(a)) <psk:0123456789>".utf8)
    // A key that looks like a token is not looked at again.
    let resolver = SecretResolver(environment: ["A": "k<psk:env:B>", "B": "$1"])
    let injected = try SecretInjector(allowed: [a, b], resolver: resolver).inject(into: text)
    #expect(
      String(decoding: injected, as: UTF8.self) == "x k<psk:env:B>\r\n$1k<psk:env:B> <psk:0123456789>")
  }

  @Test func `a reference that the intent does not name is not followed`() throws {
    let injector = SecretInjector(allowed: [], resolver: SecretResolver(environment: ["A": "k"]))
    let error = #expect(throws: SecretError.self) { try injector.inject(into: Array("<psk:env:A>".utf8)) }
    #expect(error?.kind == .foreign)
  }

  @Test func `any bytes are searched in bounded time`() {
    let text = Array(String(repeating: "<psk:", count: 100_000).utf8) + [0xFF, 0x00, 0x3C]
    #expect(SecretPlaceholder.all(in: text).isEmpty)
  }
}
