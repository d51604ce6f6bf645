import Diagnostics
import PlatformModel
import SafeFiles

/// The user's folder with platform files and templates of their own.
struct Workspace: Sendable {
  private let root: String
  /// Paths of platform files by id, which is the file's name.
  let platforms: [String: String]

  private static let templateDepth = 8
  private static let templateLimit = 2000

  init(_ root: String) throws(InputError) {
    self.root = root
    let folder = "\(root)/devices/platforms"
    var platforms: [String: String] = [:]
    for name in try Workspace.names(folder) where name.hasSuffix(".yaml") {
      platforms[String(name.dropLast(".yaml".count))] = "\(folder)/\(name)"
    }
    self.platforms = platforms
  }

  /// Reads a platform file; all its errors are in the message.
  static func platform(_ id: String, path: String) throws(InputError) -> Platform {
    let file = try PlatformFile(yaml: try read(path), source: path)
    guard let platform = file.platform else {
      let lines = file.findings.prefix(10).map { finding in
        "\(finding.place.map { "\($0): " } ?? "")\(finding.message)\(finding.remedy.map { ". \($0)" } ?? "")"
      }
      throw InputError(
        "the platform file has \(file.findings.count) error\(file.findings.count == 1 ? "" : "s"):\n"
          + lines.joined(separator: "\n"), at: SourcePlace(source: path))
    }
    guard platform.id == id else {
      throw InputError(
        "the platform's id is \"\(platform.id)\", the file's name says \"\(id)\"",
        at: SourcePlace(source: path),
        remedy: "Give both the same name.")
    }
    return platform
  }

  /// Paths of the files below a template folder by template name.
  func templates(in folder: String) throws(InputError) -> [String: String] {
    var found: [String: String] = [:]
    var folders = [(name: folder, depth: 0)]
    while let next = folders.popLast() {
      for name in try Workspace.names("\(root)/templates/\(next.name)") {
        let path = "\(root)/templates/\(next.name)/\(name)"
        if SafeFile.isDirectory(path) {
          if next.depth < Workspace.templateDepth { folders.append(("\(next.name)/\(name)", next.depth + 1)) }
        } else {
          found["\(next.name)/\(name)"] = path
          guard found.count <= Workspace.templateLimit else {
            throw InputError("more than \(Workspace.templateLimit) templates", at: SourcePlace(source: path))
          }
        }
      }
    }
    return found
  }

  static func read(_ path: String) throws(InputError) -> [UInt8] {
    do {
      return try SafeFile.read(path, limit: DataLimits.size)
    } catch {
      throw InputError("\(error)", at: SourcePlace(source: path))
    }
  }

  /// Sorted names of a folder without hidden ones; none when there is no such folder.
  private static func names(_ folder: String) throws(InputError) -> [String] {
    guard SafeFile.isDirectory(folder) else { return [] }
    do {
      return try SafeFile.list(folder).filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw InputError("\(error)", at: SourcePlace(source: folder))
    }
  }
}
