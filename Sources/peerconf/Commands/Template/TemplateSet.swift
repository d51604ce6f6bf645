import Diagnostics
import Jinja
import Rendering
import SafeFiles

/// Templates of the command line, with the others of their folder that may load them.
struct TemplateSet {
  let folder: TemplateFolder
  /// What was asked for: names in the folder, and the paths that the user knows them by.
  private(set) var asked: [String: String] = [:]

  /// Sorts files and folders of the command line by the folder that their names are relative to.
  ///
  /// - Throws: `InputError` for a path that is not there and a folder without templates.
  static func sets(of paths: [String]) throws -> [TemplateSet] {
    var sets: [TemplateSet] = []
    for path in paths {
      guard SafeFile.exists(path) else {
        throw InputError("there is no file or folder \(path)", remedy: "Check the path.")
      }
      let (folder, name) = TemplateFolder.locate(path)
      let place = sets.firstIndex { $0.folder.root == folder.root } ?? sets.count
      if place == sets.count { sets.append(TemplateSet(folder: folder)) }
      try sets[place].add(path, name)
    }
    return sets
  }

  private mutating func add(_ path: String, _ name: String) throws {
    guard SafeFile.isDirectory(path) else {
      asked[name] = path
      return
    }
    let names = try folder.names(in: name)
    guard !names.isEmpty else {
      throw InputError(
        "no templates in \(path)", remedy: "Templates have names that end in .j2, .jinja or .jinja2.")
    }
    let base = path.hasSuffix("/") ? String(path.dropLast()) : path
    for found in names {
      asked[found] = "\(base)/\(name.isEmpty ? found : String(found.dropFirst(name.utf8.count + 1)))"
    }
  }

  var environment: Environment { environment(coverage: nil) }

  func environment(coverage: Coverage?) -> Environment {
    let table = (try? folder.source(named: TemplateLanguage.namesTable)) ?? nil
    return TemplateLanguage.environment(loader: folder, names: table, coverage: coverage)
  }

  /// The place with the path that the user knows, or the template's name for what was not asked for.
  func shown(_ place: SourcePlace) -> SourcePlace {
    SourcePlace(source: asked[place.source] ?? place.source, line: place.line, column: place.column)
  }

  /// Findings about what was asked for, with paths in the place of names.
  func findings(context: ContextShape) throws -> [Finding] {
    // A part is read where it is loaded, with the names that are there: its siblings are needed for that.
    let isTemplates = folder.root.hasSuffix("/templates")
    let others = try folder.names(in: "", deep: isTemplates)
    let names = Set(others).union(asked.keys).sorted()
    let analysis = TemplateAnalysis(of: names, in: environment, context: context)
    return analysis.findings.compactMap { finding in
      guard let place = finding.place, asked[place.source] != nil else { return nil }
      var finding = finding
      finding.place = shown(place)
      return finding
    }
  }
}
