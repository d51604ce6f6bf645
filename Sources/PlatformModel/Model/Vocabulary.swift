/// How a device spells the neutral words of one parameter, for example `ike-encryption`.
package struct VocabularyTable: Sendable, Hashable {
  package var name: String
  package var entries: [VocabularyEntry]
}

/// One neutral word and its spelling.
package struct VocabularyEntry: Sendable, Hashable {
  /// The cloud's word, for example `aes-256-gcm-16`, `19` for a group, `none` for no PFS.
  package var word: String
  /// One or more device words; `nil`: the device cannot say it.
  package var spelling: String?
  /// Other spellings that a file may have for the same.
  package var alternatives: [String]
  package var versions: VersionRange
  package var provenance: Provenance
  /// Why it cannot be said, or what to look out for.
  package var note: String?
}

extension VocabularyTable {
  /// What to write for a neutral word: the first entry that holds for the version.
  package func entry(_ word: String, version: SoftwareVersion? = nil) -> VocabularyEntry? {
    entries.first { $0.word == word && $0.versions.contains(version) }
  }

  /// The neutral word that a device's spelling means; entries that hold for the version come first.
  ///
  /// Words are compared without ASCII case.
  package func word(for spelling: String, version: SoftwareVersion? = nil) -> String? {
    let wanted = spelling.lowercased()
    let matching = entries.filter { entry in
      entry.spelling?.lowercased() == wanted || entry.alternatives.contains { $0.lowercased() == wanted }
    }
    return (matching.first { $0.versions.contains(version) } ?? matching.first)?.word
  }
}

extension Platform {
  package func table(_ name: String) -> VocabularyTable? { vocabulary.first { $0.name == name } }

  /// The neutral words that the device can spell in a version.
  package func words(in table: String, version: SoftwareVersion? = nil) -> [String] {
    self.table(table)?.entries.filter { $0.spelling != nil && $0.versions.contains(version) }.map(\.word)
      ?? []
  }
}
