import ArgumentParser
import CloudVPN
import ConfigTree
import DeviceRegistry
import Diagnostics
import OrderedJSON
import PlatformModel
import Platforms
import SafeFiles
import Secrets

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Export the peer configuration of a connection for a supported device.",
    discussion: """
      The device is checked against the mirror first. The text holds the pre-shared key: it goes into a file that only \
      its owner can read, never to the screen.

      With --verify the text is read as a device's configuration and held against the connection as it is in the cloud \
      now: addresses, proposals, lifetimes, selectors, dead peer detection, BGP numbers. Each mismatch is told with its \
      line and with the cloud's member; exit code 2 when there is one. Keys are not compared: the cloud shows none.

      Examples:
        peerconf export 5d000000-0000-4000-8000-000000000001 --device Acme/Router/R-100/AR-V300 -o berlin-1.txt
        peerconf export 5d000000-0000-4000-8000-000000000001 --device Acme/Router/R-100/AR-V300 -o berlin-1.txt --verify
      """)

  /// How mismatches are written down.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Argument(help: "The id of the connection.")
  var connection: String
  @Option(help: "VENDOR/TYPE/MODEL/VERSION as `peerconf devices list` prints it.")
  var device: String
  @Option(name: .shortAndLong, help: "The file to write (mode 0600).")
  var output: String
  @Flag(help: "Hold the exported text against the connection's parameters in the cloud.")
  var verify = false
  @Option(help: "With --verify: the platform whose files the text is like; default: it is recognised.")
  var platform: String?
  @Option(help: "With --verify: text or json.")
  var format: Format = .text
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var cloud: CloudOptions

  func validate() throws {
    guard output != "-" else {
      throw ValidationError("the exported text holds a key and is not printed: give -o the name of a file")
    }
    guard verify || (platform == nil && format == .text) else {
      throw ValidationError("--platform and --format go with --verify")
    }
  }

  func run() async throws {
    let workspace = try workspace.locate()
    let cloud = try await cloud.connect(workspace)
    let path = try workspace.registryPath(region: cloud.region)
    guard SafeFile.exists(path) else {
      throw InputError(
        "there is no mirror for region \(cloud.region) (\(path))",
        remedy: "Fetch it with `peerconf devices sync`; the device is checked against it.")
    }
    let name = try RegistryMirror.load(path).device(named: device)
    let exported = try await cloud.client.peerConfiguration(
      of: connection,
      for: SupportedDevice(vendor: name.vendor, type: name.type, model: name.model, version: name.version))
    let content = exported.text.withExposedText { Array($0.utf8) }
    try SafeFile.write(content, to: output, mode: 0o600)
    StandardError.note(
      "wrote \(output), \(content.count) bytes, readable by its owner only: it holds the key")
    if verify { try await verify(content, in: workspace, cloud) }
  }

  private func verify(_ content: [UInt8], in workspace: Workspace, _ cloud: CloudConnector) async throws {
    try DeviceText.check(content, source: output)
    let verification = try await ExportVerification(
      of: content, source: output, connection: connection, platform: platform,
      catalog: Catalog(workspace: workspace.root), cloud: cloud)
    let all = verification.mismatches + verification.remarks
    switch format {
    case .text: StandardOutput.write(Report.text(all))
    case .json:
      let document = Report.document(
        "peerconf.export-verification/1",
        [
          "connection": .string(connection), "device": .string(device), "file": .string(output),
          "platform": .string(verification.platform.id),
          "mismatches": Report.findings(verification.mismatches),
          "remarks": Report.findings(verification.remarks),
        ])
      StandardOutput.write(document.text())
    }
    if verification.remarks.contains(where: { $0.severity == .error }) {
      throw Process.Ending(outcome: .findings)
    }
    let count = verification.mismatches.count
    guard count == 0 else {
      StandardError.note("\(count) mismatch\(count == 1 ? "" : "es") between \(output) and the cloud")
      throw Process.Ending(outcome: .changes)
    }
    StandardError.note("read as \(verification.platform.id): it says what the cloud says")
  }
}
