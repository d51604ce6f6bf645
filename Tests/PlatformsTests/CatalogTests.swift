import Diagnostics
import Foundation
import PlatformModel
import Platforms
import SafeFiles
import Testing

/// A folder of its own that goes away with the value.
final class TemporaryFolder: Sendable {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "platforms-\(UUID().uuidString)").path()
    try SafeFile.makeDirectory(path)
    for (name, text) in files {
      let folder = "\(path)/\(name)".split(separator: "/", omittingEmptySubsequences: false).dropLast()
      try FileManager.default.createDirectory(
        atPath: folder.joined(separator: "/"), withIntermediateDirectories: true)
      try SafeFile.write(Array(text.utf8), to: "\(path)/\(name)")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

@Suite struct CatalogTests {
  /// A platform that says little.
  static func platform(_ id: String, line: String = "zebra *") -> String {
    """
    id: \(id)
    name: Test of \(id)
    confidence: secondary
    serves: [{vendor: Zoo, model: "Z-*"}]
    syntax: {family: indented, comments: ["!"], negation: "no", exit: exit}
    recognition: {lines: [{line: "\(line)", weight: 6}, {line: "anchor", weight: -3}]}
    comments: {prefix: "! "}
    statements: [{group: all, rules: ["zebra <name>"]}]
    """
  }

  @Test func `A workspace adds platforms and templates, and wins over the binary`() throws {
    let folder = try TemporaryFolder([
      "devices/platforms/zoo.yaml": CatalogTests.platform("zoo"),
      "devices/platforms/README.md": "no platform",
      "templates/zoo/main.j2": "mine", "templates/zoo/parts/a.j2": "part",
      "templates/_shared/zoo.j2": "shared",
      "templates/other/main.j2": "other",
    ])
    let catalog = try Catalog(workspace: folder.path)
    #expect(catalog.ids == (Catalog.builtinIDs + ["zoo"]).sorted())
    #expect(catalog.isFromWorkspace("zoo"))
    #expect(try catalog.platform(id: "zoo").name == "Test of zoo")
    let templates = try catalog.templates(for: "zoo")
    #expect(templates["zoo/main.j2"] == Array("mine".utf8))
    #expect(templates["zoo/parts/a.j2"] == Array("part".utf8))
    #expect(templates["_shared/zoo.j2"] == Array("shared".utf8))
    #expect(templates["other/main.j2"] == nil)
    #expect(try catalog.platforms(vendor: "zoo", type: "x", model: "z-1", version: "") == ["zoo"])
  }

  @Test func `An unknown platform is named with those that are known`() throws {
    let error = #expect(throws: InputError.self) { try Catalog().platform(id: "nowhere") }
    #expect(error?.message.contains("nowhere") == true)
  }

  @Test func `Errors of a workspace file come with their places`() throws {
    let text = CatalogTests.platform("zoo") + "\nlimit: {}\n"
    let folder = try TemporaryFolder(["devices/platforms/zoo.yaml": text])
    let catalog = try Catalog(workspace: folder.path)
    let error = #expect(throws: InputError.self) { try catalog.platform(id: "zoo") }
    #expect(error?.message.contains("zoo.yaml:9:1: unknown key in a platform file \"limit\"") == true)
    #expect(error?.message.contains("Did you mean \"limits\"?") == true)
  }

  @Test func `A file's name and its id agree`() throws {
    let folder = try TemporaryFolder(["devices/platforms/zebra.yaml": CatalogTests.platform("zoo")])
    let catalog = try Catalog(workspace: folder.path)
    #expect(throws: InputError.self) { try catalog.platform(id: "zebra") }
  }

  @Test func `Recognition names the one platform, or the candidates`() throws {
    let folder = try TemporaryFolder([
      "devices/platforms/zoo.yaml": CatalogTests.platform("zoo"),
      "devices/platforms/zoo-two.yaml": CatalogTests.platform("zoo-two", line: "zebra two*"),
    ])
    let catalog = try Catalog(workspace: folder.path)
    #expect(try catalog.recognise(Array("x\n  Zebra one  \r\n".utf8)).id == "zoo")
    #expect(try catalog.recognise(Array("zebra one\nzebra two".utf8)).id == nil)
    let error = #expect(throws: InputError.self) {
      try catalog.recognise(Array("zebra two\n".utf8)).resolved(source: "f.cfg")
    }
    #expect(error?.message.contains("zoo (score 6), zoo-two (score 6)") == true)
    #expect(throws: InputError.self) { try catalog.recognise([]).resolved(source: "f.cfg") }
    #expect(throws: InputError.self) {
      try catalog.recognise(Array("zebra one\nanchor\n".utf8)).resolved(source: "f")
    }
  }

  @Test(arguments: [
    ("opnsense", "<?xml version=\"1.0\"?><opnsense><theme>opnsense</theme></opnsense>"),
    ("pfsense", "<?xml version=\"1.0\"?><pfsense><version>21.7</version></pfsense>"),
  ])
  func `A document in one line is known too`(_ id: String, _ text: String) throws {
    #expect(try Catalog().recognise(Array(text.utf8)).id == id)
  }
}
