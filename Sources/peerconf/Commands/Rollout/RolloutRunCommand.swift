import ArgumentParser
import ChangeTicket
import CloudVPN
import ConfigDiff
import DeviceRegistry
import Diagnostics
import Foundation
import IntentFetch
import OrderedJSON
import Platforms
import Rollout
import SafeFiles
import Secrets
import Validation

struct RolloutRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Fetch, export, render, validate and plan every site of a file; write a change bundle each.",
    discussion: """
      The file lists sites under `sites:`, each as for `intent fetch`; `device.running` names the device's present \
      configuration, `previous` the intent that it was set up from before, `device.supported_device` the row of the \
      mirror for which the cloud's own configuration is exported. One site's failure never stops another. DIR gets a \
      bundle a site, summary.md and summary.json; exported configurations hold keys and lie in DIR/private, readable \
      for their owner only.

      The exit code is the worst of the sites': 2 where something changes, 3 where something was found.

      Examples:
        peerconf rollout run sites.yaml -o out
        peerconf rollout run sites.yaml -o out --replace --only berlin --only lima
      """)

  @Argument(help: "The file of the sites, YAML or JSON.")
  var sites: String
  @Option(name: .shortAndLong, help: "The directory to write.")
  var output: String
  @Option(help: "Work on this site only; may be given more than once.")
  var only: [String] = []
  @Option(help: "How many sites are worked on at the same time, 1 to 64.")
  var jobs: Int = 4
  @Flag(help: "Replace bundles of an earlier run.")
  var replace = false
  @Flag(help: "Do not export the cloud's own peer configurations.")
  var noExport = false
  @Flag(help: "Put files with keys in clear into the bundles as well, readable by their owner only.")
  var runnable = false
  @Flag(help: "Run the programs of cmd: references to compare their keys.")
  var resolveKeys = false
  @Option(help: "keep or set: what happens to keys of which nobody can tell whether they are right.")
  var keys: ChangePlan.Keys = .keep
  @Flag(help: "No line a site on stderr.")
  var quiet = false
  @Option(help: "text or json.")
  var format: TextOrJSON = .text
  @OptionGroup var findings: FindingOptions
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var cloud: CloudOptions

  func validate() throws {
    guard (1...64).contains(jobs) else { throw ValidationError("--jobs takes 1 to 64") }
    guard output != "-" else { throw ValidationError("-o takes a directory") }
  }

  func run() async throws {
    let list = try readList()
    let folder = RolloutFolder(output)
    try folder.check()
    let rollout = try Rollout(list, setup: try await setup(), folder: folder)
    let result = try await rollout.start { entry in
      if !quiet { StandardError.note(RolloutText.line(entry, folder: folder)) }
    }
    try folder.write(result)
    switch format {
    case .json: StandardOutput.write(result.json.bytes())
    case .text: StandardOutput.write(RolloutText.text(result, folder: folder))
    }
    if result.outcome == .interrupted { throw CancellationError() }
    if result.outcome == .notAllowed {
      StandardError.note("the least policy for it: \(Tool.name) auth policy --for \"rollout run\"")
    }
    // Only what was found can be waved through, not what went wrong.
    let isFound = result.outcome == .changes || result.outcome == .findings
    if result.outcome != .done, !(isFound && findings.exitZero) {
      throw Process.Ending(outcome: result.outcome)
    }
  }

  private func readList() throws -> RolloutList {
    let reading = try RolloutList.read(try InputFile(reading: sites).bytes, source: sites)
    StandardError.write(Report.text(reading.findings))
    guard let list = reading.list else { throw Process.Ending(outcome: .badInput) }
    return try list.only(only)
  }

  private func setup() async throws -> RolloutSetup {
    let workspace = try workspace.locate()
    let cloud = try await cloud.connect(workspace)
    let mirrorPath = try workspace.registryPath(region: cloud.region)
    var options = RolloutOptions()
    options.jobs = jobs
    options.replacesBundles = replace
    options.exports = !noExport
    options.change.failOn = findings.failOn
    options.change.isRunnable = runnable
    options.change.keys = keys
    return RolloutSetup(
      tool: .own, client: cloud.client,
      fetcher: IntentFetcher(client: cloud.client, region: cloud.region, projectID: cloud.projectID),
      catalog: try Catalog(workspace: workspace.root),
      mirror: SafeFile.exists(mirrorPath) ? try RegistryMirror.load(mirrorPath) : nil,
      resolver: SecretResolver(
        environment: ProcessInfo.processInfo.environment, runsPrograms: resolveKeys || runnable),
      tagKey: try workspace.tagKey(), startedAt: cloud.startedAt, options: options)
  }
}
