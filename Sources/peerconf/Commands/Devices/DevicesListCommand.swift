import ArgumentParser
import DeviceRegistry
import Diagnostics
import OrderedJSON

struct DevicesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the devices of the mirror.",
    discussion: """
      Examples:
        peerconf devices list
        peerconf devices list --format json
      """)

  @OptionGroup var mirror: MirrorOptions
  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run() throws {
    let mirror = try mirror.load()
    switch format {
    case .text:
      StandardOutput.write(mirror.devices.map { "\($0)\n" }.joined())
    case .json:
      let members: JSONObject = [
        "region": .string(mirror.region), "fetched_at": .string(mirror.fetchedAt),
        "sha256": .string(mirror.sha256),
        "devices": .array(mirror.devices.map(DeviceListing.json)),
      ]
      StandardOutput.write(Report.document("peerconf.devices/1", members).text())
    }
  }
}

struct DevicesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one device of the mirror with its raw rows.",
    discussion: """
      Example:
        peerconf devices show Acme/Router/R-100/AR-V300
      """)

  @Argument(help: "VENDOR/TYPE/MODEL/VERSION, compared exactly.")
  var device: String
  @OptionGroup var mirror: MirrorOptions

  func run() throws {
    let mirror = try mirror.load()
    let name = try mirror.device(named: device)
    let rows = mirror.rawRows.filter { row in
      row["vendor"]?.string == name.vendor && (row["type"]?.string ?? "") == name.type
        && (row["model"]?.string ?? row["platform"]?.string ?? "") == name.model
        && (row["version"]?.string ?? "") == name.version
    }
    let members: JSONObject = [
      "device": DeviceListing.json(name), "region": .string(mirror.region),
      "fetched_at": .string(mirror.fetchedAt), "raw": .array(rows),
    ]
    StandardOutput.write(Report.document("peerconf.device/1", members).text())
  }
}

struct DevicesDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare two mirror files; exit code 2 when they differ.",
    discussion: """
      Example:
        peerconf devices diff old.json devices/registry/eu-west-101.json
      """)

  @Argument(help: "The older mirror.")
  var old: String
  @Argument(help: "The newer mirror.")
  var new: String
  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run() throws {
    let change = RegistryChange(from: try RegistryMirror.load(old), to: try RegistryMirror.load(new))
    switch format {
    case .text:
      StandardOutput.write(DeviceListing.text(change))
    case .json:
      let members: JSONObject = [
        "added": .array(change.added.map(DeviceListing.json)),
        "removed": .array(change.removed.map(DeviceListing.json)), "raw_only": .bool(change.rawOnly),
      ]
      StandardOutput.write(Report.document("peerconf.devices-diff/1", members).text())
    }
    if !change.isEmpty { throw Process.Ending(outcome: .changes) }
  }
}
