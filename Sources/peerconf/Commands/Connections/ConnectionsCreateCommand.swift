import ArgumentParser
import CloudVPN

struct ConnectionsCreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Create a VPN connection from a file.",
    discussion: """
      FILE is JSON or YAML with the members of the cloud's API, with or without vpn_connection around them. The key is \
      a reference: env:NAME, file:PATH or cmd:COMMAND. What is not in the file is not sent, so the cloud's defaults hold.

        vgw_id: 0a6d4c1e-52b1-4a0b-8f0c-3f5f6f1d7e21    # peerconf gateways list
        vgw_ip: c7b9a2de-1f34-4c55-9d3a-6a1e2b3c4d5e    # its eip1 or eip2, peerconf gateways show
        cgw_id: e2a1b0c9-8d7e-4f6a-9b5c-4d3e2f1a0b9c    # peerconf customer-gateways list
        name: berlin-1
        peer_subnets: [10.20.0.0/16]
        psk: env:PSK_BERLIN

      The request is shown and asked about. DOWN is a good end: the cloud is done, the device is not set up yet. An \
      interrupt lets a request that is under way end, then says what is known; a second one does not wait.

      Examples:
        peerconf connections create -f berlin.yaml --dry-run
        peerconf connections create -f berlin.yaml
        peerconf connections create -f berlin.yaml --yes --format json
      """)

  @Option(name: .shortAndLong, help: "The connection, JSON or YAML; - is stdin.")
  var file: String
  @OptionGroup var options: CloudChangeOptions

  func run() async throws {
    try options.checkConsent(input: file)
    var input = try DraftInput(file: file, for: .create)
    try input.fetchKeys(runsPrograms: !options.dryRun)
    try await ConnectionWork(.create(input.drafts[0]), verb: "create", options: options).run()
  }
}

struct ConnectionsBatchCreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batch-create", abstract: "Create two VPN connections of one gateway with one request.",
    discussion: """
      FILE has vpn_connections, a list of one or two connections as `create` takes them, usually one for each address \
      of the gateway. Whether the cloud makes both or none is not documented: what it made is reported.

      Examples:
        peerconf connections batch-create -f berlin.yaml --dry-run
        peerconf connections batch-create -f berlin.yaml --yes
      """)

  @Option(name: .shortAndLong, help: "The connections, JSON or YAML; - is stdin.")
  var file: String
  @OptionGroup var options: CloudChangeOptions

  func run() async throws {
    try options.checkConsent(input: file)
    var input = try DraftInput(file: file, for: .batch)
    try input.fetchKeys(runsPrograms: !options.dryRun)
    try await ConnectionWork(.createBatch(input.drafts), verb: "create", options: options).run()
  }
}
