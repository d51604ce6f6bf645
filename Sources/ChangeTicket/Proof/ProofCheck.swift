package import OrderedJSON

/// One thing that a proof shows, or fails to show.
package struct ProofCheck: Sendable, Hashable {
  package let claim: Claim
  package let holds: Bool
  /// What the check saw, without a key: a count, or the first thing that is wrong.
  package let detail: String

  package enum Claim: String, Sendable, Hashable, CaseIterable {
    /// The simulated device takes every command.
    case accepted
    /// After the commands the file has the intended state.
    case reachesIntended = "reaches-intended"
    /// Everything that the fragment does not speak for is as before.
    case nothingElse = "nothing-else"
    /// Planning again after the change gives no command.
    case converges
    /// The simulated device takes every command of the rollback.
    case rollbackAccepted = "rollback-accepted"
    /// After the rollback the file is as before.
    case rollsBack = "rolls-back"
  }

  init(_ claim: Claim, _ holds: Bool, _ detail: String) {
    self.claim = claim
    self.holds = holds
    self.detail = detail
  }

  package var json: JSON {
    ["claim": .string(claim.rawValue), "holds": .bool(holds), "detail": .string(detail)]
  }
}

extension ProofCheck.Claim {
  /// The claim as a sentence for a change board.
  package var sentence: String {
    switch self {
    case .accepted: "The simulated device takes every command"
    case .reachesIntended: "After the change the VPN's objects are as intended"
    case .nothingElse: "Everything else in the file stays as it is"
    case .converges: "Planning again after the change finds nothing to do"
    case .rollbackAccepted: "The simulated device takes every command of the rollback"
    case .rollsBack: "The rollback gives the present file back"
    }
  }
}
