import Foundation

/// A moment in UTC by calendar and clock, to the second, independent of locale and time zone.
struct CivilTime: Sendable, Hashable {
  /// Seconds since 1970.
  let seconds: Int

  init(seconds: Int) { self.seconds = seconds }

  init(_ date: Date) {
    // Within ±10^11 seconds, some three thousand years, whatever the clock says.
    seconds = Int(min(max(date.timeIntervalSince1970, -1e11), 1e11).rounded(.down))
  }

  /// The form of `X-Sdk-Date`: `20260102T030405Z`.
  var signingText: String {
    let (year, month, day) = date
    let second = CivilTime.modulo(seconds, 86_400)
    return pad(year, 4) + pad(month, 2) + pad(day, 2) + "T" + pad(second / 3600, 2) + pad(second / 60 % 60, 2)
      + pad(second % 60, 2) + "Z"
  }

  /// The form of RFC 3339 for people: `2026-01-02T03:04:05Z`.
  var text: String {
    let (year, month, day) = date
    let second = CivilTime.modulo(seconds, 86_400)
    return pad(year, 4) + "-" + pad(month, 2) + "-" + pad(day, 2) + "T" + pad(second / 3600, 2) + ":"
      + pad(second / 60 % 60, 2) + ":" + pad(second % 60, 2) + "Z"
  }

  /// Reads the service's times (facts §2.1): `2026-03-04T05:06:07`, any number of fractional digits, which are cut,
  /// and `Z`, an offset such as `+08:00`, or nothing for UTC.
  init?(timestamp text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count, bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      return bytes[range].reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    }
    func at(_ place: Int, _ marks: String) -> Bool {
      place < bytes.count && marks.utf8.contains(bytes[place])
    }
    guard at(4, "-"), at(7, "-"), at(10, "Tt "), at(13, ":"), at(16, ":"), let year = number(0..<4),
      let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19), (1970...9999).contains(year),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
    else { return nil }
    var rest = 19
    if at(rest, ".,") { rest += 1 + bytes[(rest + 1)...].prefix { (0x30...0x39).contains($0) }.count }
    var offset = 0
    if at(rest, "+-") {
      let minutes = at(rest + 3, ":") ? rest + 4 : rest + 3
      guard let hours = number(rest + 1..<rest + 3), let rested = number(minutes..<minutes + 2), hours < 24,
        rested < 60, bytes.count == minutes + 2
      else { return nil }
      offset = (hours * 60 + rested) * (at(rest, "+") ? 60 : -60)
    } else {
      guard rest == bytes.count || (at(rest, "Zz") && rest + 1 == bytes.count) else { return nil }
    }
    let days = CivilTime.days(year: year, month: month, day: day)
    seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
  }

  /// Reads the date of HTTP (RFC 9110 §5.6.7) in its preferred form: `Fri, 02 Jan 2026 03:04:05 GMT`.
  init?(httpDate text: String) {
    let parts = text.split(separator: " ")
    let clock = parts.count == 6 ? parts[4].split(separator: ":").compactMap { Int($0) } : []
    guard parts.count == 6, parts[5] == "GMT", clock.count == 3, let day = Int(parts[1]),
      let year = Int(parts[3]),
      let month = CivilTime.months.firstIndex(of: String(parts[2])), (1...31).contains(day),
      (1970...9999).contains(year), (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
      (0...60).contains(clock[2])
    else { return nil }
    let days = CivilTime.days(year: year, month: month + 1, day: day)
    seconds = days * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
  }

  /// Reads the time of the cloud's JSON: `2026-03-05T05:06:07.000000Z`, also without fraction, or with `+08:00`.
  init?(iso8601 text: String) {
    let bytes = Array(text.utf8)
    func number(_ from: Int, _ count: Int) -> Int? {
      guard from + count <= bytes.count,
        bytes[from..<(from + count)].allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      return bytes[from..<(from + count)].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
      let minute = number(14, 2), let second = number(17, 2), (1970...9999).contains(year),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60,
      bytes[10] == UInt8(ascii: "T")
    else { return nil }
    var place = 19
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      place += 1
      while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
    }
    var offset = 0
    switch place < bytes.count ? bytes[place] : 0 {
    case UInt8(ascii: "Z") where place + 1 == bytes.count: break
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard place + 6 == bytes.count, let hours = number(place + 1, 2), let minutes = number(place + 4, 2)
      else {
        return nil
      }
      offset = (hours * 60 + minutes) * (bytes[place] == UInt8(ascii: "+") ? 60 : -60)
    default: return nil
    }
    let days = CivilTime.days(year: year, month: month, day: day)
    seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Days since 1970 of a date in the Gregorian calendar; years are counted from March, so that the leap day is last.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private var date: (year: Int, month: Int, day: Int) {
    let days = (seconds - CivilTime.modulo(seconds, 86_400)) / 86_400 + 719_468
    let dayOfEra = CivilTime.modulo(days, 146_097)
    let era = (days - dayOfEra) / 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  private static func modulo(_ value: Int, _ divisor: Int) -> Int {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
  }

  private func pad(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
