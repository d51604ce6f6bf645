import ArgumentParser
import Diagnostics
import IntentFetch
import OrderedJSON
import SafeFiles
import VPNIntent

struct IntentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "intent", abstract: "Vendor-neutral descriptions of a site's tunnels.",
    subcommands: [IntentFetchCommand.self, IntentCheckCommand.self, IntentSchemaCommand.self])
}

struct IntentFetchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Make the intent of a site from the cloud's connections and the site's facts.",
    discussion: """
      The intent refers to keys (env:, file:, cmd:) and never holds one.

      Example:
        peerconf intent fetch --site sites/berlin.yaml -o berlin.json
      """)

  @Option(help: "The site's description, YAML or JSON.")
  var site: String
  @Option(name: .shortAndLong, help: "The file to write; - is stdout.")
  var output: String = "-"
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var cloud: CloudOptions

  func run() async throws {
    let reading = try SiteDescription.read(try SafeFile.read(site, limit: 16 << 20), source: site)
    StandardError.write(Report.text(reading.findings))
    guard let description = reading.value else { throw Process.Ending(outcome: .badInput) }
    let cloud = try await cloud.connect(workspace.locate())
    let fetcher = IntentFetcher(client: cloud.client, region: cloud.region, projectID: cloud.projectID)
    let fetched = try await fetcher.fetch(description, fetchedAt: cloud.startedAt)
    StandardError.write(Report.text(fetched.findings))
    guard let intent = fetched.intent else { throw Process.Ending(outcome: .findings) }
    if output == "-" {
      StandardOutput.write(intent.bytes)
    } else {
      try SafeFile.write(intent.bytes, to: output)
      let count = intent.connections.count
      StandardError.note("wrote \(output), \(count) connection\(count == 1 ? "" : "s")")
    }
    if fetched.findings.contains(where: { $0.severity == .error }) {
      throw Process.Ending(outcome: .findings)
    }
  }
}

struct IntentCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Check an intent; exit code 3 when something in it is wrong.",
    discussion: """
      Examples:
        peerconf intent check berlin.json
        peerconf intent check berlin.json --format json
      """)

  @Argument(help: "The intent, JSON or YAML; - is stdin.")
  var intent: String
  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run() throws {
    let reading = try Intent.read(try SafeFile.read(intent, limit: 16 << 20), source: intent)
    switch format {
    case .text:
      StandardOutput.write(Report.text(reading.findings))
    case .json:
      let members: JSONObject = ["findings": Report.findings(reading.findings)]
      StandardOutput.write(Report.document("peerconf.findings/1", members).text())
    }
    if reading.findings.contains(where: { $0.severity == .error }) {
      throw Process.Ending(outcome: .findings)
    }
  }
}

struct IntentSchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of intents.",
    discussion: """
      Example:
        peerconf intent schema
      """)

  func run() { StandardOutput.write(IntentSchema.document.text()) }
}
