package import OrderedJSON

/// What a simulated device showed about a plan.
package struct PlanProof: Sendable, Hashable {
  package let checks: [ProofCheck]
  package let rollback: Rollback
  /// The device's file after the change, stand-ins in the places of new keys, the device's other keys as they are.
  package let predicted: [UInt8]

  /// How exactly the rollback gives the file back.
  package enum Rollback: String, Sendable, Hashable, CaseIterable {
    /// There is no command to take back.
    case nothing
    /// Byte for byte.
    case bytes
    /// The same statements in the same sections; lines may stand in another order or be written otherwise.
    case equal
    case different
  }

  package var holds: Bool { checks.allSatisfy(\.holds) }

  /// The check of a claim.
  package subscript(claim: ProofCheck.Claim) -> ProofCheck? { checks.first { $0.claim == claim } }

  package var json: JSON {
    [
      "holds": .bool(holds), "rollback": .string(rollback.rawValue), "checks": .array(checks.map(\.json)),
    ]
  }
}

extension PlanProof: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The claims; the predicted file holds keys and is left out.
  package var description: String {
    checks.map { "\($0.claim.rawValue): \($0.holds ? "yes" : "no") (\($0.detail))" }.joined(separator: "; ")
  }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["checks": checks]) }
}
