import Diagnostics
import PlatformModel
import SafeFiles

/// Turns the platform files and templates of a package into one Swift source.
struct BuiltinsCompiler {
  /// Folder that holds `devices` and `templates`.
  let root: String

  /// Everything that is wrong, one line each.
  struct Failure: Error, CustomStringConvertible {
    let lines: [String]

    var description: String { lines.joined(separator: "\n") }
  }

  func run(output: String) throws {
    var failures: [String] = []
    var platforms: [(id: String, data: DataNode)] = []
    for name in try names(in: "devices/platforms") where name.hasSuffix(".yaml") {
      let path = "\(root)/devices/platforms/\(name)"
      do throws(InputError) {
        let file = try PlatformFile(yaml: try read(path), source: path)
        failures += file.findings.map(line)
        let id = String(name.dropLast(".yaml".count))
        if let platform = file.platform, platform.id != id {
          failures.append(
            "\(path):1:1: error: the platform's id is \"\(platform.id)\", the file's name says \"\(id)\"")
        }
        platforms.append((id, file.data))
      } catch {
        failures.append(line(error))
      }
    }
    guard failures.isEmpty else { throw Failure(lines: failures) }
    let index = DataNode(
      .list(platforms.map { PlatformSummary.excerpt(of: $0.data) }), at: SourcePlace(source: ""))
    var source = SwiftSource()
    source.add(index: PackedData.pack(index))
    source.add(list: "platforms", files: platforms.map { ($0.id, PackedData.pack($0.data)) })
    source.add(list: "templates", files: try templates())
    try SafeFile.write(source.bytes, to: output)
  }

  private func line(_ finding: Finding) -> String {
    let remedy = finding.remedy.map { " \($0)" } ?? ""
    return "\(finding.place.map { "\($0): " } ?? "")error: \(finding.message).\(remedy)"
  }

  private func line(_ error: InputError) -> String {
    let excerpt = error.excerpt.map { "\n\($0)" } ?? ""
    return "\(error.place.map { "\($0): " } ?? "")error: \(error.message)\(excerpt)"
  }

  /// All files below `templates` by their path from there, `/` between folders.
  private func templates() throws -> [(String, [UInt8])] {
    var files: [(String, [UInt8])] = []
    var folders = [""]
    while let folder = folders.popLast() {
      for name in try names(in: "templates\(folder)") {
        let path = "\(root)/templates\(folder)/\(name)"
        if SafeFile.isDirectory(path) {
          folders.append("\(folder)/\(name)")
        } else {
          files.append((String("\(folder)/\(name)".dropFirst()), try read(path)))
        }
      }
    }
    return files.sorted { $0.0 < $1.0 }
  }

  /// Sorted names of a folder without hidden ones; none when there is no such folder.
  private func names(in folder: String) throws -> [String] {
    let path = "\(root)/\(folder)"
    guard SafeFile.isDirectory(path) else { return [] }
    return try SafeFile.list(path).filter { !$0.hasPrefix(".") && !$0.hasSuffix("~") }.sorted()
  }

  private func read(_ path: String) throws(InputError) -> [UInt8] {
    do {
      return try SafeFile.read(path)
    } catch {
      throw InputError("\(error)", at: SourcePlace(source: path))
    }
  }
}
