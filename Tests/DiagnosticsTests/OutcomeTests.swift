import Diagnostics
import Testing

@Suite struct OutcomeTests {
  @Test func `the exit codes are the documented ones`() {
    #expect(Outcome.allCases.map(\.rawValue) == [0, 1, 2, 3, 64, 65, 69, 75, 77, 130])
  }

  @Test func `several outcomes give the one that counts`() {
    #expect(Outcome.worst(of: []) == .done)
    #expect(Outcome.worst(of: [.changes, .findings, .done]) == .findings)
    #expect(Outcome.worst(of: [.badInput, .tryAgain, .unreachable, .notAllowed]) == .notAllowed)
    #expect(Outcome.worst(of: [.failed, .interrupted]) == .interrupted)
    #expect(Outcome.worst(of: [.tryAgain, .badInput]) == .tryAgain)
  }
}
