import ArgumentParser

struct AuthCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "auth", abstract: "Who calls the cloud, and what that account may do.",
    subcommands: [AuthCheckCommand.self, AuthPolicyCommand.self])
}
