import ConfigTree
import Foundation
import PlatformModel

/// Reads damaged files of every dialect and prints what broke a law, then one line about the run.
///
/// `fuzzread ROOT SEED COUNT`: ROOT is the package's folder.
@main struct FuzzRead {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let seed = UInt64(arguments[2]), let count = Int(arguments[3]) else {
      FileHandle.standardError.write(Data("usage: fuzzread ROOT SEED COUNT\n".utf8))
      exit(64)
    }
    let fuzzer = ReadingFuzzer(dialects: try dialects(arguments[1]), seed: seed)
    let clock = ContinuousClock()
    let start = clock.now
    var failures = 0
    var slowest = (number: 0, time: Duration.zero)
    for number in 0..<count {
      let begin = clock.now
      if let failure = fuzzer.failure(number) {
        failures += 1
        print(failure)
      }
      let time = begin.duration(to: clock.now)
      if time > slowest.time { slowest = (number, time) }
    }
    let seconds = start.duration(to: clock.now) / .seconds(1)
    print(
      "\(count) damaged files of \(fuzzer.dialects.count) dialects, seed \(seed): \(failures) broke a law; "
        + "\(Int(Double(count) / seconds)) a second, the slowest (\(slowest.number)) took \(Int(slowest.time / .milliseconds(1))) ms"
    )
    exit(failures == 0 ? 0 : 1)
  }

  private static func dialects(_ root: String) throws -> [ReadingFuzzer.Dialect] {
    let files = FileManager.default
    var dialects: [ReadingFuzzer.Dialect] = []
    for name in try files.contentsOfDirectory(atPath: "\(root)/devices/platforms").sorted()
    where name.hasSuffix(".yaml") {
      let path = "\(root)/devices/platforms/\(name)"
      let yaml = Array(try Data(contentsOf: URL(filePath: path)))
      guard let platform = try PlatformFile(yaml: yaml, source: path).platform else { continue }
      let syntaxes =
        [(platform.id, platform.syntax)] + platform.notations.map { ("\(platform.id)+\($0.name)", $0.syntax) }
      for (name, syntax) in syntaxes {
        let folder = "\(root)/Tests/PlatformsTests/Trees/\(name)"
        let names = ((try? files.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".cfg") }
          .sorted()
        dialects.append(
          ReadingFuzzer.Dialect(
            name: name, syntax: syntax,
            files: try names.map { Array(try Data(contentsOf: URL(filePath: "\(folder)/\($0)"))) }))
      }
    }
    return dialects
  }
}
