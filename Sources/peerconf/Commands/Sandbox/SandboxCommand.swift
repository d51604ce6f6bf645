import ArgumentParser

struct SandboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox", abstract: "A local emulator of the cloud's API, with invented data.",
    subcommands: [SandboxServeCommand.self])
}
