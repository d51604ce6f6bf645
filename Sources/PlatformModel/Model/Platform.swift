package import ConfigTree
package import Diagnostics

/// A device operating system as data: how it writes configurations and what it can express.
package struct Platform: Sendable, Hashable {
  /// Kebab-case id; the name of its file and of its template folder.
  package var id: String
  /// Name for people.
  package var name: String
  /// How well the whole is checked, and against what.
  package var provenance: Provenance
  /// Documents that entries cite by their id.
  package var sources: [Source]
  /// Rows of the cloud's device list that this platform stands for.
  package var serves: [ServedDevice]
  /// How a configuration is written down: the notation in use, at first the one that the platform writes.
  package var syntax: Syntax
  /// How configurations and commands are written, whatever notation the device's own file is in.
  package let written: Syntax
  /// Other ways in which its configurations are written down, all for the same statements.
  package var notations: [Notation]
  /// Whether files are read and nothing is written: there are no templates.
  package var readsOnly: Bool
  /// What of a site is written.
  package var writes: Share
  /// What gives a file of this platform away.
  package var recognition: Recognition
  /// What is known about statements, by topic.
  package var groups: [StatementGroup]
  package var vocabulary: [VocabularyTable]
  package var capabilities: Capabilities
  package var limits: Limits
  /// Names and numbers of objects, by key.
  package var naming: [Naming]
  package var recipes: [Recipe]
  package var template: TemplateEntry
  package var comments: Comments
  package var keyEncodings: [KeyEncoding]
  /// Where secrets stand beside the captures that statements mark as such; see ``allSecrets``.
  package var secrets: [SecretRow]
  /// What lines of a file say, in neutral words.
  package var readings: [Reading]
  /// How tunnels are put together out of lines; empty: nobody has said it yet.
  package var tunnels: TunnelRows
  /// Lines that demand other lines.
  package var requirements: [Requirement]

  /// All statement rules at the top level, in the order in which they are tried.
  package var statements: [StatementRule] { groups.flatMap(\.rules) }
}

extension Platform {
  /// The share of a connection that a platform's configuration holds.
  package enum Share: String, Sendable, Hashable, CaseIterable {
    /// All of it.
    case tunnels
    /// Routes and BGP: IKE and IPsec are another program's on the same machine, and their words need no spelling.
    case routing
  }
}

/// A way to write a platform's configuration down beside its main one.
package struct Notation: Sendable, Hashable {
  package var name: String
  package var syntax: Syntax
}

extension Platform {
  /// The platform with another of its notations in use; `nil` when it has none of that name.
  package func using(notation: String) -> Platform? {
    guard let other = notations.first(where: { $0.name == notation }) else { return nil }
    var platform = self
    platform.syntax = other.syntax
    return platform
  }

  /// Whether all its files are read as the lines that change the device.
  package var hasWrittenForm: Bool { written.hasPaths && !readsOnly }

  /// The platform with documents in mind that ``PlatformReader`` has read: those of a device that is changed by whole
  /// paths are these, whatever notation its files are in.
  package var inWrittenForm: Platform {
    guard hasWrittenForm, let paths = written.paths else { return self }
    var platform = self
    platform.syntax = .pathLines(paths)
    if case .pathCommands(let menus) = written { platform.secrets = secrets.flatMap { $0.inPaths(menus) } }
    return platform
  }
}

extension Platform {
  /// Makes sure that configurations are written for the platform, and not only read.
  package func requireWriting() throws(InputError) {
    guard readsOnly else { return }
    throw InputError(
      "files of \(id) are read, and nothing is written for it",
      remedy:
        "`peerconf parse` shows what is read. A platform file and templates in the workspace can add the rest."
    )
  }
}

/// Statement rules of one topic, with one provenance.
package struct StatementGroup: Sendable, Hashable {
  package var name: String
  package var provenance: Provenance
  package var rules: [StatementRule]
}

/// How well a fact was checked.
///
/// Ordered: `unverified < secondary < verified`.
package enum Confidence: String, Sendable, Hashable, CaseIterable, Comparable {
  /// From memory, or sources disagree.
  case unverified
  /// Seen in a guide or a file of somebody else.
  case secondary
  /// Read in a document of the vendor or of the cloud, or in a device's own output.
  case verified

  package static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .unverified: 0
    case .secondary: 1
    case .verified: 2
    }
  }
}

/// Where a fact comes from.
package struct Provenance: Sendable, Hashable {
  package var confidence: Confidence
  /// Id of one of the platform's `sources`; `nil`: nothing but memory.
  package var source: String?

  package init(confidence: Confidence, source: String? = nil) {
    self.confidence = confidence
    self.source = source
  }
}

/// A document that facts were taken from.
package struct Source: Sendable, Hashable {
  package var id: String
  package var title: String
  package var url: String?
}

/// Which template writes the platform's configuration.
package struct TemplateEntry: Sendable, Hashable {
  /// Folder below `templates/`.
  package var folder: String
  /// File in that folder that rendering starts with.
  package var entry: String
}

/// How remarks are written into a configuration.
package struct Comments: Sendable, Hashable {
  /// What a comment line begins with, for example `! `.
  package var prefix: String
  /// What a line begins with that stands for a line with a key, masked so that a paste cannot set it.
  package var maskedKey: String
  /// What a comment ends with; empty where it ends with its line.
  package var suffix: String

  package init(prefix: String, maskedKey: String, suffix: String = "") {
    self.prefix = prefix
    self.maskedKey = maskedKey
    self.suffix = suffix
  }
}

/// A row of the cloud's device list, or several: `*` stands for any text, ASCII case does not matter.
package struct ServedDevice: Sendable, Hashable {
  package var vendor: String
  package var type: String
  package var model: String
  package var version: String
}

extension ServedDevice {
  /// Whether the row is one of those.
  package func matches(vendor: String, type: String, model: String, version: String) -> Bool {
    TextGlob(self.vendor).matches(vendor) && TextGlob(self.type).matches(type)
      && TextGlob(self.model).matches(model) && TextGlob(self.version).matches(version)
  }
}

extension Platform {
  /// Whether the platform stands for the row of the cloud's device list.
  package func serves(vendor: String, type: String, model: String, version: String) -> Bool {
    serves.contains { $0.matches(vendor: vendor, type: type, model: model, version: version) }
  }
}
