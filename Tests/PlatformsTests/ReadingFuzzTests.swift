import ConfigTree
import PlatformModel
import Platforms
import SafeFiles
import Testing

/// A short run of the fuzzer over all dialects; `make fuzz` runs it for longer, with other seeds.
@Suite struct ReadingFuzzTests {
  /// Every platform in every notation, with its hand-written files.
  static func dialects() throws -> [ReadingFuzzer.Dialect] {
    var dialects: [ReadingFuzzer.Dialect] = []
    for id in Catalog.builtinIDs {
      let platform = try Catalog().platform(id: id)
      let syntaxes = [(id, platform.syntax)] + platform.notations.map { ("\(id)+\($0.name)", $0.syntax) }
      for (name, syntax) in syntaxes {
        let files = LabelledTreeTests.names.filter { $0.hasPrefix("\(name)/") }
        dialects.append(
          ReadingFuzzer.Dialect(
            name: name, syntax: syntax,
            files: try files.map {
              try SafeFile.read("\(PackageRoot.path)/\(LabelledTreeTests.folder)/\($0).cfg")
            }))
      }
    }
    return dialects
  }

  @Test(arguments: [1, 20_261_126] as [UInt64])
  func `no damaged file breaks a law of reading`(seed: UInt64) throws {
    let fuzzer = ReadingFuzzer(dialects: try Self.dialects(), seed: seed)
    for number in 0..<1_500 {
      if let failure = fuzzer.failure(number) {
        Issue.record("\(failure)")
        return
      }
    }
  }

  @Test func `a broken law is seen`() throws {
    let text = Array("a {\n b;\n c;\n}\n".utf8)
    let right = Syntax.braces(BracesSyntax()).parse(text, source: "test")
    #expect(ReadingFuzzer.law(brokenBy: right, of: text) == nil)
    // A node that is lost, one that comes twice, two that changed places, and a text that is another.
    for index in right.nodes.indices {
      var nodes = right.nodes
      nodes.remove(at: index)
      #expect(
        ReadingFuzzer.law(brokenBy: ConfigDocument(source: "test", bytes: text, nodes: nodes), of: text)
          != nil)
      nodes = right.nodes
      nodes.insert(nodes[index], at: index)
      #expect(
        ReadingFuzzer.law(brokenBy: ConfigDocument(source: "test", bytes: text, nodes: nodes), of: text)
          != nil)
    }
    var nodes = right.nodes
    nodes.swapAt(1, 2)
    #expect(
      ReadingFuzzer.law(brokenBy: ConfigDocument(source: "test", bytes: text, nodes: nodes), of: text) != nil)
    #expect(ReadingFuzzer.law(brokenBy: right, of: text + [0x0A]) != nil)
  }
}
