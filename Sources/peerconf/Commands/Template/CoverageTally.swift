import Diagnostics
import Foundation
import Jinja
import SafeFiles

/// Counts the branches that cases take, over all folders of templates that they stand in.
final class CoverageTally {
  private var folders: [String: (folder: TemplateFolder, coverage: Coverage)] = [:]

  /// Where templates of a folder count.
  func coverage(of folder: TemplateFolder) -> Coverage {
    if let known = folders[folder.root] { return known.coverage }
    let coverage = Coverage()
    folders[folder.root] = (folder, coverage)
    return coverage
  }

  /// What was counted for the templates of a file or folder, and for those on disk that they load.
  ///
  /// A template that no case loads counts as well, if it lies in the folder; what comes from inside the binary does not.
  func summary(of path: String) throws -> CoverageSummary {
    var found: [String: [Coverage.Branch]] = [:]
    for file in try CoverageTally.templates(in: path) { found[file] = try branchesNeverLoaded(file) }
    for (root, entry) in folders {
      for (name, branches) in entry.coverage.templates {
        let file = "\(root)/\(name)"
        guard SafeFile.exists(file) else { continue }
        found[file] = CoverageTally.merged(found[file], branches)
      }
    }
    return CoverageSummary(
      templates: found.map { file, branches in
        CoverageSummary.Template(path: CoverageTally.shown(file), branches: branches)
      }.sorted { $0.path < $1.path })
  }

  private static func templates(in path: String) throws -> [String] {
    let (folder, name) = TemplateFolder.locate(path)
    guard SafeFile.isDirectory(path) else { return ["\(folder.root)/\(name)"] }
    return try folder.names(in: name).filter { !$0.contains("\(TemplateCase.suffix)/") }
      .map { "\(folder.root)/\($0)" }
  }

  /// The branches of a template as they are written, none of them taken; one that cannot be read has itself only.
  private func branchesNeverLoaded(_ file: String) throws -> [Coverage.Branch] {
    let (folder, name) = TemplateFolder.locate(file)
    let coverage = Coverage()
    _ = try? TemplateSet(folder: folder).environment(coverage: coverage).template(named: name)
    return coverage.templates[name]
      ?? [Coverage.Branch(kind: .template, place: SourcePlace(source: name, line: 1, column: 1), count: 0)]
  }

  /// The same branches, counted in two places.
  private static func merged(_ left: [Coverage.Branch]?, _ right: [Coverage.Branch]) -> [Coverage.Branch] {
    guard let left, left.count == right.count else { return right }
    return zip(left, right).map { a, b in
      var branch = b
      branch.count += a.count
      return branch
    }
  }

  /// The path from the working folder, where the file is below it.
  private static func shown(_ file: String) -> String {
    let here = URL(filePath: FileManager.default.currentDirectoryPath).standardized
      .path(percentEncoded: false)
    let base = here.hasSuffix("/") ? here : here + "/"
    return file.hasPrefix(base) ? String(file.dropFirst(base.count)) : file
  }
}
