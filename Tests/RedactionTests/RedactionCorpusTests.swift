import ConfigTree
import PlatformModel
import Platforms
import Redaction
import SafeFiles
import Testing

/// Redaction on files of real devices.
///
/// Runs when `PEERCONF_CORPUS` names a folder with `public/<kind of device>/<file>`.
@Suite(.enabled(if: Redacting.corpus != nil, "PEERCONF_CORPUS names no corpus"))
struct RedactionCorpusTests {
  /// Kinds of devices and the platform that reads their files.
  static let kinds = [
    ("cisco_ios", "cisco-iosxe"), ("fortinet_fortios", "fortinet-fortios"),
    ("mikrotik_routeros", "mikrotik-routeros"), ("strongswan", "libreswan"), ("cisco_asa", "cisco-asa"),
    ("cisco_nxos", "cisco-nxos"), ("cisco_iosxr", "cisco-iosxr"), ("arista_eos", "arista-eos"),
    ("frr", "frr"),
    ("h3c_comware", "h3c-comware"), ("huawei_vrp", "huawei-vrp"), ("huawei_vrp", "huawei-ar"),
    ("hillstone", "hillstone-stoneos"), ("opnsense", "opnsense"), ("pfsense", "pfsense"),
    ("juniper_junos", "juniper-junos"), ("vyos", "vyos"), ("paloalto_panos", "paloalto-panos"),
    ("checkpoint_gaia", "checkpoint-gaia"),
  ]

  @Test(arguments: kinds)
  func `no secret that was found is left, and the tree keeps its shape`(_ kind: String, _ id: String) throws {
    let platform = try Catalog().platform(id: id)
    let recogniser = Recogniser(try Catalog().summaries())
    let root = "\(Redacting.corpus ?? "")/public/\(kind)"
    var scanners: [String: (SecretScanner, Syntax)] = [:]
    var files = 0
    var inTable = 0
    var inNet = 0
    for name in try SafeFile.list(root).sorted() where !SafeFile.isDirectory("\(root)/\(name)") {
      let bytes = try SafeFile.read("\(root)/\(name)")
      let notation = recogniser.recognise(bytes).notation(of: id) ?? ""
      if scanners[notation] == nil {
        let written = platform.using(notation: notation) ?? platform
        scanners[notation] = (SecretScanner(written), written.syntax)
      }
      guard let (scanner, syntax) = scanners[notation] else { continue }
      let hits = scanner.scan(bytes)
      let redacted = Redacting.redactor.redacted(bytes, hits)
      files += 1
      inTable += hits.count { $0.row != nil }
      inNet += hits.count { $0.row == nil }
      guard !hits.isEmpty else {
        #expect(redacted == bytes, "\(name)")
        continue
      }
      let again = scanner.scan(redacted)
      #expect(again.isEmpty, "\(name): still found at \(again.map(\.line))")
      let keepsShape = Redacting.shape(bytes, syntax) == Redacting.shape(redacted, syntax)
      #expect(keepsShape, "\(name): another tree")
      // What stands in a key's place stands nowhere else in the file: long values are no words of people.
      let words = Set(redacted.split { $0 <= 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "=") })
      for hit in hits where hit.pieces.count == 1 && hit.pieces[0].count >= 12 {
        #expect(
          !words.contains(bytes[hit.pieces[0]]), "\(name):\(hit.line): the value stands elsewhere as well")
      }
    }
    print("\(kind) as \(id): \(inTable) secrets of the table, \(inNet) of the net in \(files) files")
    #expect(files > 0)
  }
}
