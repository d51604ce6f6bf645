import ChangeTicket
import CloudSandbox
import CloudVPN
import DeviceRegistry
import Diagnostics
import Foundation
import HTTPTransport
import IntentFetch
import Platforms
import Rollout
import SafeFiles
import Secrets
import Synchronization
import VPNIntent
import Validation

/// The client talks to the sandbox in process: the real bytes of both sides without a port between.
final class DirectTransport: HTTPTransport {
  private let sandbox: Sandbox
  private let state = Mutex(State())

  private struct State {
    var targets: [String] = []
    var inFlight = 0
    var most = 0
  }

  init(_ sandbox: Sandbox) { self.sandbox = sandbox }

  /// Method and path below the project of every request so far.
  var targets: [String] { state.withLock { $0.targets } }
  /// Most requests that were open at one time.
  var mostAtOnce: Int { state.withLock { $0.most } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    state.withLock {
      let path = request.target.split(separator: "?")[0].split(separator: "/").dropFirst(2)
      $0.targets.append("\(request.method) \(path.joined(separator: "/"))")
      $0.inFlight += 1
      $0.most = max($0.most, $0.inFlight)
    }
    defer { state.withLock { $0.inFlight -= 1 } }
    let answer = await sandbox.answer(
      SandboxRequest(
        method: request.method, target: request.target,
        headers: [.init("host", request.origin.authority)]
          + request.headers.fields.map { .init($0.name, $0.value) }, body: request.body))
    guard !Task.isCancelled else { throw TransportError(.cancelled, "the task was cancelled") }
    return HTTPResponse(status: answer.status, headers: HTTPHeaders(), body: answer.body)
  }
}

/// A sandbox with a client, and a folder for what a rollout writes; the folder goes with it.
final class TestCloud: Sendable {
  let transport: DirectTransport
  let folder: String
  private let client: CloudVPNClient
  private let mirror: RegistryMirror?

  /// Keys of the built-in seed by the reference that a site without one of its own gets.
  static let keys = [
    "PEERCONF_PSK_BERLIN_1": "Berlin#Sandbox-Key-1", "PEERCONF_PSK_BERLIN_2": "Berlin#Sandbox-Key-2",
    "PEERCONF_PSK_OSAKA_1": "Osaka:Sandbox-Key-1", "PEERCONF_PSK_OSAKA_2": "Osaka:Sandbox-Key-2",
    "PEERCONF_PSK_LIMA_1": "Lima+Sandbox-Key-1",
  ]

  init(faults: [Fault] = [], secretKey: String? = nil, isMirrored: Bool = true) async throws {
    let seed = SandboxSeed.standard
    let sandbox = Sandbox(seed: seed, faults: faults)
    transport = DirectTransport(sandbox)
    client = try CloudVPNClient(
      transport: transport, endpoint: CloudEndpoint("http://127.0.0.1:1"), projectID: seed.projectID,
      credential: CloudCredential(
        accessKey: seed.users[0].accessKey,
        secretKey: Secret(secretKey ?? seed.users[0].secretKey.text)), retry: .never)
    if isMirrored {
      let devices = try await CloudVPNClient(
        transport: DirectTransport(Sandbox(seed: seed)), endpoint: CloudEndpoint("http://127.0.0.1:1"),
        projectID: seed.projectID,
        credential: CloudCredential(
          accessKey: seed.users[0].accessKey, secretKey: Secret(seed.users[0].secretKey.text))
      ).supportedDevices()
      mirror = try RegistryMirror(
        answer: devices.body, region: "local", endpoint: "127.0.0.1", fetchedAt: "2026-01-02T03:04:05Z")
    } else {
      mirror = nil
    }
    folder = NSTemporaryDirectory() + "rollout-\(UInt64.random(in: 0...UInt64.max))"
    try SafeFile.makeDirectory(folder)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ text: String, to name: String) throws {
    try SafeFile.write(Array(text.utf8), to: "\(folder)/\(name)")
  }

  func setup(
    _ options: RolloutOptions = RolloutOptions(), workspace: String? = nil,
    environment: [String: String] = TestCloud.keys, runsPrograms: Bool = false
  ) throws -> RolloutSetup {
    let tagKey = TagKey(bytes: Array(repeating: 7, count: TagKey.size))
    guard let tagKey else { throw InputError("no tag key") }
    return RolloutSetup(
      tool: ToolIdentity(name: "peerconf", version: "1.2.3"), client: client,
      fetcher: IntentFetcher(client: client, region: "local", projectID: client.projectID),
      catalog: try Catalog(workspace: workspace), mirror: mirror,
      resolver: SecretResolver(environment: environment, runsPrograms: runsPrograms), tagKey: tagKey,
      startedAt: "2026-01-02T03:04:05Z", options: options)
  }

  /// Rolls a list of sites out into `out` below the folder.
  func roll(
    _ sites: String, out: String = "out", options: RolloutOptions = RolloutOptions(),
    workspace: String? = nil, environment: [String: String] = TestCloud.keys, runsPrograms: Bool = false,
    base: String? = nil,
    progress: @escaping (SiteEntry) -> Void = { _ in }
  ) async throws -> RolloutResult {
    let reading = try RolloutList.read(Array(sites.utf8), source: "\(base ?? folder)/sites.yaml")
    guard let list = reading.list else { throw InputError("\(reading.findings)") }
    let folder = RolloutFolder("\(self.folder)/\(out)")
    try folder.check()
    let rollout = try Rollout(
      list,
      setup: try setup(
        options, workspace: workspace, environment: environment, runsPrograms: runsPrograms), folder: folder)
    let result = try await rollout.start(progress: progress)
    try folder.write(result)
    return result
  }

  /// Content of every file below a folder by its path from there.
  func files(_ name: String) -> [String: [UInt8]] {
    let root = "\(folder)/\(name)"
    let walk = FileManager.default.enumerator(atPath: root)
    var files: [String: [UInt8]] = [:]
    while let path = walk?.nextObject() as? String {
      if !SafeFile.isDirectory("\(root)/\(path)") { files[path] = try? SafeFile.read("\(root)/\(path)") }
    }
    return files
  }

  func mode(_ name: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
    return (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }
}

extension RolloutResult {
  func entry(_ site: String) -> SiteEntry? { entries.first { $0.site == site } }

  /// Outcome words by site.
  var words: [String: String] {
    Dictionary(entries.map { ($0.site, $0.outcome.word) }) { first, _ in first }
  }
}
