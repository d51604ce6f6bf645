import ArgumentParser
import CloudVPN
import OrderedJSON

struct ConnectionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connections", abstract: "List, show, make, change and watch the cloud's VPN connections.",
    subcommands: [
      ConnectionsListCommand.self, ConnectionsShowCommand.self, ConnectionsCreateCommand.self,
      ConnectionsUpdateCommand.self, ConnectionsDeleteCommand.self, ConnectionsBatchCreateCommand.self,
      ConnectionsResetCommand.self, ConnectionsLogsCommand.self, ConnectionsSasCommand.self,
    ])
}

struct ConnectionsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the VPN connections of the project.",
    discussion: """
      Examples:
        peerconf connections list
        peerconf connections list --format json
        peerconf connections list --gateway 0a6d4c1e-52b1-4a0b-8f0c-3f5f6f1d7e21
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var cloud: CloudOptions
  @Option(help: "Only the connections of this VPN gateway (id).")
  var gateway: String?
  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run() async throws {
    let client = try await cloud.connect(workspace.locate()).client
    let connections = try await client.connections(ConnectionFilter(gatewayID: gateway))
    switch format {
    case .json:
      let members: JSONObject = ["connections": .array(connections.map(\.raw))]
      StandardOutput.write(Report.document("peerconf.connections/1", members).text())
    case .text:
      StandardOutput.show(ConnectionTable.text(connections))
    }
  }
}

struct ConnectionsShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one VPN connection as the cloud describes it.",
    discussion: """
      Example:
        peerconf connections show 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10
      """)

  @Argument(help: "The id of the connection.")
  var connection: String
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var cloud: CloudOptions

  func run() async throws {
    let client = try await cloud.connect(workspace.locate()).client
    let connection = try await client.connection(connection)
    StandardOutput.write(
      Report.document("peerconf.connection/1", ["connection": connection.raw]).text())
  }
}
