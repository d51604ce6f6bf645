import CloudPermissions

/// What each command that calls the cloud does there.
enum CommandRights {
  /// A command as it is typed, and the operations it may need.
  struct Row {
    var command: String
    var operations: [CloudOperation]
  }

  private static let fetching: [CloudOperation] = [
    .listConnections, .showConnection, .showGateway, .listCustomerGateways, .showCustomerGateway,
  ]

  static let table: [Row] = [
    Row(command: "auth check", operations: [.listCustomerGateways]),
    // Changes show the connection before they ask, and watch it afterwards.
    Row(command: "connections batch-create", operations: [.batchCreateConnections, .showConnection]),
    Row(command: "connections create", operations: [.createConnection, .showConnection]),
    Row(command: "connections delete", operations: [.deleteConnection, .showConnection]),
    Row(command: "connections list", operations: [.listConnections]),
    Row(command: "connections logs", operations: [.readConnectionLog]),
    Row(command: "connections reset", operations: [.resetConnection, .showConnection]),
    Row(command: "connections sas", operations: [.listSecurityAssociations]),
    Row(command: "connections show", operations: [.showConnection]),
    Row(command: "connections update", operations: [.updateConnection, .showConnection]),
    Row(command: "customer-gateways list", operations: [.listCustomerGateways]),
    Row(command: "customer-gateways show", operations: [.showCustomerGateway]),
    Row(command: "devices sync", operations: [.listSupportedDevices]),
    Row(
      command: "export --verify",
      operations: [.exportPeerConfiguration, .showConnection, .showGateway, .showCustomerGateway]),
    Row(command: "export", operations: [.exportPeerConfiguration]),
    Row(command: "gateways list", operations: [.listGateways]),
    Row(command: "gateways show", operations: [.showGateway]),
    Row(command: "intent fetch", operations: fetching),
    Row(command: "rollout run", operations: fetching + [.exportPeerConfiguration]),
  ]

  /// The rows that a command line begins with, or `nil` where it is no command that calls the cloud.
  static func row(of arguments: some Collection<String>) -> Row? {
    table.first { row in
      let words = row.command.split(separator: " ").map(String.init)
      let flags = words.filter { $0.hasPrefix("-") }
      // A flag may stand anywhere behind the command's words.
      return arguments.starts(with: words.dropLast(flags.count)) && flags.allSatisfy(arguments.contains)
    }
  }

  /// The rows of commands given as words, `connections list`, or as their group, `connections`.
  ///
  /// - Returns: `nil` with the word that begins no command.
  static func rows(_ words: [String]) -> (rows: [Row], unknown: String?) {
    var rest = words.flatMap { $0.split(separator: " ").map(String.init) }[...]
    var rows: [Row] = []
    while let word = rest.first {
      if let row = row(of: rest) {
        rows.append(row)
        rest = rest.dropFirst(row.command.split(separator: " ").count)
        continue
      }
      let group = table.filter { $0.command.hasPrefix("\(word) ") }
      if group.isEmpty { return (rows, word) }
      rows += group
      rest = rest.dropFirst()
    }
    return (rows, nil)
  }
}
