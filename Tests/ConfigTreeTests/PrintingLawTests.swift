import ConfigTree
import Foundation
import Testing

@Suite struct PrintingLawTests {
  @Test(arguments: 0..<400 as Range<UInt64>)
  func `any bytes come back as they were`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] = [
      "interface X", "!", "#", " ", "\t", "\r\n", "\n", "banner motd ^C", "^C", "certificate ca 01", "quit",
      "end",
      "return", "exit-address-family", "no ip address", "--More-- \u{8}\u{8}", "header login information \"",
      "\"",
      "peer-public-key end", "rsa peer-public-key k", "\u{0}", "[V300]", "R1#show run", "key-string",
      "\u{FEFF}", "<a>", "</a>", "<b/>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml", "?>", "<!DOCTYPE", "[",
      "'", "<a b=\"", "{", "}", ";", "set a b", "/*", "*/", "//", " = ", "[ a b ]", "config a", "edit 1",
      "next",
      "/ip address", "add a=b", "\\", "inactive: ", "a {", "};", "## SECRET-DATA",
    ].map { Array($0.utf8) }
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...60, using: &generator) {
      if Int.random(in: 0..<4, using: &generator) == 0 {
        bytes += (0..<Int.random(in: 0..<6, using: &generator)).map { _ in
          UInt8.random(in: 0...255, using: &generator)
        }
      } else if let piece = pieces.randomElement(using: &generator) {
        bytes += piece
      }
    }
    for syntax in try TestSyntaxes.all() {
      let document = syntax.parse(bytes, source: "random")
      #expect(document.print() == bytes)
      try expectSound(document)
    }
  }

  @Test func `corpus files come back as they were`() throws {
    guard let root = ProcessInfo.processInfo.environment["PEERCONF_CORPUS"] else {
      print("PEERCONF_CORPUS is not set: no corpus to read")
      return
    }
    var count = 0
    for case let path as String in FileManager.default.enumerator(atPath: root) ?? .init() {
      guard let data = FileManager.default.contents(atPath: "\(root)/\(path)"), data.count < 4_000_000 else {
        continue
      }
      count += 1
      for syntax in try TestSyntaxes.all() {
        let document = syntax.parse(Array(data), source: path)
        #expect(document.print() == Array(data), "\(path)")
        try expectSound(document)
      }
    }
    #expect(count > 0)
  }

  // No measurement: a quadratic step takes hours here, and a loaded machine must not fail.
  @Test(.timeLimit(.minutes(5)))
  func `deep nesting, long lines and endless texts take bounded time`() throws {
    var nested = ""
    for depth in 0..<2_000 { nested += String(repeating: " ", count: depth) + "x\n" }
    let endless = String(repeating: "banner motd ^Z\n", count: 40_000)
    let wide = String(repeating: "a ", count: 400_000)
    let blank = String(repeating: "\n", count: 100_000)
    let cut = String(repeating: "certificate ca 1\n", count: 20_000)
    let repeated = [
      "<a>", "</z>", "<a '", "<a \"", "<![CDATA[", "<!x>", "<a><!x><a>", "<!--", "<a>x", "config a\n",
      "edit a\n", "set \"\n",
      "/a\n", "/a add \\\n",
    ].map { String(repeating: $0, count: 12_000) }
    let mismatched = String(repeating: "<a>", count: 12_000) + String(repeating: "</b>", count: 12_000)
    for text in [nested, endless.replacingOccurrences(of: "^Z", with: "^"), wide, blank, cut, mismatched]
      + repeated
    {
      for syntax in try TestSyntaxes.all() {
        let bytes = Array(text.utf8)
        let document = syntax.parse(bytes, source: "hostile")
        #expect(document.print() == bytes)
        let grammar = try Grammar(
          [StatementRule(pattern: .init(parsing: "[{a}] [{b}] [{c}] [{d}] <e> {f...}"))], syntax: syntax)
        #expect(grammar.match(document).document.bytes.count == bytes.count)
      }
    }
  }

  /// Positions follow each other without gaps, subtrees nest, children stand inside their parents.
  private func expectSound(_ document: ConfigDocument) throws {
    var line = 1
    for (index, node) in document.nodes.enumerated() {
      let next =
        index + 1 < document.nodes.count ? document.nodes[index + 1].bytes.lowerBound : document.bytes.count
      try #require(node.bytes.upperBound == next)
      try #require(node.bytes.contains(node.text) || node.text.isEmpty)
      try #require(node.line == line)
      line += document.bytes[node.bytes].count { $0 == 0x0A }
      try #require(node.subtreeEnd > index && node.subtreeEnd <= document.nodes.count)
      if let parent = node.parent {
        try #require(parent < index && node.subtreeEnd <= document.nodes[parent].subtreeEnd)
      }
    }
    try #require(Array(document.children(of: nil)).allSatisfy { document.nodes[$0].parent == nil })
  }
}

extension Range<Int> {
  fileprivate func contains(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
