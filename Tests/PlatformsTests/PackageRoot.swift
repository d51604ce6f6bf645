import SafeFiles
import Testing

/// The package that the tests belong to.
enum PackageRoot {
  /// Found from the place of this file.
  static let path: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  /// Files below a folder by their path from there, sorted, without hidden ones.
  static func files(below folder: String) throws -> [String] {
    var files: [String] = []
    var folders = [""]
    while let next = folders.popLast() {
      let path = "\(PackageRoot.path)/\(folder)\(next)"
      guard SafeFile.isDirectory(path) else { continue }
      for name in try SafeFile.list(path) where !name.hasPrefix(".") && !name.hasSuffix("~") {
        if SafeFile.isDirectory("\(path)/\(name)") {
          folders.append("\(next)/\(name)")
        } else {
          files.append(String("\(next)/\(name)".dropFirst()))
        }
      }
    }
    return files.sorted()
  }
}
