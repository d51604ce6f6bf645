import ArgumentParser
import CloudVPN
import DeviceRegistry
import Diagnostics
import OrderedJSON
import SafeFiles

/// How devices and changes of the list look.
enum DeviceListing {
  /// One line a device, `+` or `-` in front.
  static func text(_ change: RegistryChange) -> String {
    var lines = change.added.map { "+ \($0)" } + change.removed.map { "- \($0)" }
    if change.rawOnly { lines.append("~ the devices are the same, their raw rows differ") }
    return lines.map { $0 + "\n" }.joined()
  }

  static func json(_ device: DeviceName) -> JSON {
    [
      "vendor": .string(device.vendor), "type": .string(device.type), "model": .string(device.model),
      "version": .string(device.version), "exportable": .bool(device.isComplete),
    ]
  }
}

/// Which mirror a command reads.
struct MirrorOptions: ParsableArguments {
  @OptionGroup var workspace: WorkspaceOptions

  @Option(help: "Region of the mirror; default: the settings, else the only mirror there is.")
  var region: String?

  /// Loads the mirror.
  ///
  /// - Throws: `InputError` when there is none or when several could be meant.
  func load() throws -> RegistryMirror {
    let workspace = try workspace.locate()
    if let region = region ?? workspace.settings[.region] {
      let path = try workspace.registryPath(region: region)
      guard SafeFile.exists(path) else {
        throw InputError(
          "there is no mirror for region \(region) (\(path))",
          remedy: "Fetch it with `peerconf devices sync`.")
      }
      return try RegistryMirror.load(path)
    }
    let folder = "\(workspace.root)/devices/registry"
    let names = SafeFile.isDirectory(folder) ? try SafeFile.list(folder).filter { $0.hasSuffix(".json") } : []
    guard let only = names.first, names.count == 1 else {
      throw names.isEmpty
        ? InputError("there is no mirror in \(folder)", remedy: "Fetch it with `peerconf devices sync`.")
        : InputError(
          "there are several mirrors in \(folder)",
          remedy: "Say which with --region: \(names.map { $0.dropLast(5) }.joined(separator: ", ")).")
    }
    return try RegistryMirror.load("\(folder)/\(only)")
  }
}
