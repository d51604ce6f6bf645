import Foundation
import Testing

@testable import Secrets

@Suite struct KeyTagTests {
  @Test func `equal keys have equal tags under one tag key only`() throws {
    let one = try #require(TagKey(bytes: Array(repeating: 1, count: 32)))
    let two = try #require(TagKey(bytes: Array(repeating: 2, count: 32)))
    #expect(KeyTag(of: Secret("a"), under: one) == KeyTag(of: Secret("a"), under: one))
    #expect(KeyTag(of: Secret("a"), under: one) != KeyTag(of: Secret("b"), under: one))
    #expect(KeyTag(of: Secret("a"), under: one) != KeyTag(of: Secret("a"), under: two))
    let text = KeyTag(of: Secret("a"), under: one).description
    #expect(text.wholeMatch(of: /<psk:[0-9a-f]{10}>/) != nil)
    // printf a | openssl mac -digest SHA256 -macopt hexkey:0101… HMAC
    #expect(TagKey(bytes: []) == nil)
  }

  @Test func `all who make the tag key at once have the same one`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tags-\(UUID().uuidString)").path
    let path = "\(folder)/.peerconf/tag.key"
    let tags = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<16 {
        group.addTask { KeyTag(of: Secret("a"), under: try TagKey(atOrMadeAt: path)).description }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(tags.count == 1)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(attributes[.size] as? Int == 32)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/.peerconf") == ["tag.key"])
  }

  @Test func `a tag key that others can read or of a wrong size is refused`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "tag-\(UUID().uuidString)").path
    try Data(repeating: 0, count: 32).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    #expect(throws: SecretError.self) { try TagKey(atOrMadeAt: path) }
    try Data(repeating: 0, count: 31).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    #expect(throws: SecretError.self) { try TagKey(atOrMadeAt: path) }
  }
}
