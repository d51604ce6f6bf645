import ArgumentParser
import CloudVPN
import OrderedJSON

struct ConnectionsLogsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "Show what the cloud's end has logged about a connection.",
    discussion: """
      Times are UTC, oldest first. Older gateways have no log; a gateway that has one lists query_connection_log among \
      its supported_features (`peerconf gateways show`).

      Examples:
        peerconf connections logs 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10
        peerconf connections logs 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10 --format json
      """)

  @Argument(help: "The id of the connection.")
  var connection: String
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var cloud: CloudOptions
  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run() async throws {
    let lines = try await cloud.connect(workspace.locate()).client.log(of: connection)
    switch format {
    case .json:
      let members: JSONObject = ["logs": .array(lines.map(\.raw))]
      StandardOutput.write(Report.document("peerconf.connection-log/1", members).text())
    case .text:
      // No order is documented; lines of the same second stay as they came.
      let sorted = lines.enumerated().sorted {
        ($0.element.seconds ?? .max, $0.offset) < ($1.element.seconds ?? .max, $1.offset)
      }.map(\.element)
      let rows = sorted.map { [$0.time ?? "-", Printable.line($0.message ?? "-")] }
      StandardOutput.write(TextTable(header: ["TIME", "MESSAGE"], rows: rows).text())
    }
  }
}

struct ConnectionsSasCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sas", abstract: "Show a connection's IPsec security associations and their counters.",
    discussion: """
      Packets and bytes as the cloud counts them, sent towards the device and received from it; times are UTC. No row: \
      the tunnel is down.

      Examples:
        peerconf connections sas 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10
        peerconf connections sas 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10 --format json
      """)

  @Argument(help: "The id of the connection.")
  var connection: String
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var cloud: CloudOptions
  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run() async throws {
    let rows = try await cloud.connect(workspace.locate()).client.securityAssociations(of: connection)
    switch format {
    case .json:
      let members: JSONObject = ["sa_infos": .array(rows.map(\.raw))]
      StandardOutput.write(Report.document("peerconf.security-associations/1", members).text())
    case .text:
      let header = [
        "ID", "CLOUD", "CUSTOMER", "PACKETS SENT", "PACKETS RECEIVED", "BYTES SENT", "BYTES RECEIVED",
        "COUNTED AT",
      ]
      let table = rows.map { row in
        let counts = [row.packetsSent, row.packetsReceived, row.bytesSent, row.bytesReceived]
        return [row.id ?? "-", row.source ?? "-", row.destination ?? "-"].map(Printable.line)
          + counts.map { $0?.description ?? "-" } + [Printable.line(row.collected ?? "-")]
      }
      StandardOutput.write(TextTable(header: header, rows: table).text())
    }
  }
}
