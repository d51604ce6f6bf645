import ArgumentParser
import CloudVPN
import DeviceRegistry
import Diagnostics
import SafeFiles
import Secrets

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Export the peer configuration of a connection for a supported device.",
    discussion: """
      The device is checked against the mirror first. The text holds the pre-shared key: it goes into a file that only \
      its owner can read, never to the screen.

      Example:
        peerconf export 5d000000-0000-4000-8000-000000000001 --device Acme/Router/R-100/AR-V300 -o berlin-1.txt
      """)

  @Argument(help: "The id of the connection.")
  var connection: String
  @Option(help: "VENDOR/TYPE/MODEL/VERSION as `peerconf devices list` prints it.")
  var device: String
  @Option(name: .shortAndLong, help: "The file to write (mode 0600).")
  var output: String
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var cloud: CloudOptions

  func validate() throws {
    guard output != "-" else {
      throw ValidationError("the exported text holds a key and is not printed: give -o the name of a file")
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
  }
}
