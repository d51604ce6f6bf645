import CloudVPN

/// Connections for people.
enum ConnectionTable {
  /// One a line; what the service did not say is `-`.
  static func text(_ connections: [CloudConnection]) -> String {
    let rows = connections.map { connection in
      [
        connection.id, connection.name ?? "-", connection.style?.raw.lowercased() ?? "-",
        connection.status?.raw ?? "-",
      ]
    }
    return TextTable(header: ["ID", "NAME", "MODE", "STATUS"], rows: rows).text()
  }
}
