import Foundation
import Testing

@testable import CloudVPN

@Suite struct CivilTimeTests {
  @Test(
    arguments: [
      (0, "19700101T000000Z"), (-1, "19691231T235959Z"), (951_782_400, "20000229T000000Z"),
      (1_767_323_045, "20260102T030405Z"), (4_107_542_399, "21000228T235959Z"),
      (4_107_542_400, "21000301T000000Z"),
      (253_402_300_799, "99991231T235959Z"),
    ])
  func `seconds become a date`(seconds: Int, text: String) {
    #expect(CivilTime(seconds: seconds).signingText == text)
  }

  @Test func `every day of four centuries agrees with Foundation`() {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for day in stride(from: -30_000, to: 120_000, by: 37) {
      let date = Date(timeIntervalSince1970: Double(day) * 86_400 + 45_296)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let digits = (parts.year ?? 0) * 10_000 + (parts.month ?? 0) * 100 + (parts.day ?? 0)
      #expect(CivilTime(date).signingText == "\(digits)T123456Z")
    }
  }

  @Test(
    arguments: [
      ("Fri, 02 Jan 2026 03:04:05 GMT", 1_767_323_045), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
      ("Tue, 29 Feb 2000 00:00:00 GMT", 951_782_400),
    ])
  func `an HTTP date is read`(text: String, seconds: Int) {
    #expect(CivilTime(httpDate: text)?.seconds == seconds)
  }

  @Test(
    arguments: [
      "", "Fri, 02 Jan 2026 03:04:05", "Fri, 02 Foo 2026 03:04:05 GMT", "Fri, 99 Jan 2026 03:04:05 GMT",
      "Fri, 02 Jan 99999999999 03:04:05 GMT", "Fri, 02 Jan 2026 03:04 GMT", "Fri, 02 Jan 2026 24:00:00 GMT",
      "2026-01-02T03:04:05Z", "a b c d e f", "Fri, 02 Jan 2026 99999999999999999999:0:0 GMT",
    ])
  func `anything else is no HTTP date`(text: String) {
    #expect(CivilTime(httpDate: text) == nil)
  }

  @Test(
    arguments: [
      ("2026-03-04T05:06:07.089Z", "2026-03-04T05:06:07Z"), ("2026-03-04T05:06:07Z", "2026-03-04T05:06:07Z"),
      ("2026-03-04T05:06:07.123456789Z", "2026-03-04T05:06:07Z"),
      ("2026-03-04T05:06:07.24+08:00", "2026-03-03T21:06:07Z"),
      ("2026-03-04T05:06:07-0330", "2026-03-04T08:36:07Z"), ("2026-03-04 05:06:07", "2026-03-04T05:06:07Z"),
      ("2000-02-29T23:59:60Z", "2000-03-01T00:00:00Z"),
    ])
  func `the service's times become UTC`(text: String, utc: String) {
    #expect(CivilTime(timestamp: text)?.text == utc)
  }

  @Test(
    arguments: [
      "", "soon", "2026-03-04", "2026-03-04T05:06", "2026-13-04T05:06:07Z", "2026-03-04T25:06:07Z",
      "2026-03-04T05:06:07.Zjunk", "2026-03-04T05:06:07+", "2026-03-04T05:06:07+8", "2026-03-04T05:06:07+08:",
      "2026-03-04T05:06:07.", "١٠٢٦-03-04T05:06:07Z", "2026-03-04T05:06:07.5+99:00",
    ])
  func `anything else stays what it is`(text: String) {
    // A point without digits is still a time; every other one is none.
    #expect((CivilTime(timestamp: text) == nil) == (text != "2026-03-04T05:06:07."))
  }

  @Test func `clocks far from today do not trap`() {
    #expect(CivilTime(.distantPast).signingText.hasSuffix("Z"))
    #expect(CivilTime(Date(timeIntervalSince1970: .infinity)).signingText.hasSuffix("Z"))
    #expect(CivilTime(Date(timeIntervalSince1970: -1e300)).signingText.hasSuffix("Z"))
  }
}
