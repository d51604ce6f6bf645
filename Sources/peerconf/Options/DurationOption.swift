import ArgumentParser

/// A time span as people write it: `90s`, `10m`, `1h30m`; a number alone is seconds.
struct DurationOption: ExpressibleByArgument, Hashable {
  let seconds: Int

  var duration: Duration { .seconds(seconds) }

  init(seconds: Int) { self.seconds = seconds }

  /// At most a day; units go from large to small, each once.
  init?(argument: String) {
    let units: [(name: UInt8, seconds: Int)] = [
      (UInt8(ascii: "h"), 3600), (UInt8(ascii: "m"), 60), (UInt8(ascii: "s"), 1),
    ]
    var total = 0
    var number: Int?
    var next = 0
    for byte in argument.utf8 {
      if (0x30...0x39).contains(byte) {
        number = (number ?? 0) * 10 + Int(byte & 0x0F)
        guard let number, number <= 86_400 else { return nil }
        continue
      }
      guard let place = units.firstIndex(where: { $0.name == byte }), place >= next, let count = number else {
        return nil
      }
      total += count * units[place].seconds
      number = nil
      next = place + 1
    }
    if let number {
      guard next == 0 else { return nil }
      total = number
    }
    guard !argument.isEmpty, total <= 86_400 else { return nil }
    seconds = total
  }

  var defaultValueDescription: String { DurationOption.text(seconds) }

  /// `10m`, `1h30m`, `45s`.
  static func text(_ seconds: Int) -> String {
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
      .filter { $0.0 > 0 }
    return parts.isEmpty ? "0s" : parts.map { "\($0.0)\($0.1)" }.joined()
  }
}
