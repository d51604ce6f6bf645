import ArgumentParser

struct DevicesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "devices",
    abstract: "Mirror and show the devices that the cloud can export configurations for.",
    subcommands: [
      DevicesSyncCommand.self, DevicesListCommand.self, DevicesShowCommand.self, DevicesSearchCommand.self,
      DevicesDiffCommand.self, DevicesCoverageCommand.self,
    ])
}
