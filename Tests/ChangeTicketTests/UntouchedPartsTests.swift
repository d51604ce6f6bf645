import Diagnostics
import Testing

@testable import ChangeTicket

@Suite struct UntouchedPartsTests {
  private static let running = """
    hostname r1
    ! site office
    interface lan0
     address 10.0.0.1/24
     description office
    ike-peer other
     address 203.0.113.1
    acl office
     permit 10.0.0.0/8 10.1.0.0/16
     permit 10.0.0.0/8 10.2.0.0/16
    ike-peer cloud
     address 192.0.2.9
     dpd 10 hash-first
    """
  private static let intended =
    "ike-peer cloud\n address 192.0.2.10\ninterface lan0\n mss 1300\nroute 10.9.0.0/16 lan0\n"

  private func parts(_ change: (String) -> String) throws -> UntouchedParts {
    let device = try ExampleDevice()
    return UntouchedParts(
      before: device.matched(Self.running, source: "before"),
      after: device.matched(change(Self.running), source: "after"), intended: device.matched(Self.intended))
  }

  @Test(arguments: [
    ("nothing at all", "", ""), ("a new value of an owned statement", "192.0.2.9", "192.0.2.10"),
    ("a line of an owned section goes", "\n dpd 10 hash-first", ""),
    ("a mentioned line comes into a shared section", " description office", " description office\n mss 1300"),
    ("a mentioned line comes at the top", "hostname r1", "hostname r1\nroute 10.9.0.0/16 lan0"),
    ("separators do not count", "hostname r1", "hostname r1\n!"),
  ])
  func `what the fragment speaks for may change`(name: String, old: String, new: String) throws {
    #expect(try parts { old.isEmpty ? $0 : $0.replacing(old, with: new) }.isEmpty)
  }

  @Test(arguments: [
    ("a line of a shared section goes", " description office\n", "", 1, 0),
    ("a line of a shared section changes", "address 10.0.0.1/24", "address 10.0.0.2/24", 1, 1),
    ("a line that nobody knows goes", "hostname r1\n", "", 1, 0),
    ("another peer changes", "203.0.113.1", "203.0.113.2", 1, 1),
    ("a comment goes", "! site office\n", "", 1, 0),
    ("a line is doubled", "hostname r1", "hostname r1\nhostname r1", 0, 1),
    (
      "a line moves into another section", "hostname r1\n! site office\ninterface lan0",
      "! site office\ninterface lan0\n hostname r1", 1, 1
    ),
  ])
  func `everything else is noticed`(name: String, old: String, new: String, lost: Int, gained: Int) throws {
    let parts = try parts { $0.replacing(old, with: new) }
    #expect(parts.lost.count == lost && parts.gained.count == gained, "\(parts)")
  }

  @Test func `the places are those of the files`() throws {
    let parts = try parts { $0.replacing("203.0.113.1", with: "203.0.113.2") }
    #expect(parts.lost == [SourcePlace(source: "before", line: 7, column: 2)])
    #expect(parts.gained == [SourcePlace(source: "after", line: 7, column: 2)])
  }
}
