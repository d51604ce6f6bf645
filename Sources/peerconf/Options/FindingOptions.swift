import ArgumentParser
import Diagnostics
import Validation

extension FailThreshold: ExpressibleByArgument {}

/// Which findings make a command end with exit code 3.
struct FindingOptions: ParsableArguments {
  @Option(help: "Exit code 3 from this severity on: note, warning, error or never.")
  var failOn: FailThreshold = .error
  @Flag(help: "Report and end with exit code 0 whatever was found.")
  var exitZero = false

  /// Ends the command unless there is nothing to report.
  func end(_ outcomes: Outcome...) throws {
    let outcome = Outcome.worst(of: outcomes)
    if outcome != .done, !exitZero { throw Process.Ending(outcome: outcome) }
  }
}
