import ArgumentParser
import CloudVPN
import OrderedJSON

struct GatewaysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gateways", abstract: "List and show the cloud's VPN gateways.",
    subcommands: [GatewaysListCommand.self, GatewaysShowCommand.self])
}

struct GatewaysListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the VPN gateways of the project.",
    discussion: """
      Example:
        peerconf gateways list
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var cloud: CloudOptions
  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run() async throws {
    let gateways = try await cloud.connect(workspace.locate()).client.gateways()
    switch format {
    case .json:
      let members: JSONObject = ["gateways": .array(gateways.map(\.raw))]
      StandardOutput.write(Report.document("peerconf.gateways/1", members).text())
    case .text:
      let rows = gateways.map { gateway in
        [gateway.id, gateway.name ?? "-", gateway.status ?? "-", gateway.haMode ?? "-"]
      }
      StandardOutput.write(TextTable(header: ["ID", "NAME", "STATUS", "HA"], rows: rows).text())
    }
  }
}

struct GatewaysShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one VPN gateway as the cloud describes it.",
    discussion: """
      Example:
        peerconf gateways show 0a6d4c1e-52b1-4a0b-8f0c-3f5f6f1d7e21
      """)

  @Argument(help: "The id of the gateway.")
  var gateway: String
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var cloud: CloudOptions

  func run() async throws {
    let gateway = try await cloud.connect(workspace.locate()).client.gateway(gateway)
    StandardOutput.write(Report.document("peerconf.gateway/1", ["gateway": gateway.raw]).text())
  }
}
