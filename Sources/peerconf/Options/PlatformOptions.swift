import ArgumentParser
import PlatformModel

/// Which device a command speaks about.
struct PlatformOptions: ParsableArguments {
  @Option(help: "The device's platform; default: the intent's, else it is recognised from the file.")
  var platform: String?
  @Option(
    help: "The notation of the device's files where the platform has several; default: it is recognised.")
  var notation: String?
  @Option(help: "Version of the device's software; default: the intent's, the file's, else the newest.")
  var softwareVersion: String?
  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    guard softwareVersion.map({ SoftwareVersion($0) != nil }) ?? true else {
      throw ValidationError("--software-version takes a version with a number in it, for example V300R022C00")
    }
  }
}
