package import Diagnostics
package import SafeFiles

/// A bundle could not be written or read.
package struct BundleError: Error, Sendable, Hashable {
  package let kind: Kind
  package let path: String

  package enum Kind: Sendable, Hashable {
    /// The directory is there already and replacing it was not asked for.
    case exists
    /// The directory is there, is not empty and is no bundle: it is never replaced.
    case notABundle
    /// A file's name would leave the directory.
    case unsafeName(String)
    /// There is no readable `manifest.json`.
    case noManifest
    case file(FileError)
  }

  init(_ kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }
}

extension BundleError: OutcomeError {
  /// What is there already is the user's to settle; a disk that does not take a file is a failure.
  package var outcome: Outcome { if case .file = kind { .failed } else { .badInput } }

  package var description: String {
    switch kind {
    case .exists: "\(path) exists already. Choose another directory, or ask for it to be replaced."
    case .notABundle: "\(path) is not empty and holds no bundle. Choose another directory."
    case .unsafeName(let name): "'\(name)' is no name for a file in a bundle."
    case .noManifest: "\(path) has no readable \(BundleManifest.fileName). Name the directory of a bundle."
    case .file(let error): error.description
    }
  }
}
