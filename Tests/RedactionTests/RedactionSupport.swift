import ConfigTree
import Foundation
import PlatformModel
import Platforms
import Redaction
import Secrets

/// What the tests of redaction share.
enum Redacting {
  static let redactor: Redactor = {
    guard let key = TagKey(bytes: Array(repeating: 7, count: TagKey.size)) else { fatalError("no key") }
    return Redactor(under: key)
  }()

  static func platform(_ id: String) throws -> Platform { try Catalog().platform(id: id) }

  static func redact(_ text: String, _ platform: Platform?) -> String {
    let bytes = Array(text.utf8)
    return String(decoding: redactor.redacted(bytes, SecretScanner(platform).scan(bytes)), as: UTF8.self)
  }

  static func redact(_ bytes: [UInt8], _ scanner: SecretScanner) -> [UInt8] {
    redactor.redacted(bytes, scanner.scan(bytes))
  }

  /// A tree without its texts: what every line is and where it stands.
  static func shape(_ bytes: [UInt8], _ syntax: Syntax) -> [String] {
    syntax.parse(bytes, source: "test").nodes.map { node in
      "\(node.kind) \(node.parent ?? -1) \(node.line) \(node.indentation)"
    }
  }

  /// The folder of this room's tests.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().path(percentEncoded: false)

  /// The corpus of device files; `nil` where there is none.
  static let corpus = ProcessInfo.processInfo.environment["PEERCONF_CORPUS"]
}
