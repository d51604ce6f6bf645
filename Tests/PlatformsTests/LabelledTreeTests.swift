import ConfigTree
import PlatformModel
import Platforms
import SafeFiles
import Testing

/// Files of every dialect whose trees were labelled by hand: `Trees/<platform>[+<notation>]/<name>.cfg`, and beside
/// it `<name>.tree` with a line a node: two blanks a level, the node's line, the sign of its kind, its first line.
@Suite struct LabelledTreeTests {
  static let folder = "Tests/PlatformsTests/Trees"
  static let names: [String] = {
    let files = (try? PackageRoot.files(below: folder)) ?? []
    return files.filter { $0.hasSuffix(".cfg") }.map { String($0.dropLast(4)) }
  }()

  @Test(arguments: LabelledTreeTests.names)
  func `The tree is the one that a person drew`(_ name: String) throws {
    let path = "\(PackageRoot.path)/\(Self.folder)/\(name)"
    let bytes = try SafeFile.read("\(path).cfg")
    let document = try Dialect(of: name).syntax.parse(bytes, source: name)
    #expect(document.print() == bytes)
    let wanted = String(decoding: try SafeFile.read("\(path).tree"), as: UTF8.self).split(separator: "\n")
    let found = document.outline
    for (index, line) in wanted.enumerated() where index >= found.count || line != found[index] {
      Issue.record(
        "line \(index + 1) of \(name).tree: \(line) — read: \(index < found.count ? found[index] : "nothing")"
      )
      return
    }
    #expect(found.count == wanted.count, "\(found.dropFirst(wanted.count).first ?? "")")
  }

  @Test(arguments: LabelledTreeTests.names)
  func `A file of its own is told by its content`(_ name: String) throws {
    let bytes = try SafeFile.read("\(PackageRoot.path)/\(Self.folder)/\(name).cfg")
    let guess = Recogniser(try Catalog().summaries()).recognise(bytes)
    let dialect = try Dialect(of: name)
    // Some are too short to be told, but none may be taken for another platform's.
    #expect(guess.id == nil || guess.id == dialect.platform.id, "\(guess.candidates.prefix(3))")
    if guess.id != nil { #expect(guess.notation(of: dialect.platform.id) == dialect.notation) }
  }
}

/// A platform in one of its notations, by the name of a folder: `platform` or `platform+notation`.
struct Dialect {
  let platform: Platform
  let notation: String?

  var syntax: Syntax { platform.syntax }

  init(of path: String) throws {
    let folder = path.split(separator: "/")[0].split(separator: "+")
    let platform = try Catalog().platform(id: String(folder[0]))
    notation = folder.count > 1 ? String(folder[1]) : nil
    self.platform = try notation.map { try #require(platform.using(notation: $0)) } ?? platform
  }
}

extension ConfigDocument {
  /// A line a node, as in `.tree` files.
  var outline: [String] {
    var depths: [Int] = []
    return nodes.indices.map { index in
      let node = nodes[index]
      depths.append(node.parent.map { depths[$0] + 1 } ?? 0)
      let bytes = text(of: index).prefix { $0 != 0x0A && $0 != 0x0D }
      let line = String(decoding: bytes, as: UTF8.self)
      return String(repeating: "  ", count: depths[index])
        + "\(node.line) \(node.kind.sign)\(line.isEmpty ? "" : " ")\(line)"
    }
  }
}

extension ConfigNode.Kind {
  /// What stands for the kind in `.tree` files.
  fileprivate var sign: String {
    switch self {
    case .statement: "."
    case .blob: "\""
    case .comment: "#"
    case .separator: "-"
    case .closer: "x"
    case .noise: "~"
    }
  }
}
