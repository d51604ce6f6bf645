import ConfigTree
import PlatformModel
import Platforms
import SafeFiles
import Testing

/// The laws of reading, on files of real devices.
///
/// Runs when `PEERCONF_CORPUS` names a folder with `public/<kind of device>/<file>`.
@Suite(.enabled(if: Corpus.folder != nil, "PEERCONF_CORPUS names no corpus"))
struct DialectCorpusTests {
  /// Kinds of devices and the platform that reads their files.
  static let kinds = [
    ("cisco_ios", "cisco-iosxe"), ("huawei_vrp", "huawei-ar"), ("fortinet_fortios", "fortinet-fortios"),
    ("mikrotik_routeros", "mikrotik-routeros"), ("strongswan", "libreswan"),
    ("cisco_asa", "cisco-asa"), ("cisco_nxos", "cisco-nxos"), ("cisco_iosxr", "cisco-iosxr"),
    ("arista_eos", "arista-eos"), ("frr", "frr"), ("h3c_comware", "h3c-comware"),
    ("huawei_vrp", "huawei-vrp"),
    ("hillstone", "hillstone-stoneos"), ("opnsense", "opnsense"), ("pfsense", "pfsense"),
    ("juniper_junos", "juniper-junos"), ("vyos", "vyos"), ("paloalto_panos", "paloalto-panos"),
    ("checkpoint_gaia", "checkpoint-gaia"),
  ]

  /// Of all lines that are no comments, how many may have a note.
  static let notesShare = 0.005

  @Test(arguments: DialectCorpusTests.kinds)
  func `Every file is printed back and nearly every line is understood`(_ kind: String, _ id: String) throws {
    let platform = try Catalog().platform(id: id)
    let recogniser = Recogniser(try Catalog().summaries())
    let root = "\(Corpus.folder ?? "")/public/\(kind)"
    var lines = 0
    var notes: [String] = []
    for name in try SafeFile.list(root).sorted() where !SafeFile.isDirectory("\(root)/\(name)") {
      let bytes = try SafeFile.read("\(root)/\(name)")
      let notation = recogniser.recognise(bytes).notation(of: id)
      let syntax = notation.flatMap { platform.using(notation: $0) }?.syntax ?? platform.syntax
      let document = syntax.parse(bytes, source: name)
      #expect(document.print() == bytes, "\(name) is not printed back")
      let end = document.nodes.last?.bytes.upperBound ?? 0
      #expect(end == (document.nodes.isEmpty ? 0 : bytes.count), "\(name): bytes outside of any node")
      lines += document.nodes.count { $0.kind != .comment && $0.kind != .separator }
      notes += document.notes.map { "\(name):\($0.line) \($0.kind.rawValue)" }
    }
    for note in notes.prefix(20) { print("  \(note)") }
    print("\(kind): \(notes.count) notes on \(lines) lines")
    #expect(Double(notes.count) <= Self.notesShare * Double(lines))
  }
}
