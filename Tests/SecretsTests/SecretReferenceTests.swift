import Testing

@testable import Secrets

@Suite struct SecretReferenceTests {
  @Test func `the three sources are read`() throws {
    #expect(try SecretReference(parsing: "env:PSK_1").source == .environment(name: "PSK_1"))
    #expect(try SecretReference(parsing: "file:keys/a b").source == .file(path: "keys/a b"))
    #expect(
      try SecretReference(parsing: "cmd:pass show  'my key' \"\"").source
        == .command(["pass", "show", "my key", ""]))
  }

  @Test(arguments: [
    "", "PSK", "env:", "env:1A", "env:A-B", "file:", "cmd:", "cmd: ", "cmd:'a", "http://x", "env:A\n",
  ])
  func `anything else is refused`(_ text: String) {
    #expect(throws: SecretError.self) { try SecretReference(parsing: text) }
  }

  @Test func `a key written by mistake is not repeated`() throws {
    for text in ["Hunter2-secret", "Hunter2:secret"] {
      let error = #expect(throws: SecretError.self) { try SecretReference(parsing: text) }
      #expect(try #require(error).description.contains("Hunter2") == false)
    }
  }
}
