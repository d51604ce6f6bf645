import ArgumentParser
import CloudVPN
import DeviceRegistry
import Diagnostics
import SafeFiles

struct DevicesSyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Fetch the supported devices into devices/registry/REGION.json.",
    discussion: """
      A failed or empty answer never replaces a good mirror. With --check nothing is written; exit code 2 says that \
      the cloud's list differs from the mirror.

      Examples:
        peerconf devices sync
        peerconf devices sync --check
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var cloud: CloudOptions
  @Flag(help: "Compare only; exit code 2 when the list has changed.")
  var check = false

  func run() async throws {
    let workspace = try workspace.locate()
    let cloud = try await cloud.connect(workspace)
    let path = try workspace.registryPath(region: cloud.region)
    // Read before the cloud is asked: a damaged mirror is the user's to look at, not to be overwritten.
    let old = SafeFile.exists(path) ? try RegistryMirror.load(path) : nil
    let answer = try await cloud.client.supportedDevices()
    let new = try RegistryMirror(
      answer: answer.body, region: cloud.region, endpoint: cloud.host,
      fetchedAt: cloud.startedAt)
    let change = RegistryChange(from: old, to: new)
    StandardOutput.write(DeviceListing.text(change))
    if check {
      if !change.isEmpty { throw Process.Ending(outcome: .changes) }
      return
    }
    if old != nil, change.isEmpty {
      StandardError.note("\(path) is up to date, \(new.devices.count) devices")
      return
    }
    try new.save(to: path)
    StandardError.note("wrote \(path), \(new.devices.count) devices")
  }
}
