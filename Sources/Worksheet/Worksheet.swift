package import VPNIntent

/// Every parameter of a site's connections for both ends: for devices that no platform writes.
///
/// Three columns: what is set on the device, what the cloud has, and how else the value is written or counted.
package struct Worksheet: Sendable, Hashable {
  package let title: String
  /// What is to be known before the tables.
  package let remarks: [String]
  package let sections: [Section]

  package struct Section: Sendable, Hashable {
    package let title: String
    package let rows: [Row]
  }

  package struct Row: Sendable, Hashable {
    package let parameter: String
    /// What is set on the device.
    package let device: String
    /// What the cloud has; empty where the cloud has no such thing.
    package let cloud: String
    /// Other spellings, other units, what to look out for.
    package let notes: String
  }

  /// How devices spell a neutral word of a vocabulary table.
  package typealias Spellings = (_ table: String, _ word: String) -> [String]

  /// Writes the sheet of a site; keys are named by where they are kept and are never in it.
  package init(_ intent: Intent, spellings: @escaping Spellings) {
    title = "Tunnels of site \(intent.site)"
    remarks = [
      "Intent \(intent.sha256)",
      "Both ends must agree on every value of phase 1 and phase 2 but the lifetimes; the cloud offers exactly one of each kind.",
      "The pre-shared key is kept where the row says; it is in no sheet.",
    ]
    let writer = SectionWriter(spellings: spellings)
    sections = [writer.site(intent)] + intent.connections.flatMap { writer.sections(of: $0, in: intent) }
  }
}
