import ArgumentParser
import CloudVPN

struct ConnectionsUpdateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Change members of a VPN connection.",
    discussion: """
      Only what is named is sent and changed; a list is replaced as a whole. Gateway, address, style, role and tags \
      are fixed. Changed algorithms and lifetimes act when the present SA ages out; a changed key acts with IKEv2 only \
      after the next negotiation: see `connections reset`.

      Examples:
        peerconf connections update 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10 --set name=berlin-a
        peerconf connections update 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10 --set ikepolicy.lifetime_seconds=43200
        peerconf connections update 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10 --set psk=env:PSK_NEW --dry-run
        peerconf connections update 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10 -f change.yaml --yes
      """)

  @Argument(help: "The id of the connection.")
  var connection: String
  @Option(name: .shortAndLong, help: "The members to change, JSON or YAML; - is stdin.")
  var file: String?
  @Option(
    help: ArgumentHelp(
      "One member to change, MEMBER=VALUE; may be given more than once.", valueName: "member=value"))
  var set: [String] = []
  @OptionGroup var options: CloudChangeOptions

  func validate() throws {
    guard (file == nil) != set.isEmpty else {
      throw ValidationError("name what to change: either --file or --set")
    }
  }

  func run() async throws {
    try options.checkConsent(input: file)
    // The argument parser would repeat a text that it cannot take, and that may be a key.
    let settings = try set.map { text in
      guard let setting = MemberSetting(argument: text) else {
        throw ValidationError("--set takes MEMBER=VALUE, for example --set name=berlin-a")
      }
      return setting
    }
    var input = try file.map { try DraftInput(file: $0, for: .update) } ?? DraftInput(settings: settings)
    try input.fetchKeys(runsPrograms: !options.dryRun)
    try await ConnectionWork(
      .update(id: connection, input.drafts[0]), verb: "change", options: options
    ).run()
  }
}
