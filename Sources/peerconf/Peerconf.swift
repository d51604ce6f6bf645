import ArgumentParser
import Diagnostics

/// The root of the command line.
@main
struct Peerconf: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "peerconf",
    abstract: "Prepare the on-premises end of Huawei Cloud VPN connections.",
    discussion: """
      Mirrors the devices that the cloud can export configurations for, exports them, and fetches connections as \
      vendor-neutral intents; renders, validates and plans them against a device's file, and writes bundles for change \
      tickets. peerconf never logs in to a device.

      Exit codes: 0 nothing to report, 1 peerconf failed, 2 differences or changes, 3 findings at or above \
      --fail-on, 64 usage, 65 bad input, 69 cloud unreachable, 75 try again later, 77 not allowed, 130 interrupted.
      """,
    version: Tool.version,
    subcommands: [
      DevicesCommand.self, ConnectionsCommand.self, GatewaysCommand.self, CustomerGatewaysCommand.self,
      ExportCommand.self, IntentCommand.self, RenderCommand.self, ParseCommand.self, TunnelsCommand.self,
      ValidateCommand.self,
      DiffCommand.self, PlanCommand.self, ApplyCommand.self, TicketCommand.self, RolloutCommand.self,
      TemplateCommand.self, SecretsCommand.self, AuthCommand.self, SandboxCommand.self, ExplainCommand.self,
      CompletionCommand.self,
    ]
  )

  static func main() async {
    let status = await Process.run {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        Process.becomesCooperative()
        try await asynchronous.run()
      } else {
        try command.run()
      }
    }
    Process.leave(with: status)
  }
}
