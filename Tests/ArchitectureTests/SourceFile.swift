import Foundation

/// One Swift file, with what the rules look at.
struct SourceFile {
  /// Path below the package root, for example `Sources/Jinja/Template.swift`.
  var path: String
  var text: String

  /// Modules named in import lines, also those with attributes or an access level in front.
  let imports: Set<String>

  /// The text without comments and without multi-line strings (help examples name platforms for people).
  let code: String

  init(path: String, text: String) {
    self.path = path
    self.text = text
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    imports = Set(lines.filter { $0.contains("import ") }.compactMap(SourceFile.imported))
    code = SourceFile.withoutComments(text)
  }

  /// The room or test target that it belongs to: the second part of the path.
  var room: String {
    let parts = path.split(separator: "/")
    return parts.count > 1 ? String(parts[1]) : ""
  }

  var lineCount: Int { text.split(separator: "\n", omittingEmptySubsequences: false).count }

  private static func imported(by line: Substring) -> String? {
    line.firstMatch(
      of: /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)?import\s+(?:struct |class |enum |func )?(\w+)/
    )
    .map { String($0.1) }
  }

  private static func withoutComments(_ text: String) -> String {
    // Odd pieces stand inside the quotes.
    let outside = text.components(separatedBy: "\"\"\"").enumerated().filter { $0.offset % 2 == 0 }.map(
      \.element)
    return outside.joined().split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in line.range(of: "//").map { String(line[..<$0.lowerBound]) } ?? String(line) }
      .joined(separator: "\n")
  }
}

/// The repository around this test.
enum Repository {
  static let root: String = {
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return folder.path(percentEncoded: false)
  }()

  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: root + "/" + path, encoding: .utf8)
  }

  /// All Swift files below the given top folders.
  static func swiftFiles(in folders: [String]) throws -> [SourceFile] {
    var files: [SourceFile] = []
    for folder in folders {
      guard let walk = FileManager.default.enumerator(atPath: root + "/" + folder) else { continue }
      for case let path as String in walk where path.hasSuffix(".swift") {
        files.append(SourceFile(path: "\(folder)/\(path)", text: try text("\(folder)/\(path)")))
      }
    }
    return files.sorted { $0.path < $1.path }
  }
}
