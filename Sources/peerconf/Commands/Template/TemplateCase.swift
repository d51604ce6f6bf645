import Diagnostics
import Jinja
import OrderedJSON
import PlatformModel
import Platforms
import Rendering
import SafeFiles
import VPNIntent

/// A template's expected text for one input: `<template>.cases/NAME/` with `context.json`, or `intent.json` or
/// `intent.yaml` for a platform's first template, and `expected.txt`.
struct TemplateCase {
  let template: String
  let name: String
  /// The case's folder.
  let path: String

  static let suffix = ".cases"
  private static let sizeLimit = 16 << 20
  private static let intents = ["intent.json", "intent.yaml"]
  private static let remedy = "A case has context.json, or intent.json or intent.yaml."

  var expectedPath: String { "\(path)/expected.txt" }

  /// All cases in a folder, or those of one template, sorted by path.
  ///
  /// - Throws: `InputError` when there are none.
  static func all(in path: String) throws -> [TemplateCase] {
    let folders = SafeFile.isDirectory(path) ? try caseFolders(in: path, depth: 0) : [path + suffix]
    let cases = try folders.filter(SafeFile.isDirectory).flatMap { folder in
      try SafeFile.list(folder).filter {
        !$0.hasPrefix(".") && SafeFile.isDirectory("\(folder)/\($0)")
      }.map {
        TemplateCase(
          template: String(folder.dropLast(suffix.count)), name: $0, path: "\(folder)/\($0)")
      }
    }
    guard !cases.isEmpty else {
      throw InputError(
        "there are no cases in \(path)",
        remedy: "Cases of t.j2 lie in t.j2.cases, a folder each with context.json.")
    }
    return cases
  }

  private static func caseFolders(in path: String, depth: Int) throws -> [String] {
    if path.hasSuffix(suffix) { return [path] }
    guard depth < 16 else { return [] }
    return try SafeFile.list(path).filter {
      !$0.hasPrefix(".") && SafeFile.isDirectory("\(path)/\($0)")
    }
    .flatMap { try caseFolders(in: "\(path)/\($0)", depth: depth + 1) }
  }

  /// What the case's template writes, keys as their stand-ins.
  ///
  /// - Throws: `InputError` for an input that cannot be used.
  func input() throws -> Input {
    if let intent = TemplateCase.intents.map({ "\(path)/\($0)" }).first(where: SafeFile.exists) {
      return .intent(try IntentFile(reading: intent))
    }
    let context = "\(path)/context.json"
    guard SafeFile.exists(context) else {
      throw InputError("the case \(path) has no input", remedy: TemplateCase.remedy)
    }
    guard let json = try? JSON(parsing: SafeFile.read(context, limit: TemplateCase.sizeLimit)),
      json.object != nil
    else {
      throw InputError(
        "\(context) is no JSON object",
        remedy: "Give the template's variables as members of one object.")
    }
    return .context(Value(json))
  }

  enum Input {
    case context(Value)
    case intent(IntentFile)
  }

  /// The text that is expected; `nil` before it was recorded.
  func expected() throws -> [UInt8]? {
    guard SafeFile.exists(expectedPath) else { return nil }
    return try SafeFile.read(expectedPath, limit: TemplateCase.sizeLimit)
  }

  /// Renders the case, and counts the branches that it takes.
  func run(counting tally: CoverageTally?) throws -> Result {
    let input = try input()
    let (folder, entry) = TemplateFolder.locate(template)
    switch input {
    case .context(let context):
      let environment = TemplateSet(folder: folder).environment(coverage: tally?.coverage(of: folder))
      do throws(TemplateError) {
        return .text(try environment.template(named: entry).render(context))
      } catch {
        return .failure(error.description)
      }
    case .intent(let intent): return try render(intent, folder, entry, tally?.coverage(of: folder))
    }
  }

  enum Result {
    case text([UInt8])
    case failure(String)
  }

  private func render(
    _ file: IntentFile, _ folder: TemplateFolder, _ entry: String, _ coverage: Coverage?
  ) throws -> Result {
    let suffix = "/templates"
    let root = folder.root.hasSuffix(suffix) ? String(folder.root.dropLast(suffix.count)) : nil
    guard let id = file.intent.platform else {
      throw InputError("\(file.source) names no platform", remedy: "Write `platform:` into it.")
    }
    let catalog = try Catalog(workspace: root)
    let platform = try catalog.platform(id: id)
    guard entry == "\(platform.template.folder)/\(platform.template.entry)" else {
      throw InputError(
        "an intent cannot be the input of \(template)",
        remedy: "It is for the first template of \(id); other templates take context.json.")
    }
    do throws(InputError) {
      let templates = try catalog.templates(of: platform)
      let result = try Renderer(platform: platform, templates: templates, coverage: coverage)
        .render(file.intent, options: RenderOptions(tool: Tool.name))
      if let configuration = result.configuration { return .text(configuration.masked()) }
      return .failure(Report.text(result.findings))
    } catch {
      return .failure(error.description)
    }
  }
}
