import ArgumentParser
import CloudVPN

struct ConnectionsDeleteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete a VPN connection.",
    discussion: """
      The end is reached when the cloud no longer knows the connection. The device's configuration stays as it is.

      Examples:
        peerconf connections delete 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10
        peerconf connections delete 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10 --yes --timeout 5m
      """)

  @Argument(help: "The id of the connection.")
  var connection: String
  @OptionGroup var options: CloudChangeOptions

  func run() async throws {
    try options.checkConsent()
    try await ConnectionWork(
      .delete(id: connection), verb: "delete", warning: "its traffic ends at once, and its key is lost",
      options: options
    ).run()
  }
}

struct ConnectionsResetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Tear a connection's tunnel down and negotiate it anew.",
    discussion: """
      Traffic stops until the negotiation is over. It brings a changed key into effect with IKEv2.

      Examples:
        peerconf connections reset 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10
        peerconf connections reset 5d1f0e3a-7c44-4a52-9f5e-0b6f3f2c9a10 --yes --no-wait
      """)

  @Argument(help: "The id of the connection.")
  var connection: String
  @OptionGroup var options: CloudChangeOptions

  func run() async throws {
    try options.checkConsent()
    try await ConnectionWork(
      .reset(id: connection), verb: "reset", warning: "its traffic stops until the tunnel is negotiated anew",
      options: options
    ).run()
  }
}
