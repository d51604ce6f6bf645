import ChangeTicket
import CloudVPN
import ConfigDiff
import DeviceRegistry
import Diagnostics
import IntentFetch
import PlatformModel
import Rendering
import SafeFiles
import Secrets
import VPNIntent
import Validation

/// The whole way of one site, from its description to its bundle on disk.
struct SiteRun: Sendable {
  let setup: RolloutSetup
  let pool: PlatformPool
  let files: DeviceFile
  let keys: KeyStore
  let folder: RolloutFolder

  /// Goes the way; whatever stops it becomes the site's entry.
  func entry(of site: SiteDescription) async -> SiteEntry {
    var entry = SiteEntry(site: site.site)
    do {
      try await go(site, &entry)
    } catch {
      // What fails while the rollout is being ended fails for that: programs are killed, for example.
      entry.fail(Task.isCancelled ? CancellationError() : error)
    }
    // What lies there is of an earlier run: nobody should take it for this one's.
    entry.hasOlderBundle = entry.bundle == nil && folder.hasBundle(of: site.site)
    return entry
  }

  /// The entry of a site that nobody has begun with.
  func interrupted(_ site: SiteDescription) -> SiteEntry {
    var entry = SiteEntry(site: site.site, outcome: .interrupted)
    entry.hasOlderBundle = folder.hasBundle(of: site.site)
    return entry
  }

  private func go(_ site: SiteDescription, _ entry: inout SiteEntry) async throws {
    // What can be told without the cloud comes first.
    let bundlePath = folder.bundlePath(of: site.site)
    try BundleWriter.check(bundlePath, replace: setup.options.replacesBundles)
    let id = try pool.platform(of: site)
    entry.platform = id
    let preparation = try pool.preparation(id)
    let device = try supportedDevice(of: site)
    let platform = preparation.renderer.platform
    let running = try site.device.running.map { path throws(InputError) in
      try files.read(path, of: preparation.preparation.device)
    }
    let previous = try site.previous.map { path throws(InputError) in
      try EarlierIntent.read(files.source(of: path))
    }

    var described = site
    described.platform = id
    let fetched = try await setup.fetcher.fetch(described, fetchedAt: setup.startedAt)
    let remarks = [pool.contradiction(site)].compactMap(\.self) + fetched.findings
    guard let intent = fetched.intent else {
      entry.refuse(Report(remarks))
      return
    }
    let exported = try await export(intent, for: device)
    let found = await keys.keys(Set(intent.connections.map(\.key)))
    if setup.options.change.isRunnable { try found.requireAll() }
    let version =
      site.softwareVersion ?? running.flatMap { platform.recognition.version(in: $0)?.description }
    let prepared = try preparation.prepare(
      SiteRequest(
        intent: intent, previous: previous, running: running, softwareVersion: version, keys: found.keys,
        tagKey: setup.tagKey,
        exported: exported, remarks: remarks + found.remarks, options: setup.options.change))
    switch prepared {
    case .refused(let report): entry.refuse(report)
    case .prepared(let change):
      try Task.checkCancellation()
      if let exported { entry.exported = try folder.write(exported: exported, of: site.site) }
      try BundleWriter.write(change.bundle, to: bundlePath, replace: setup.options.replacesBundles)
      entry.finish(change, bundle: site.site)
    }
  }

  // MARK: - Export

  /// The row of the mirror for which the site's configuration is exported.
  private func supportedDevice(of site: SiteDescription) throws(InputError) -> DeviceName? {
    guard setup.options.exports, let text = site.device.supportedDevice else { return nil }
    guard let mirror = setup.mirror else {
      throw InputError(
        "there is no mirror of the supported devices, so the site's device cannot be checked",
        remedy: "Fetch it with `peerconf devices sync`, or leave the export out with --no-export.")
    }
    return try mirror.device(named: text)
  }

  /// What the cloud says the device should have, connection after connection.
  private func export(_ intent: Intent, for device: DeviceName?) async throws(CloudError) -> [UInt8]? {
    guard let device else { return nil }
    let row = SupportedDevice(
      vendor: device.vendor, type: device.type, model: device.model, version: device.version)
    var text: [UInt8] = []
    for connection in intent.connections {
      let exported = try await setup.client.peerConfiguration(of: connection.id, for: row)
      text += exported.text.withExposedText { Array($0.utf8) }
      if text.last != 0x0A { text.append(0x0A) }
    }
    return text
  }
}
