import Foundation
import PackagePlugin

/// Puts the built-in platform files and templates into the target.
@main
struct EmbedBuiltins: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let root = context.package.directoryURL
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedBuiltins.swift")
    return [
      .buildCommand(
        displayName: "Embedding platforms and templates",
        executable: try context.tool(named: "BuiltinsCompiler").url,
        arguments: [root.path(), output.path()],
        // The folders too: a file that is new changes none of the others.
        inputFiles: ["devices/platforms", "templates"].flatMap { inputs(below: root.appending(path: $0)) },
        outputFiles: [output])
    ]
  }

  /// The folder and everything in it.
  private func inputs(below folder: URL) -> [URL] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let below = found?.compactMap { $0 as? URL } ?? []
    return [folder] + below.sorted { $0.path() < $1.path() }
  }
}
