import ArgumentParser
import CloudVPN
import OrderedJSON

struct CustomerGatewaysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "customer-gateways", abstract: "List and show the cloud's customer gateways.",
    subcommands: [CustomerGatewaysListCommand.self, CustomerGatewaysShowCommand.self])
}

struct CustomerGatewaysListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the customer gateways of the project.",
    discussion: """
      Example:
        peerconf customer-gateways list
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var cloud: CloudOptions
  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run() async throws {
    let gateways = try await cloud.connect(workspace.locate()).client.customerGateways()
    switch format {
    case .json:
      let members: JSONObject = ["customer_gateways": .array(gateways.map(\.raw))]
      StandardOutput.write(Report.document("peerconf.customer-gateways/1", members).text())
    case .text:
      let rows = gateways.map {
        [$0.id, $0.name ?? "-", $0.idValue ?? "-", $0.bgpASN.map(String.init) ?? "-"]
      }
      StandardOutput.write(TextTable(header: ["ID", "NAME", "IDENTITY", "ASN"], rows: rows).text())
    }
  }
}

struct CustomerGatewaysShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one customer gateway as the cloud describes it.",
    discussion: """
      Example:
        peerconf customer-gateways show e2a1b0c9-8d7e-4f6a-9b5c-4d3e2f1a0b9c
      """)

  @Argument(help: "The id of the customer gateway.")
  var gateway: String
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var cloud: CloudOptions

  func run() async throws {
    let gateway = try await cloud.connect(workspace.locate()).client.customerGateway(gateway)
    StandardOutput.write(
      Report.document("peerconf.customer-gateway/1", ["customer_gateway": gateway.raw]).text())
  }
}
