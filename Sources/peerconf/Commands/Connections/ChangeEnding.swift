import CloudVPN
import Diagnostics

/// A change of the cloud that did not come to its end here: what is known, and how to look again.
struct ChangeEnding: OutcomeError {
  let outcome: Outcome
  let text: String

  var description: String { text }

  init(outcome: Outcome, text: String) {
    self.outcome = outcome
    self.text = text
  }

  init(_ error: WaitError, verb: String, timeout: DurationOption) {
    let known = error.known
    let states = known.ids.map { id in
      "connection \(id)"
        + (known.gone.contains(id) ? " is no more" : ChangeEnding.status(known.status(of: id)))
    }.joined(separator: ", ")
    let open = known.ids.filter { !known.gone.contains($0) }
    let look =
      open.isEmpty
      ? "" : " Look with " + open.map { "`peerconf connections show \($0)`" }.joined(separator: " and ") + "."
    switch error.reason {
    case .interrupted:
      outcome = .interrupted
      text =
        "interrupted while waiting: the request to \(verb) was taken, the cloud goes on by itself; \(states).\(look)"
    case .ranOut(let obstacle):
      outcome = .tryAgain
      let reason = obstacle.map { " The last look failed: \($0)" } ?? ""
      text =
        "the cloud is not done after \(DurationOption.text(timeout.seconds)) and goes on by itself; \(states).\(look)\(reason)"
    case .failed(let id):
      outcome = .unreachable
      text =
        "the cloud could not \(verb) connection \(id): its status is ERROR. Read `peerconf connections logs \(id)`, "
        + "then delete it or ask the vendor's support."
    case .frozen(let id):
      outcome = .notAllowed
      text =
        "connection \(id) is frozen, for arrears or security. Settle that in the console; until then it can be neither "
        + "changed nor deleted."
    case .vanished(let id):
      outcome = .badInput
      text = "connection \(id) is no more: somebody has deleted it meanwhile."
    case .cannotLook(let cause):
      outcome = cause.outcome
      text =
        "the request to \(verb) was taken, but nobody can look at its end; \(states).\(look) The look failed: \(cause)"
    }
  }

  private static func status(_ status: ConnectionStatus?) -> String {
    status.map { " was \(Printable.text($0.raw)) when last seen" } ?? " has not been looked at yet"
  }
}

/// Progress for somebody who watches a terminal: a line for each new state.
enum WaitProgress {
  static func show(_ known: WaitedConnections, goal: ConnectionGoal, elapsed: Duration) {
    guard StandardError.isTerminal else { return }
    let states = known.ids.map { id in
      "\(id) \(known.gone.contains(id) ? "gone" : known.status(of: id)?.raw ?? "-")"
    }
    StandardError.note(Printable.text("\(states.joined(separator: ", ")), \(elapsed.components.seconds) s"))
  }
}
