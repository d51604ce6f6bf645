/// A moment in UTC, exact to the nanosecond, because page markers are creation times.
struct Instant: Sendable, Hashable {
  /// Since 1970-01-01T00:00:00Z, without leap seconds.
  var seconds: Int
  /// 0 to 999,999,999.
  var nanoseconds = 0
}

extension Instant: Comparable {
  static func < (left: Instant, right: Instant) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

extension Instant {
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
    seconds =
      ((Instant.days(year: year, month: month, day: day) * 24 + hour) * 60 + minute) * 60 + second
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
    let (day, second) = (seconds / 86_400, seconds % 86_400)
    // The reverse of days(year:month:day:).
    let shifted = day + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][day % 7]
    let name = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][month - 1]
    let clock = [second / 3_600, second / 60 % 60, second % 60].map(Instant.twoDigits)
    return "\(weekday), \(Instant.twoDigits(dayOfMonth)) \(name) \(year) \(clock.joined(separator: ":")) GMT"
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
