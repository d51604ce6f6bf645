import Diagnostics
import Foundation
import SafeFiles
import Secrets
import Testing

@Suite struct SecretReferenceTests {
  @Test(arguments: ["env:PSK_1", "file:keys/berlin", "cmd:pass show vpn/berlin", "cmd:tool 'two words'"])
  func `a reference keeps its text`(text: String) throws {
    #expect(try SecretReference(parsing: text).text == text)
  }

  @Test(arguments: [
    "", "Secret#Key1", "env:", "env:1A", "env:A B", "file:", "cmd:", "cmd:'open", "vault:x", "env:A\n",
    "file:" + String(repeating: "x", count: 2000),
  ])
  func `anything else is refused`(text: String) {
    let error = #expect(throws: SecretError.self) { try SecretReference(parsing: text) }
    #expect(error?.kind == .reference && error?.outcome == .badInput)
  }

  @Test func `a key written by mistake is not repeated`() {
    let error = #expect(throws: SecretError.self) { try SecretReference(parsing: "Canary#Key:1") }
    #expect(error?.description.contains("Canary") == false)
  }

  @Test(arguments: ["env:PSK_1", "file:/a b/c<d>", "cmd:pass 'ä ö' %41"])
  func `a placeholder is one word and gives its reference back`(text: String) throws {
    let reference = try SecretReference(parsing: text)
    let token = SecretPlaceholder.token(for: reference)
    #expect(!token.contains(" "))
    let found = SecretPlaceholder.all(in: Array("key \(token) end <psk:0123456789> <psk:".utf8))
    #expect(found.map(\.reference) == [reference])
    #expect(found.first?.range == 4..<(4 + token.utf8.count))
  }
}

@Suite struct SecretResolverTests {
  let folder = NSTemporaryDirectory() + "secrets-\(UUID().uuidString)"

  private func resolve(_ text: String, environment: [String: String] = [:]) throws -> String {
    try SecretResolver(environment: environment, commandTimeLimit: .milliseconds(500))
      .resolve(SecretReference(parsing: text)).withExposedText { $0 }
  }

  private func kind(_ text: String, environment: [String: String] = [:]) -> SecretError.Kind? {
    do {
      _ = try resolve(text, environment: environment)
      return nil
    } catch { return (error as? SecretError)?.kind }
  }

  @Test func `variables, files and programs give keys`() throws {
    try SafeFile.makeDirectory(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try SafeFile.write(Array("File#Key1\n".utf8), to: folder + "/key", mode: 0o600)
    #expect(try resolve("env:K", environment: ["K": "Env#Key1"]) == "Env#Key1")
    #expect(try resolve("file:\(folder)/key") == "File#Key1")
    #expect(try resolve("cmd:/bin/echo 'Cmd #Key1'") == "Cmd #Key1")
  }

  @Test func `what is missing, open to others or no key is told apart`() throws {
    try SafeFile.makeDirectory(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try SafeFile.write(Array("k".utf8), to: folder + "/open", mode: 0o644)
    try SafeFile.write([], to: folder + "/empty", mode: 0o600)
    try SafeFile.write(Array("a\nb\n".utf8), to: folder + "/lines", mode: 0o600)
    try SafeFile.write([0xFF, 0xFE], to: folder + "/bytes", mode: 0o600)
    #expect(kind("env:NOT_SET") == .missing)
    #expect(kind("file:\(folder)/none") == .missing)
    #expect(kind("file:\(folder)/open") == .permissions)
    #expect(kind("file:\(folder)/empty") == .content)
    #expect(kind("file:\(folder)/lines") == .content)
    #expect(kind("file:\(folder)/bytes") == .content)
    #expect(kind("file:\(folder)") == .content)
    #expect(kind("cmd:/bin/false") == .command)
    #expect(kind("cmd:/bin/sleep 30") == .command)
    #expect(kind("cmd:/nonexistent/program") == .missing || kind("cmd:/nonexistent/program") == .command)
    #expect(kind("cmd:/usr/bin/yes") != nil)
  }

  @Test func `an injector follows only the references of its intent`() throws {
    let known = try SecretReference(parsing: "env:KNOWN")
    let foreign = try SecretReference(parsing: "env:FOREIGN")
    let injector = SecretInjector(
      allowed: [known], resolver: SecretResolver(environment: ["KNOWN": "Key#1", "FOREIGN": "Key#2"]))
    let text = "a \(SecretPlaceholder.token(for: known)) b\n"
    #expect(try injector.inject(into: Array(text.utf8)) == Array("a Key#1 b\n".utf8))
    let error = #expect(throws: SecretError.self) {
      try injector.inject(into: Array(SecretPlaceholder.token(for: foreign).utf8))
    }
    #expect(error?.kind == .foreign)
  }
}

@Suite struct KeyTagTests {
  @Test func `equal keys have equal tags, other keys and other tag keys have others`() throws {
    let one = try #require(TagKey(bytes: [UInt8](repeating: 1, count: 32)))
    let two = try #require(TagKey(bytes: [UInt8](repeating: 2, count: 32)))
    let tag = KeyTag(of: Secret("Key#1"), under: one)
    #expect(tag == KeyTag(of: Secret("Key#1"), under: one))
    #expect(tag != KeyTag(of: Secret("Key#2"), under: one) && tag != KeyTag(of: Secret("Key#1"), under: two))
    #expect(tag.description.wholeMatch(of: /<psk:[0-9a-f]{10}>/) != nil)
    #expect(TagKey(bytes: [1]) == nil)
  }

  @Test func `the tag key is made once, for its owner only`() throws {
    let folder = NSTemporaryDirectory() + "tags-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/.peerconf/tag.key"
    let made = KeyTag(of: Secret("k"), under: try TagKey(atOrMadeAt: path))
    #expect(KeyTag(of: Secret("k"), under: try TagKey(atOrMadeAt: path)) == made)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try SafeFile.list(folder + "/.peerconf") == ["tag.key"])
    try SafeFile.write([UInt8](repeating: 7, count: 32), to: path, mode: 0o644)
    #expect(throws: SecretError.self) { try TagKey(atOrMadeAt: path) }
  }

  @Test func `a secret cannot be printed`() {
    let secret = Secret("Canary#Key1")
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(![dumped, "\(secret)", String(reflecting: [secret])].joined().contains("Canary"))
  }
}
