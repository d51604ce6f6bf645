import Foundation
import HTTPTransport

/// What a change leads to.
package enum ConnectionGoal: Sendable, Hashable {
  /// The service has made a new connection.
  case made
  /// The service has changed, or reset, a connection that was there.
  case changed
  /// The connection is no more.
  case gone
}

/// What is known about connections that are waited for.
package struct WaitedConnections: Sendable, Hashable {
  /// In the order in which they were asked for.
  package var ids: [String]
  /// As last seen; absent where nobody has looked yet.
  package var seen: [String: CloudConnection] = [:]
  /// Those that are no more.
  package var gone: Set<String> = []

  package init(ids: [String]) { self.ids = ids }

  /// Last known status; `nil` where nobody has looked yet, or the service names none.
  package func status(of id: String) -> ConnectionStatus? { gone.contains(id) ? nil : seen[id]?.status }
}

/// Waiting ended without the goal.
package struct WaitError: Error, Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    /// The task was cancelled.
    case interrupted
    /// The limit passed; the last look may have failed.
    case ranOut(CloudError?)
    /// The service says that it could not do it: status `ERROR`.
    case failed(id: String)
    /// Frozen for arrears or security.
    case frozen(id: String)
    /// Somebody else deleted it.
    case vanished(id: String)
    /// Nobody can look.
    case cannotLook(CloudError)
  }

  package var reason: Reason
  package var known: WaitedConnections
}

extension CloudVPNClient {
  /// Pause before the second look; doubled for each further one.
  private static let firstPause = Duration.seconds(1)
  private static let longestPause = Duration.seconds(10)
  /// How long an existing connection may still show the status from before a change; the vendor's own tools wait as long
  /// before they look (facts §2.13).
  private static let grace = Duration.seconds(10)

  /// Looks at connections until each of them has reached the goal, at most as long as the limit.
  ///
  /// ACTIVE and DOWN both mean that the service is done; ERROR and FREEZED end the wait; every other status is work in
  /// progress. Failures that pass by themselves do not end it. `progress` is called after every look.
  package func wait(
    for ids: [String], until goal: ConnectionGoal, limit: Duration,
    progress: (WaitedConnections, _ elapsed: Duration) -> Void
  ) async throws(WaitError) -> WaitedConnections {
    var known = WaitedConnections(ids: ids)
    var open = ids
    var started: Set<String> = []
    var pause = Self.firstPause
    let start = clock.now()
    var paused = Duration.zero
    while true {
      // A clock that is set back must not make the wait longer.
      let elapsed = max(paused, .milliseconds(Int64(clock.now().timeIntervalSince(start) * 1000)))
      var obstacle: CloudError?
      for id in open {
        switch await look(at: id) {
        case .success(let connection):
          known.seen[id] = connection
          let status = connection.status
          if status?.isPending == true { started.insert(id) }
          if status == .error { throw WaitError(reason: .failed(id: id), known: known) }
          if status == .frozen { throw WaitError(reason: .frozen(id: id), known: known) }
          let isBelievable = goal == .made || started.contains(id) || elapsed >= Self.grace
          if goal != .gone, status?.isSettled == true, isBelievable { open.removeAll { $0 == id } }
        case .failure(let error) where error.kind == .notFound:
          known.gone.insert(id)
          guard goal == .gone else { throw WaitError(reason: .vanished(id: id), known: known) }
          open.removeAll { $0 == id }
        case .failure(let error) where error.kind == .cancelled:
          throw WaitError(reason: .interrupted, known: known)
        case .failure(let error):
          guard error.passesByItself || error.transport?.kind == .timeout else {
            throw WaitError(reason: .cannotLook(error), known: known)
          }
          obstacle = error
        }
      }
      progress(known, elapsed)
      if open.isEmpty { return known }
      let left = limit - elapsed
      guard left > .zero else { throw WaitError(reason: .ranOut(obstacle), known: known) }
      let next = min(pause, left)
      do {
        try await clock.sleep(next)
      } catch {
        throw WaitError(reason: .interrupted, known: known)
      }
      paused += next
      pause = min(pause * 2, Self.longestPause)
    }
  }

  private func look(at id: String) async -> Result<CloudConnection, CloudError> {
    do throws(CloudError) {
      return .success(try await connection(id))
    } catch {
      return .failure(error)
    }
  }
}
