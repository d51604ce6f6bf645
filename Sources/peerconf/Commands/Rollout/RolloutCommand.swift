import ArgumentParser

struct RolloutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollout", abstract: "Prepare the changes of many sites.",
    subcommands: [RolloutRunCommand.self])
}
