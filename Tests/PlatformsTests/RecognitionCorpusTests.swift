import Foundation
import PlatformModel
import Platforms
import SafeFiles
import Testing

/// Recognition on files of real devices.
///
/// Runs when `PEERCONF_CORPUS` names a folder with `public/<kind of device>/<file>`.
@Suite(.enabled(if: Corpus.folder != nil, "PEERCONF_CORPUS names no corpus"))
struct RecognitionCorpusTests {
  /// Kinds of devices with a part of their files' names, the platform of theirs, and the least share of files
  /// that must be told; the others are pieces of a few lines.
  static let expectations: [(kind: String, part: String, platform: String, floor: Double)] = [
    ("cisco_ios", "", "cisco-iosxe", 0.94), ("huawei_vrp", "-ar-", "huawei-ar", 1),
    ("fortinet_fortios", "", "fortinet-fortios", 0.97), ("mikrotik_routeros", "", "mikrotik-routeros", 1),
    ("strongswan", "", "libreswan", 1), ("cisco_asa", "", "cisco-asa", 0.89),
    ("cisco_nxos", "", "cisco-nxos", 0.95), ("cisco_iosxr", "", "cisco-iosxr", 0.97),
    ("arista_eos", "", "arista-eos", 0.98), ("frr", "", "frr", 0.98),
    ("h3c_comware", "sent", "h3c-comware", 0.66),
    ("huawei_vrp", "faddr", "huawei-vrp", 1), ("hillstone", "", "hillstone-stoneos", 1),
    ("juniper_junos", "", "juniper-junos", 0.9), ("vyos", "", "vyos", 0.9),
    ("paloalto_panos", "", "paloalto-panos", 0.9), ("checkpoint_gaia", "", "checkpoint-gaia", 0.9),
  ]
  /// Files that hold the lines of another system than their folder says.
  static let strays = ["batfish-unit-tests_configs_cisco_webvpn.cfg"]

  @Test(arguments: RecognitionCorpusTests.expectations.indices)
  func `Files of a platform's devices are told`(_ row: Int) throws {
    let expected = Self.expectations[row]
    let kind = expected.kind
    let guesses = try Corpus.guesses(of: kind).filter {
      $0.name.contains(expected.part) || expected.part.isEmpty
    }
    let right = guesses.filter { $0.id == expected.platform }.count
    let wrong = guesses.filter {
      $0.id != nil && $0.id != expected.platform && !Self.strays.contains($0.name)
    }
    print("\(kind): \(right) of \(guesses.count) are \(expected.platform), \(wrong.count) another")
    for guess in guesses where guess.id != expected.platform { print("  \(guess.line)".prefix(200)) }
    #expect(Double(right) >= expected.floor * Double(guesses.count))
    #expect(wrong.map(\.name) == [])
  }

  @Test func `Files of other devices are not taken for one of these`() throws {
    let own = Self.expectations.map(\.platform)
    var taken: [String] = []
    var count = 0
    for kind in try Corpus.kinds() where !Self.expectations.contains(where: { $0.kind == kind }) {
      let guesses = try Corpus.guesses(of: kind)
      count += guesses.count
      taken += guesses.filter { $0.id.map(own.contains) ?? false }.map { "\(kind)/\($0.line)" }
    }
    print("other devices: \(taken.count) of \(count) taken for one of \(own.joined(separator: ", "))")
    for line in taken { print("  \(line)".prefix(200)) }
    #expect(Double(taken.count) <= 0.01 * Double(count))
  }
}

/// Files of devices outside of the package.
enum Corpus {
  static let folder = ProcessInfo.processInfo.environment["PEERCONF_CORPUS"]

  struct Guess {
    let name: String
    let id: String?
    let line: String
  }

  static func kinds() throws -> [String] {
    let root = "\(folder ?? "")/public"
    return try SafeFile.list(root).filter { !$0.hasPrefix("_") && !$0.hasPrefix(".") }
      .filter { SafeFile.isDirectory("\(root)/\($0)") }.sorted()
  }

  static func guesses(of kind: String) throws -> [Guess] {
    let root = "\(folder ?? "")/public/\(kind)"
    let recogniser = Recogniser(try Catalog().summaries())
    return try SafeFile.list(root).sorted().filter { !SafeFile.isDirectory("\(root)/\($0)") }.map { name in
      let guess = recogniser.recognise(try SafeFile.read("\(root)/\(name)"))
      let scores = guess.candidates.prefix(4).map { "\($0.id) \($0.score)" }.joined(separator: ", ")
      return Guess(name: name, id: guess.id, line: "\(name): \(scores)")
    }
  }
}
