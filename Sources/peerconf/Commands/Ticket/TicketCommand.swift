import ArgumentParser

struct TicketCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ticket", abstract: "Bundles for change tickets.",
    subcommands: [TicketCreateCommand.self, TicketVerifyCommand.self, TicketOpenCommand.self])
}
