import ArgumentParser
import DeviceRegistry
import Diagnostics
import OrderedJSON
import PlatformModel
import Platforms

struct DevicesCoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Show which platform serves each device of the mirror, and the other way round.",
    discussion: """
      A platform that is read only can parse files of the device; for one that is written peerconf renders configurations. \
      A device without a platform gets the cloud's own export alone.

      Examples:
        peerconf devices coverage
        peerconf devices coverage --missing
        peerconf devices coverage --format json
      """)

  @OptionGroup var mirror: MirrorOptions
  @Flag(help: "Only devices that no platform is written for.")
  var missing = false
  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run() throws {
    let mirror = try mirror.load()
    let catalog = try Catalog(workspace: try self.mirror.workspace.locate().root)
    let coverage = try DeviceCoverage(mirror.devices, catalog)
    let rows = coverage.rows.filter { !missing || !$0.isWritten }
    switch format {
    case .text:
      let table = TextTable(
        header: ["DEVICE", "PLATFORM", "PEERCONF"],
        rows: rows.map { ["\($0.device)", $0.platform ?? "-", $0.what] })
      StandardOutput.write(Printable.text(table.text()))
      if !missing, !coverage.others.isEmpty {
        let names = coverage.others.map(\.id).joined(separator: ", ")
        StandardOutput.write("\nPlatforms that no device of the mirror asks for: \(names)\n")
      }
      let written = coverage.rows.count { $0.isWritten }
      StandardError.note("\(written) of \(counted(coverage.rows.count, "device")) can be written for")
    case .json:
      let members: JSONObject = [
        "region": .string(mirror.region),
        "devices": .array(rows.map(json)),
        "platforms": .array(
          coverage.platforms.map { platform in
            [
              "id": .string(platform.id), "name": .string(platform.name),
              "confidence": .string(platform.confidence.rawValue), "writes": .bool(!platform.readsOnly),
              "devices": .array(
                coverage.rows.filter { $0.platform == platform.id }.map { .string("\($0.device)") }),
            ]
          }),
      ]
      StandardOutput.write(Report.document("peerconf.devices-coverage/1", members).text())
    }
  }

  private func json(_ row: DeviceCoverage.Row) -> JSON {
    [
      "device": DeviceListing.json(row.device), "platform": row.platform.map { .string($0) } ?? .null,
      "writes": .bool(row.isWritten),
    ]
  }
}

/// Devices and the platforms that stand for them.
struct DeviceCoverage {
  let rows: [Row]
  /// All platforms, in the order of their ids.
  let platforms: [PlatformSummary]

  struct Row {
    let device: DeviceName
    let platform: String?
    let isWritten: Bool

    /// What can be done for it.
    var what: String { platform == nil ? "cloud's export alone" : isWritten ? "reads and writes" : "reads" }
  }

  init(_ devices: [DeviceName], _ catalog: Catalog) throws(InputError) {
    let summaries = try catalog.summaries()
    platforms = summaries
    rows = devices.map { device in
      let platform = summaries.first { $0.serves(device) }
      return Row(device: device, platform: platform?.id, isWritten: platform.map { !$0.readsOnly } ?? false)
    }
  }

  /// Platforms without a device of the mirror.
  var others: [PlatformSummary] {
    let used = Set(rows.compactMap(\.platform))
    return platforms.filter { !used.contains($0.id) }
  }

  static func platform(of device: DeviceName, in catalog: Catalog) throws(InputError) -> String? {
    try catalog.platforms(
      vendor: device.vendor, type: device.type, model: device.model, version: device.version
    ).first
  }
}

extension PlatformSummary {
  fileprivate func serves(_ device: DeviceName) -> Bool {
    serves.contains {
      $0.matches(vendor: device.vendor, type: device.type, model: device.model, version: device.version)
    }
  }
}
