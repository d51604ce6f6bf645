import Foundation
import Jinja
import PlatformModel
import Platforms
import VPNIntent
import Testing

@testable import Rendering

/// The documents for people who write platforms, held to the code.
@Suite struct DocumentationTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
  }

  @Test func `every variable of a template is documented`() throws {
    let document = try text("docs/templates.md")
    var intent = try TestIntent.two()
    intent.connections[1].mode = .policy
    let platform = try TestPlatform.platform()
    let layout = try #require(SiteLayout(intent))
    let context = RenderContext(
      intent: intent, layout: layout, names: intent.connections.map { _ in [] },
      spelling: Spelling(platform: platform, version: nil), header: [])
    var names: Set<String> = []
    collect(context.value, into: &names, skipping: ["names", "vocabulary"])
    #expect(names.count > 50)
    for name in names.sorted() { #expect(document.contains("`\(name)`"), "\(name)") }
  }

  private func collect(_ value: Value, into names: inout Set<String>, skipping: Set<String>) {
    switch value {
    case .dict(let dict):
      for (key, value) in zip(dict.keys, dict.values) {
        guard case .string(let name) = key else { continue }
        names.insert(name)
        if !skipping.contains(name) { collect(value, into: &names, skipping: skipping) }
      }
    case .list(let list): for item in list.items { collect(item, into: &names, skipping: skipping) }
    default: break
    }
  }

  @Test func `every key of a platform file is documented`() throws {
    let document = try text("docs/platforms.md")
    let folder = Self.root.appending(path: "Sources/PlatformModel/Decoding")
    let reads = try Regex(
      #"\b[a-z]+\.(?:required|requiredText|text|texts|placedTexts|list|map|node|flag|choice|number|range|alphabet)\("([a-z_]+)"\)"#
    )
    var keys: Set<String> = []
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      for match in try String(contentsOf: file, encoding: .utf8).matches(of: reads) {
        if let key = match.output[1].substring { keys.insert(String(key)) }
      }
    }
    #expect(keys.count > 70)
    for key in keys.sorted() {
      #expect(document.contains("`\(key)`") || document.contains("`\(key): "), "\(key)")
    }
  }
}
