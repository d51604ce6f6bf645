import Diagnostics
import Foundation
import PlatformModel
import Secrets
import VPNIntent
import Validation

/// The keys of an intent that are at hand.
struct KeyRing {
  private(set) var keys: [SecretReference: Secret] = [:]
  private var failures: [SecretReference: SecretError] = [:]

  /// No key at all.
  static let empty = KeyRing()

  private init() {}

  /// Fetches what can be had; programs (`cmd:`) are run only when the user asked for it.
  init(_ intent: Intent, runsPrograms: Bool) {
    let resolver = SecretResolver(
      environment: ProcessInfo.processInfo.environment, runsPrograms: runsPrograms)
    for reference in Set(intent.connections.map(\.key)) {
      do {
        keys[reference] = try resolver.resolve(reference)
      } catch {
        failures[reference] = error
      }
    }
  }

  /// Makes sure that these keys are there.
  ///
  /// - Throws: the reason why the first of them, by name, is not; also for one that the intent does not name.
  func require(_ references: some Sequence<SecretReference>) throws(SecretError) {
    let errors = Set(references).subtracting(keys.keys).map { reference in
      failures[reference]
        ?? SecretError(
          kind: .foreign, reference: reference.text, reason: "which no connection of an intent names")
    }
    if let first = errors.min(by: { $0.reference < $1.reference }) { throw first }
  }

  /// Makes sure that the device takes every key as it is: a file with another one in it is none.
  func requireFitting(_ platform: Platform) throws(InputError) {
    for (reference, key) in keys.sorted(by: { $0.key.text < $1.key.text }) {
      guard let problem = KeyFacts(of: key, platform: platform).misfit(platform) else { continue }
      throw InputError(
        "the key \(reference.text) \(problem); nothing was written",
        remedy: "Set another key at both ends: letters and digits, 24 or more, are taken everywhere.")
    }
  }

  /// Makes sure that all keys are there.
  func requireAll() throws(SecretError) { try require(failures.keys) }

  /// The ring without the keys for which the predicate does not hold.
  func filtered(_ isKept: (SecretReference) -> Bool) -> KeyRing {
    var ring = self
    ring.keys = keys.filter { isKept($0.key) }
    return ring
  }

  /// Remarks on keys that are not at hand although somebody seems to have meant them to be.
  var findings: [Finding] {
    failures.values.compactMap(\.remark).sorted(by: Finding.inReportOrder)
  }
}
