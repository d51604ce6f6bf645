import Diagnostics
import Dispatch
import Secrets
import Synchronization

/// The keys of all sites, each looked up once.
final class KeyStore: Sendable {
  private let resolver: SecretResolver
  private let known = Mutex<[SecretReference: Result<Secret, SecretError>]>([:])

  init(resolver: SecretResolver) { self.resolver = resolver }

  /// Keys that are at hand, and remarks on those that somebody seems to have meant to be.
  struct Found: Sendable {
    var keys: [SecretReference: Secret] = [:]
    var remarks: [Finding] = []
    /// Why keys are not at hand, by reference.
    var failures: [SecretError] = []

    /// Makes sure that no key is missing.
    ///
    /// - Throws: the first reason why one is.
    func requireAll() throws(SecretError) { if let first = failures.first { throw first } }
  }

  /// Looks up the keys behind some references.
  func keys(_ references: Set<SecretReference>) async -> Found {
    var found = Found()
    for reference in references.sorted(by: { $0.text < $1.text }) {
      switch await look(reference) {
      case .success(let key): found.keys[reference] = key
      case .failure(let error):
        found.failures.append(error)
        // That a key is simply not here is remarked when the change is prepared.
        if let remark = error.remark { found.remarks.append(remark) }
      }
    }
    return found
  }

  private func look(_ reference: SecretReference) async -> Result<Secret, SecretError> {
    if let answer = known.withLock({ $0[reference] }) { return answer }
    var answer: Result<Secret, SecretError>
    if case .command = reference.source {
      // Waiting for a program may take half a minute: not on a thread that other sites need.
      answer = await withCheckedContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(returning: self.resolve(reference)) }
      }
    } else {
      answer = resolve(reference)
    }
    known.withLock { $0[reference] = answer }
    return answer
  }

  private func resolve(_ reference: SecretReference) -> Result<Secret, SecretError> {
    do throws(SecretError) {
      return .success(try resolver.resolve(reference))
    } catch {
      return .failure(error)
    }
  }
}
