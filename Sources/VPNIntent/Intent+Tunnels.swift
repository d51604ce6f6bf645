extension Intent {
  /// How many tunnel interfaces of the site carry traffic at the same time, the connection's included; 0 for one that is
  /// standby or has none.
  package func activeTunnels(beside connection: Connection) -> Int {
    func isActive(_ other: Connection) -> Bool { other.mode.hasTunnel && other.role == .active }
    return isActive(connection) ? connections.count(where: isActive) : 0
  }
}
