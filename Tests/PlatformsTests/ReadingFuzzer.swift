import ConfigTree

/// Damaged files of every dialect, and what must hold of reading them whatever they are.
///
/// Cases are made from hand-written files by cutting, repeating, mixing and by signs that mean something to some dialect. The same
/// seed and number give the same case on every machine.
struct ReadingFuzzer {
  /// One dialect: its name, its syntax, files of it.
  struct Dialect {
    var name: String
    var syntax: Syntax
    var files: [[UInt8]]
  }

  let dialects: [Dialect]
  let seed: UInt64

  /// A case that broke a law.
  struct Failure: CustomStringConvertible {
    var seed: UInt64
    var number: Int
    var dialect: String
    var law: String
    var bytes: [UInt8]

    var description: String {
      "seed \(seed), case \(number), \(dialect): \(law)\n\(String(decoding: bytes.prefix(2_000), as: UTF8.self))"
    }
  }

  /// The dialect and the bytes of a case.
  func made(_ number: Int) -> (dialect: Dialect, bytes: [UInt8]) {
    var dice = FuzzDice(seed: seed &* 0x9E37_79B9 &+ UInt64(number))
    let dialect = dialects[dice.below(dialects.count)]
    var bytes = dialect.files.isEmpty ? [] : dialect.files[dice.below(dialect.files.count)]
    for _ in 0..<1 + dice.below(8) {
      bytes = damaged(bytes, &dice)
      // Repeating what was repeated would soon fill the memory.
      if bytes.count > 1 << 16 { bytes.removeLast(bytes.count - 1 << 16) }
    }
    return (dialect, bytes)
  }

  /// Reads a case; `nil` where all laws hold.
  func failure(_ number: Int) -> Failure? {
    let (dialect, bytes) = made(number)
    return ReadingFuzzer.law(brokenBy: bytes, dialect.syntax).map {
      Failure(seed: seed, number: number, dialect: dialect.name, law: $0, bytes: bytes)
    }
  }

  // MARK: - Laws

  /// The law that a text breaks.
  static func law(brokenBy bytes: [UInt8], _ syntax: Syntax) -> String? {
    let document = syntax.parse(bytes, source: "fuzz")
    if let law = law(brokenBy: document, of: bytes) { return law }
    if syntax.parse(bytes, source: "fuzz") != document { return "it is not read the same way twice" }
    if let tree = PathTree(document, syntax: syntax) {
      var leaves = 0
      tree.forEachPath { path in leaves += path.words.isEmpty ? 0 : 1 }
      if leaves > bytes.count { return "there are more paths than bytes" }
    }
    return nil
  }

  /// The law that a document breaks which is said to be of a text.
  static func law(brokenBy document: ConfigDocument, of bytes: [UInt8]) -> String? {
    if document.print() != bytes { return "it is not printed back" }
    let lines = bytes.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    var end = document.nodes.first?.bytes.lowerBound ?? 0
    // A byte order mark stands before the first.
    if end > 3 { return "the first node begins at byte \(end)" }
    var line = 1
    var open: [Int] = []
    for (index, node) in document.nodes.enumerated() {
      if node.bytes.lowerBound != end { return "node \(index) leaves a gap" }
      end = node.bytes.upperBound
      if node.text.lowerBound < node.bytes.lowerBound || node.text.upperBound > end {
        return "node \(index) has text outside"
      }
      if node.line < line || node.line > lines {
        return "node \(index) is on line \(node.line) behind line \(line)"
      }
      line = node.line
      while let last = open.last, document.nodes[last].subtreeEnd <= index { open.removeLast() }
      if node.parent != open.last { return "node \(index) has another parent than the section around it" }
      if node.subtreeEnd < index + 1 || node.subtreeEnd > document.nodes.count {
        return "node \(index) ends nowhere"
      }
      if let section = open.last, node.subtreeEnd > document.nodes[section].subtreeEnd {
        return "node \(index) outlasts its section"
      }
      if node.subtreeEnd > index + 1 { open.append(index) }
      if open.count > 200 { return "the tree is deeper than any device's" }
    }
    if !document.nodes.isEmpty, end != bytes.count { return "bytes stand behind the last node" }
    if let note = document.notes.first(where: { $0.line < 1 || $0.line > lines }) {
      return "a note is on line \(note.line)"
    }
    return nil
  }

  // MARK: - Damage

  private static let signs: [[UInt8]] =
    [
      "{", "}", ";", "\"", "'", "\\", "[", "]", "#", "!", "/*", "*/", "//", "=", "^C", "\u{3}", "\r", "\r\n",
      "\n", "\t", " ", "\0",
      "\u{FEFF}", "--More-- \u{8}\u{8}", "banner motd ^C\n", "banner motd #x\n", "certificate ca 01\n",
      "quit\n", "end\n", "next\n",
      "config a\n", "edit 1\n", "set a \"b", "delete a b\n", "deactivate a\n", "inactive: ", "exit\n",
      "return\n", "EOF\n",
      "<a>", "</a>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version=\"1.0\"?>", "&amp;", "/ip address\n",
      "add a=b \\\n",
      "route-policy X\n", "end-policy\n", "public-key-code begin\n", "peer-public-key end\n", "secret ENC ",
      "\u{E9}", "\u{4F60}",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xB9, 0xAB]]

  private func damaged(_ bytes: [UInt8], _ dice: inout FuzzDice) -> [UInt8] {
    guard !bytes.isEmpty else { return Self.signs[dice.below(Self.signs.count)] }
    var bytes = bytes
    let place = dice.below(bytes.count)
    let length = 1 + dice.below(dice.below(4) == 0 ? bytes.count : 40)
    let range = place..<min(bytes.count, place + length)
    switch dice.below(9) {
    case 0: bytes.removeSubrange(range)
    case 1: bytes.removeLast(bytes.count - place)
    case 2, 3: bytes.insert(contentsOf: Self.signs[dice.below(Self.signs.count)], at: place)
    case 4:
      let piece = bytes[range]
      let times = 1 + dice.below(dice.below(3) == 0 ? 300 : 4)
      bytes.insert(contentsOf: (0..<times).flatMap { _ in piece }, at: place)
    case 5:
      // Another dialect's lines.
      let other = dialects[dice.below(dialects.count)]
      guard let file = other.files.isEmpty ? nil : other.files[dice.below(other.files.count)] else { break }
      let start = dice.below(max(1, file.count))
      bytes.insert(contentsOf: file[start..<min(file.count, start + length)], at: place)
    case 6: bytes[place] = UInt8(dice.below(256))
    case 7:
      // Lines deeper or flatter than they were.
      let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      if bytes[start] == 0x20, dice.below(2) == 0 {
        bytes.remove(at: start)
      } else {
        bytes.insert(contentsOf: Array(repeating: 0x20, count: 1 + dice.below(5)), at: start)
      }
    default: bytes.insert(contentsOf: bytes[range].reversed(), at: place)
    }
    return bytes
  }
}

/// SplitMix64: the same seed gives the same run on every machine.
struct FuzzDice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
  }
}
