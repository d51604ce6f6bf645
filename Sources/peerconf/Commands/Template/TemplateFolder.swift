import Diagnostics
import Foundation
import Jinja
import Platforms
import SafeFiles

/// A folder of templates on disk, names as paths below it; what it lacks is looked up inside the binary.
struct TemplateFolder: TemplateLoader {
  /// The folder as the user reaches it, without trailing slash.
  let root: String

  private static let extensions = [".j2", ".jinja", ".jinja2"]
  private static let sizeLimit = 4 << 20
  /// More files than any folder of templates has; a home directory has them.
  private static let countLimit = 5000

  static func isTemplate(_ name: String) -> Bool { extensions.contains(where: name.hasSuffix) }

  /// The folder that a file's or folder's names are relative to, and the name there: the nearest `templates` upwards,
  /// else the folder itself.
  static func locate(_ path: String) -> (folder: TemplateFolder, name: String) {
    let isFolder = SafeFile.isDirectory(path)
    let url = URL(filePath: path).standardized
    let parts = url.pathComponents.filter { $0 != "/" }
    let folders = isFolder ? parts.count : parts.count - 1
    let place = parts[..<max(0, folders)].lastIndex(of: "templates").map { $0 + 1 } ?? folders
    return (
      TemplateFolder(root: "/" + parts[..<max(0, place)].joined(separator: "/")),
      parts[max(0, place)...].joined(separator: "/")
    )
  }

  func source(named name: String) throws(TemplateError) -> [UInt8]? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }), !name.contains("\0") else {
      return nil
    }
    let path = "\(root)/\(name)"
    guard SafeFile.exists(path), !SafeFile.isDirectory(path) else {
      return Catalog.builtinTemplate(named: name)
    }
    do {
      return try SafeFile.read(path, limit: TemplateFolder.sizeLimit)
    } catch {
      throw TemplateError(.notFound, "\(error)")
    }
  }

  /// Names of the templates in a folder of this one, sorted; `""` is all of it.
  ///
  /// - Throws: `InputError` for a folder that cannot be read, or has too many files.
  func names(in folder: String, deep: Bool = true) throws -> [String] {
    var found: [String] = []
    var seen = 0
    var queue = [folder]
    while let folder = queue.popLast() {
      for entry in try SafeFile.list(folder.isEmpty ? root : "\(root)/\(folder)") where !entry.hasPrefix(".")
      {
        seen += 1
        guard seen <= TemplateFolder.countLimit else {
          throw InputError(
            "\(root) has more than \(TemplateFolder.countLimit) files",
            remedy: "Name a folder that holds templates.")
        }
        let name = folder.isEmpty ? entry : "\(folder)/\(entry)"
        if SafeFile.isDirectory("\(root)/\(name)") {
          if deep, name.split(separator: "/").count < 16 { queue.append(name) }
        } else if TemplateFolder.isTemplate(entry) {
          found.append(name)
        }
      }
    }
    return found.sorted()
  }
}
