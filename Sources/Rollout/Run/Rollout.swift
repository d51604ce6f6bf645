import CloudVPN
package import Diagnostics
import IntentFetch
import SafeFiles
import VPNIntent

/// Prepares the changes of many sites, several at once; what happens to one never stops another.
package struct Rollout: Sendable {
  private let setup: RolloutSetup
  private let list: RolloutList
  private let run: SiteRun

  /// Makes everything that the sites share.
  ///
  /// - Throws: `InputError` when a platform file of the workspace or the rollout's folder cannot be used.
  package init(_ list: RolloutList, setup: RolloutSetup, folder: RolloutFolder) throws(InputError) {
    self.setup = setup
    self.list = list
    let pool = try PlatformPool(setup.catalog, sites: list.sites, tool: setup.tool)
    run = SiteRun(
      setup: setup, pool: pool, files: DeviceFile(folder: list.folder, recogniser: pool.recogniser),
      keys: KeyStore(resolver: setup.resolver), folder: folder)
  }

  /// Goes through all sites and writes their bundles; `progress` hears of each site that is finished.
  ///
  /// The entries are in the order of the list. When the task is cancelled, the sites that were not finished are entered
  /// as interrupted. Of a finished site only its entry is kept.
  ///
  /// - Throws: `CloudError` when the first call shows that the cloud cannot be reached or does not take the key, and
  ///   `FileError` when the folder cannot be made; nothing is written then.
  package func start(progress: @escaping (SiteEntry) -> Void = { _ in }) async throws -> RolloutResult {
    try await firstCall()
    try run.folder.make()
    var entries: [SiteEntry?] = list.sites.map { _ in nil }
    await withTaskGroup(of: (Int, SiteEntry).self) { group in
      var next = 0
      func startNext() {
        guard next < list.sites.count, !Task.isCancelled else { return }
        let (place, site) = (next, list.sites[next])
        next += 1
        group.addTask { [run] in (place, await run.entry(of: site)) }
      }
      for _ in 0..<max(1, setup.options.jobs) { startNext() }
      for await (place, entry) in group {
        entries[place] = entry
        progress(entry)
        startNext()
      }
    }
    return RolloutResult(
      tool: setup.tool,
      entries: zip(entries, list.sites).map { entry, site in entry ?? run.interrupted(site) })
  }

  /// One call before many at once.
  ///
  /// What would stop every site ends the rollout here; anything else is for the sites to meet.
  private func firstCall() async throws {
    do throws(CloudError) {
      try await setup.fetcher.prepare(for: list.sites)
    } catch {
      switch error.kind {
      case .unauthorized, .transport, .notOffered: throw error
      case .cancelled: throw CancellationError()
      case .notFound, .forbidden, .frozen, .throttled, .tryAgain, .badRequest, .server, .badAnswer: break
      }
    }
  }
}
