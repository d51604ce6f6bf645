import ArgumentParser
import Foundation
import Glibc

/// Whether a result is coloured.
enum ColorOption: String, ExpressibleByArgument, CaseIterable {
  case auto
  case always
  case never

  /// The flag, then `NO_COLOR` and `CLICOLOR_FORCE`, then whether stdout is a terminal.
  var isOn: Bool {
    let environment = ProcessInfo.processInfo.environment
    func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty && $0 != "0" } ?? false }
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      if environment["NO_COLOR"].map({ !$0.isEmpty }) ?? false { return false }
      return isSet("CLICOLOR_FORCE") || isatty(STDOUT_FILENO) == 1
    }
  }

  /// A text of lines that begin with a sign, each in its sign's colour.
  func paint(_ text: String) -> String {
    guard isOn else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      ColorOption.code(of: line).map { "\u{1B}[\($0)m\(line)\u{1B}[0m" } ?? String(line)
    }.joined(separator: "\n")
  }

  private static func code(of line: Substring) -> Int? {
    if line.hasPrefix("---") || line.hasPrefix("+++") { return 1 }
    return switch line.utf8.first {
    case UInt8(ascii: "+"): 32
    case UInt8(ascii: "-") where line.hasPrefix("-/+"): 33
    case UInt8(ascii: "-"): 31
    case UInt8(ascii: "~"), UInt8(ascii: "?"): 33
    case UInt8(ascii: "@"): 36
    default: nil
    }
  }
}
