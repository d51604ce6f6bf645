import Jinja

/// netutils' filters over lists of VLANs.
enum VLANFilters {
  static let all: [String: Filter] = [
    "vlanlist_to_config": Filter(
      Parameters(["first_line_len", "other_line_len", "min_grouping_size", "return_empty"])
    ) { call throws(TemplateError) in
      let numbers = try numbers(call)
      guard !numbers.isEmpty else {
        if try call.bool(3) { return [] }
        throw .refused("vlanlist_to_config", "the list is empty; return_empty=true makes that an empty list")
      }
      let least = try call.int(2, default: 3)
      guard least >= 1 else { throw .refused("vlanlist_to_config", "'min_grouping_size' must be 1 or more") }
      if least > 1, let wrong = numbers.first(where: { !(1...4094).contains($0) }) {
        throw .refused("vlanlist_to_config", "\(wrong) is no VLAN: they go from 1 to 4094")
      }
      let items = least == 1 ? numbers.map { String($0) } : groups(numbers, least: least)
      return try lines(
        items, first: try call.int(0, default: 48), others: try call.int(1, default: 44))
    },
    "vlanconfig_to_list": Filter { call throws(TemplateError) in
      guard let text = try call.value.defined().text else {
        throw .refused("vlanconfig_to_list", "text is needed, not \(call.value.shown)")
      }
      return try list(text, in: call.run)
    },
  ]

  /// The numbers once each, in order.
  private static func numbers(_ call: Call) throws(TemplateError) -> [Int] {
    guard let items = try call.value.listed(in: call.run) else {
      throw .refused(
        "vlanlist_to_config", "a list of numbers is needed, not \(try call.value.defined().shown)")
    }
    var numbers = Set<Int>()
    for item in items {
      guard case .int(let number) = item else {
        throw .refused("vlanlist_to_config", "\(item.shown) is no VLAN number: numbers must not be text")
      }
      numbers.insert(number)
    }
    return numbers.sorted()
  }

  /// Runs of neighbours as `1-3` where they are long enough, singly otherwise.
  private static func groups(_ numbers: [Int], least: Int) -> [String] {
    var items: [String] = []
    var start = 0
    for end in 1...numbers.count where end == numbers.count || numbers[end] != numbers[end - 1] + 1 {
      let run = numbers[start..<end]
      if run.count >= least, let first = run.first, let last = run.last {
        items.append("\(first)-\(last)")
      } else {
        items += run.map { String($0) }
      }
      start = end
    }
    return items
  }

  /// Breaks the list behind commas, so that no line is longer than asked for.
  private static func lines(_ items: [String], first: Int, others: Int) throws(TemplateError) -> Value {
    let whole = items.joined(separator: ",")
    if whole.utf8.count <= first { return [.string(whole)] }
    var lines: [Value] = []
    var line = ""
    for item in items {
      if !line.isEmpty, line.utf8.count + 1 + item.utf8.count > (lines.isEmpty ? first : others) {
        lines.append(.string(line))
        line = ""
      }
      let limit = lines.isEmpty ? first : others
      guard item.utf8.count <= limit else {
        throw .refused("vlanlist_to_config", "'\(item)' does not fit into a line of \(limit)")
      }
      line += line.isEmpty ? item : ",\(item)"
    }
    return Value(lines + [.string(line)])
  }

  /// All numbers of a text such as `switchport trunk allowed vlan 1,5-7`, ranges filled in.
  private static func list(_ text: String, in run: Run) throws(TemplateError) -> Value {
    if let last = text.utf8.last, !isDigit(last), last != UInt8(ascii: "-") {
      throw .refused("vlanconfig_to_list", "\(text.shown) does not end with a VLAN number")
    }
    let bytes = Array(text.utf8)
    var numbers: [Int] = []
    var place = 0
    /// The number before a dash that has not been used yet.
    var open: Int?
    while place < bytes.count {
      guard isDigit(bytes[place]) else {
        if bytes[place] != UInt8(ascii: "-") || place == 0 || !isDigit(bytes[place - 1]) { open = nil }
        place += 1
        continue
      }
      let start = place
      while place < bytes.count, isDigit(bytes[place]) { place += 1 }
      guard let number = Int(String(decoding: bytes[start..<place], as: UTF8.self)), number <= 4094 else {
        throw .refused("vlanconfig_to_list", "\(text.shown) has a number above 4094, the last VLAN")
      }
      numbers.append(number)
      if let first = open, first + 1 < number {
        numbers += first + 1..<number
        open = nil
      } else {
        open = open == nil ? number : nil
      }
      guard numbers.count <= NetworkFilters.expansionLimit else {
        throw .tooMany("vlanconfig_to_list", "VLANs")
      }
    }
    guard !numbers.isEmpty else { throw .refused("vlanconfig_to_list", "\(text.shown) has no VLAN in it") }
    try run.count(iterations: numbers.count)
    return Value(numbers.sorted().map(Value.int))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
