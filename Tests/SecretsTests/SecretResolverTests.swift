import Foundation
import Testing

@testable import Secrets

@Suite struct SecretResolverTests {
  private let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "secrets-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func resolve(_ text: String, limit: Duration = .seconds(10)) throws -> String {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let resolver = SecretResolver(environment: ["PSK": "k-1", "PATH": path], commandTimeLimit: limit)
    return try resolver.resolve(SecretReference(parsing: text)).withExposedText { $0 }
  }

  private func kind(_ text: String, limit: Duration = .seconds(10)) -> SecretError.Kind? {
    let error = #expect(throws: SecretError.self) { try resolve(text, limit: limit) }
    return error?.kind
  }

  private func file(_ content: String, mode: Int = 0o600) throws -> String {
    let path = "\(folder)/\(UUID().uuidString)"
    try content.write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return "file:\(path)"
  }

  @Test func `a variable is the key`() throws {
    #expect(try resolve("env:PSK") == "k-1")
    #expect(kind("env:OTHER") == .missing)
  }

  @Test(arguments: ["k-2", "k-2\n", "k-2\r\n"])
  func `a private file is the key without its line ending`(_ content: String) throws {
    #expect(try resolve(try file(content)) == "k-2")
  }

  @Test func `a file that cannot be a key is refused`() throws {
    #expect(kind(try file("k", mode: 0o644)) == .permissions)
    #expect(kind(try file("")) == .content)
    #expect(kind(try file("\n")) == .content)
    #expect(kind(try file("a\nb\n")) == .content)
    #expect(kind(try file(String(repeating: "a", count: 5000))) == .content)
    #expect(kind("file:\(folder)") == .content)
    #expect(kind("file:/dev/zero") == .content)
    #expect(kind("file:\(folder)/none") == .missing)
  }

  @Test func `a program prints the key and gets its words as they are`() throws {
    #expect(try resolve("cmd:printf %s-%s a 'b $PSK;'") == "a-b $PSK;")
    #expect(try resolve("cmd:printenv PSK") == "k-1")
  }

  @Test func `a program that fails is an error that does not show its output`() throws {
    #expect(kind("cmd:no-such-program-here") == .missing)
    #expect(kind("cmd:false") == .command)
    #expect(kind("cmd:true") == .content)
    let error = #expect(throws: SecretError.self) {
      try resolve("cmd:sh -c 'printf hidden; printf hidden >&2; exit 3'")
    }
    let text = try #require(error).description
    #expect(text.contains("exit code 3"))
    // The command itself is the user's own text; what it printed is not there a second time.
    #expect(text.components(separatedBy: "hidden").count == 3)
  }

  @Test func `a program has limits of time and output`() {
    let start = ContinuousClock.now
    #expect(kind("cmd:sleep 60", limit: .milliseconds(150)) == .command)
    #expect(kind("cmd:sh -c 'exec >&-; sleep 60'", limit: .milliseconds(150)) == .command)
    #expect(kind("cmd:sh -c 'sleep 60 & sleep 60'", limit: .milliseconds(150)) == .command)
    #expect(kind("cmd:yes") == .content)
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}
