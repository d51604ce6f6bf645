import ConfigTree
import Foundation
import PlatformModel
import Platforms
import Redaction
import SafeFiles
import Secrets
import Testing

@testable import ChangeTicket

/// One key looks the same in every command.
@Suite struct SameTagsTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../RedactionTests/Fixtures/").standardizedFileURL.path(percentEncoded: false)
  static let files = (try? SafeFile.list(folder))?.sorted() ?? []

  @Test(arguments: files)
  func `a file is shown as it is redacted`(name: String) throws {
    let bytes = try SafeFile.read(Self.folder + name)
    let id = String(name.prefix { $0 != "." })
    let known = try Catalog().platform(id: id)
    let notation = Recogniser(try Catalog().summaries()).recognise(bytes).notation(of: id)
    let platform = notation.flatMap { known.using(notation: $0) } ?? known
    let key = try #require(TagKey(bytes: Array(repeating: 7, count: TagKey.size)))
    let redacted = Redactor(under: key).redacted(bytes, SecretScanner(platform).scan(bytes))
    let device = try PreparedPlatform(platform)
    let hidden = device.hidden(device.matched(bytes, source: name))
    let shown = MaskedText.inPlace(hidden, mask: KeyMask(tagKey: key))
    // Where all files are read as the lines that change the device, the keys are there and the rest may look otherwise.
    guard platform.hasWrittenForm else {
      return #expect(String(decoding: shown, as: UTF8.self) == String(decoding: redacted, as: UTF8.self))
    }
    #expect(Self.tags(shown) == Self.tags(redacted))
  }

  private static func tags(_ text: [UInt8]) -> [String] {
    String(decoding: text, as: UTF8.self).matches(of: /<psk:[0-9a-f]{10}>/).map { "\($0.output)" }.sorted()
  }

  @Test func `there is a file of each platform`() { #expect(Self.files.count >= 21) }
}
