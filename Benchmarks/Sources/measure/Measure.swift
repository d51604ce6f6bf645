import Foundation

/// One measurement a run, as one JSON line.
///
/// On one thread and in processor time: other programs on the machine do not count.
@main struct Measure {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "render": try Rendering.run(Array(arguments.dropFirst()))
    case "parse": try Parsing.run(Array(arguments.dropFirst()))
    case "redact": try Redacting.run(Array(arguments.dropFirst()))
    default: usage()
    }
  }

  /// Repeats the work until the time is over; gives how often and how long.
  static func repeated(_ seconds: Double, _ work: () throws -> Void) rethrows -> (times: Int, seconds: Double)
  {
    let start = clock()
    var elapsed = 0.0
    var times = 0
    while elapsed < seconds {
      try work()
      times += 1
      elapsed = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }
    return (times, elapsed)
  }

  static func usage() -> Never {
    let text = """
      usage: measure render TEMPLATE SITES.json SECONDS [OUTPUT]
             measure parse PLATFORM.yaml[+NOTATION] SECONDS FILE…
             measure redact PLATFORM.yaml[+NOTATION] SECONDS FILE…

      """
    FileHandle.standardError.write(Data(text.utf8))
    exit(64)
  }
}
