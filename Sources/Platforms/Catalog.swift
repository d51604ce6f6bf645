package import Diagnostics
package import PlatformModel
import SafeFiles

/// The platforms at hand: those inside the binary, and those of a workspace, which win.
///
/// A platform is read when it is asked for; opening the catalog only lists names.
package struct Catalog: Sendable {
  private let workspace: Workspace?

  /// Takes a folder with `devices/platforms` and `templates`; both may be missing.
  package init(workspace: String? = nil) throws(InputError) {
    self.workspace = try workspace.map { path throws(InputError) in try Workspace(path) }
  }

  /// All ids, sorted.
  package var ids: [String] {
    Set(Catalog.builtinIDs + (workspace?.platforms.keys.map { $0 } ?? [])).sorted()
  }

  /// Ids of the platforms inside the binary, sorted.
  package static let builtinIDs = EmbeddedBuiltins.platforms.map(\.name.description).sorted()

  /// Ids of the platforms inside the binary that configurations are written for, sorted.
  package static let writableIDs = builtinIDs.filter { id in
    ((try? Catalog().summaries()) ?? []).first { $0.id == id }.map { !$0.readsOnly } ?? false
  }

  /// Names of the templates inside the binary, sorted.
  package static let builtinTemplates = EmbeddedBuiltins.templates.map(\.name.description).sorted()

  /// A template inside the binary; `nil` where there is none of that name.
  package static func builtinTemplate(named name: String) -> [UInt8]? {
    EmbeddedBuiltins.templates.first { $0.name.description == name }?.bytes
  }

  /// Whether the platform comes from the workspace.
  package func isFromWorkspace(_ id: String) -> Bool { workspace?.platforms[id] != nil }

  /// Loads a platform; throws for an unknown id and for a file of the workspace with errors in it.
  package func platform(id: String) throws(InputError) -> Platform {
    if let path = workspace?.platforms[id] { return try Workspace.platform(id, path: path) }
    guard let embedded = EmbeddedBuiltins.platforms.first(where: { $0.name.description == id }) else {
      throw InputError(
        "there is no platform \"\(id.prefix(60))\"",
        remedy: ids.isEmpty ? "Add one under devices/platforms." : "Known: \(ids.joined(separator: ", ")).")
    }
    let file = PlatformFile(try embedded.unpack(), isChecked: true)
    guard let platform = file.platform else {
      throw InputError("the built-in platform \"\(id)\" is damaged: \(file.findings.first?.message ?? "")")
    }
    return platform
  }

  /// Identity, served devices and marks of all platforms, in the order of their ids.
  package func summaries() throws(InputError) -> [PlatformSummary] {
    let data = try EmbeddedFile.unpack(EmbeddedBuiltins.index, source: "index")
    var summaries = (PlatformSummary.table(data) ?? []).filter { !isFromWorkspace($0.id) }
    for (id, path) in workspace?.platforms ?? [:] {
      summaries.append(PlatformSummary(try Workspace.platform(id, path: path)))
    }
    return summaries.sorted { $0.id < $1.id }
  }

  /// The platforms that stand for a row of the cloud's device list; more than one is a mistake of the data.
  package func platforms(
    vendor: String, type: String, model: String, version: String
  ) throws(InputError) -> [String] {
    try summaries().filter { summary in
      summary.serves.contains { $0.matches(vendor: vendor, type: type, model: model, version: version) }
    }.map(\.id)
  }

  /// Templates that a platform's template may load, by name: `<folder>/x.j2` of its own and `_shared/x.j2`.
  package func templates(of platform: Platform) throws(InputError) -> [String: [UInt8]] {
    try templates(folders: [platform.template.folder, "_shared"])
  }

  /// The same for a platform that need not be loaded.
  package func templates(for id: String) throws(InputError) -> [String: [UInt8]] {
    guard let summary = try summaries().first(where: { $0.id == id }) else {
      return try templates(of: try platform(id: id))
    }
    return try templates(folders: [summary.templateFolder, "_shared"])
  }

  private func templates(folders: [String]) throws(InputError) -> [String: [UInt8]] {
    var templates: [String: [UInt8]] = [:]
    for file in EmbeddedBuiltins.templates {
      let name = file.name.description
      if folders.contains(where: { name.hasPrefix("\($0)/") }) { templates[name] = file.bytes }
    }
    for folder in folders {
      for (name, path) in try workspace?.templates(in: folder) ?? [:] {
        templates[name] = try Workspace.read(path)
      }
    }
    return templates
  }
}
