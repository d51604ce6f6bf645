#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A moment in UTC, exact to the nanosecond, because page markers are creation times.
package struct Instant: Sendable, Hashable {
  /// Since 1970-01-01T00:00:00Z, without leap seconds.
  package var seconds: Int
  /// 0 to 999,999,999.
  package var nanoseconds: Int

  package init(seconds: Int, nanoseconds: Int = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }
}

extension Instant: Comparable {
  package static func < (left: Instant, right: Instant) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

extension Instant {
  /// The system's clock.
  package static var now: Instant {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    return Instant(seconds: Int(moment.tv_sec), nanoseconds: Int(moment.tv_nsec))
  }

  /// Later by so many milliseconds; earlier for a negative number.
  package func adding(milliseconds: Int) -> Instant {
    let (whole, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
    var moment = Instant(seconds: seconds + whole, nanoseconds: nanoseconds + rest * 1_000_000)
    if moment.nanoseconds < 0 {
      moment.nanoseconds += 1_000_000_000
      moment.seconds -= 1
    } else if moment.nanoseconds >= 1_000_000_000 {
      moment.nanoseconds -= 1_000_000_000
      moment.seconds += 1
    }
    return moment
  }

  /// Reads `20260102T030405Z`, the form of `X-Sdk-Date`.
  init?(basicFormat text: String) {
    var scanner = TimeScanner(text)
    guard let year = scanner.number(4), let month = scanner.number(2), let day = scanner.number(2),
      scanner.skip("T"), let hour = scanner.number(2), let minute = scanner.number(2),
      let second = scanner.number(2), scanner.skip("Z"), scanner.isAtEnd
    else { return nil }
    self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  /// Reads `2026-01-02T03:04:05Z` with up to nine fraction digits and `Z` or an offset: all that the service prints.
  init?(extendedFormat text: String) {
    var scanner = TimeScanner(text)
    guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
      let day = scanner.number(2), scanner.skip("T"), let hour = scanner.number(2), scanner.skip(":"),
      let minute = scanner.number(2), scanner.skip(":"), let second = scanner.number(2),
      var moment = Instant(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    else { return nil }
    if scanner.skip(".") {
      guard let nanoseconds = scanner.fraction() else { return nil }
      moment.nanoseconds = nanoseconds
    }
    guard let offset = scanner.offset(), scanner.isAtEnd else { return nil }
    moment.seconds -= offset
    self = moment
  }

  private init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year >= 1970, (1...12).contains(month), (1...lengths[month - 1]).contains(day), hour < 24,
      minute < 60, second < 61
    else { return nil }
    self.init(
      seconds: ((Instant.days(year: year, month: month, day: day) * 24 + hour) * 60 + minute) * 60 + second)
  }

  /// Days since 1970-01-01 in the Gregorian calendar, counted in years that start in March.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Instant {
  /// The form of an HTTP `Date` header (RFC 9110 §5.6.7); ``nanoseconds`` are left out.
  var httpDate: String {
    let date = date
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][seconds / 86_400 % 7]
    let name = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][date.month - 1]
    return "\(weekday), \(Instant.twoDigits(date.day)) \(name) \(date.year) \(clock) GMT"
  }

  /// `2026-01-02T03:04:05.678Z`, cut to the digits that the fraction may have.
  func extendedFormat(fractionDigits: Int = 3) -> String {
    let fraction = String(String(nanoseconds + 1_000_000_000).dropFirst().prefix(fractionDigits))
    return "\(day)T\(clock)\(fraction.isEmpty ? "" : ".")\(fraction)Z"
  }

  private var day: String {
    let date = date
    return "\(date.year)-\(Instant.twoDigits(date.month))-\(Instant.twoDigits(date.day))"
  }

  private var clock: String {
    let second = seconds % 86_400
    return [second / 3_600, second / 60 % 60, second % 60].map(Instant.twoDigits).joined(separator: ":")
  }

  /// The reverse of `days(year:month:day:)`.
  private var date: (year: Int, month: Int, day: Int) {
    let shifted = seconds / 86_400 + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

/// Reads a time from the left, one part after the other.
private struct TimeScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = Substring(text).utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// Exactly `count` digits.
  mutating func number(_ count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy(TimeScanner.isDigit) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
  }

  /// One to nine digits behind the point, as nanoseconds.
  mutating func fraction() -> Int? {
    let digits = rest.prefix(while: TimeScanner.isDigit)
    guard (1...9).contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    let scale = (digits.count..<9).reduce(1) { value, _ in value * 10 }
    return digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) } * scale
  }

  /// `Z` or `+08:00`, in seconds east of UTC.
  mutating func offset() -> Int? {
    if skip("Z") { return 0 }
    let sign = skip("+") ? 1 : skip("-") ? -1 : 0
    guard sign != 0, let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 60 + minutes) * 60
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
