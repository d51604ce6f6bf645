package import ConfigTree

/// Reads files of a platform as its rules see them; made once, for any number of files.
package struct PlatformReader: Sendable {
  private let grammar: Grammar
  private let plain: DocumentReader
  /// For a device that is changed by whole paths.
  private let paths: PathReader?

  package init(_ platform: Platform, _ grammar: Grammar) {
    self.grammar = grammar
    plain = DocumentReader(platform.syntax)
    paths =
      if platform.hasWrittenForm, let written = platform.written.paths {
        PathReader(
          grammar, written: written, notations: [platform.syntax] + platform.notations.map(\.syntax),
          options: platform.tunnels.options)
      } else {
        nil
      }
  }

  /// Reads a file and matches it.
  ///
  /// Where the device is changed by whole paths, the document is these lines, whatever notation the file is in.
  package func matched(_ bytes: [UInt8], source: String) -> MatchedDocument {
    grammar.match(paths?.read(bytes, source: source) ?? plain.read(bytes, source: source))
  }
}
