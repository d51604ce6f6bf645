import ArgumentParser
import Glibc

/// What every command has that changes the cloud.
struct CloudChangeOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Go on without asking.")
  var yes = false
  @Flag(help: "Show the request and send nothing; needs no credentials.")
  var dryRun = false
  @Flag(inversion: .prefixedNo, help: "Wait until the cloud is done.")
  var wait = true
  @Option(help: "How long to wait, like 90s or 10m; exit code 75 when it runs out.")
  var timeout = DurationOption(seconds: 600)
  @Option(help: "text or json.")
  var format: TextOrJSON = .text
  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var place: CloudPlaceOptions
  @Option(help: "Seconds that one request may take.")
  var requestTimeout: Int = 30

  func validate() throws {
    guard (1...3600).contains(requestTimeout) else {
      throw ValidationError("--request-timeout takes 1 to 3600 seconds")
    }
    guard !(yes && dryRun) else { throw ValidationError("--yes and --dry-run contradict each other") }
  }

  /// Refuses what cannot be asked about, before anything else happens.
  ///
  /// `input` is the file of the request: where it is stdin, nobody can answer there.
  func checkConsent(input: String? = nil) throws {
    guard !yes, !dryRun else { return }
    guard input != "-", isatty(STDIN_FILENO) == 1, StandardError.isTerminal else {
      throw ValidationError(
        "this changes the cloud and nobody can be asked here: give --yes to go on, or --dry-run to see the request"
      )
    }
  }
}
