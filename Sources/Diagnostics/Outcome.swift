/// How a run, or one site of a batch, ended; the raw value is the process's exit code.
package enum Outcome: Int32, Sendable, Hashable, CaseIterable {
  /// Done, nothing to report.
  case done = 0
  /// peerconf itself failed.
  case failed = 1
  /// Differences or changes are present.
  case changes = 2
  /// Findings at or above the threshold.
  case findings = 3
  /// The command line is wrong.
  case usage = 64
  /// The input cannot be used.
  case badInput = 65
  /// The cloud cannot be reached.
  case unreachable = 69
  /// Try again later.
  case tryAgain = 75
  /// The credentials do not allow it.
  case notAllowed = 77
  case interrupted = 130

  /// Which of several outcomes counts, the first that is present.
  private static let precedence: [Outcome] = [
    .interrupted, .failed, .usage, .notAllowed, .unreachable, .tryAgain, .badInput, .findings, .changes,
    .done,
  ]

  /// The outcome of a whole that consists of these parts; nothing at all is `done`.
  package static func worst(of outcomes: some Sequence<Outcome>) -> Outcome {
    let present = Set(outcomes)
    return precedence.first(where: present.contains) ?? .done
  }
}

/// An error that knows how a run that meets it ends.
package protocol OutcomeError: Error, CustomStringConvertible {
  var outcome: Outcome { get }
}

extension InputError: OutcomeError {
  package var outcome: Outcome { .badInput }
}
