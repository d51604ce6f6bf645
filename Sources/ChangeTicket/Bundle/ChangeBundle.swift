import Cryptography
import Validation

/// Everything that is attached to a change ticket for one site, as a value.
package struct ChangeBundle: Sendable, Hashable {
  package let manifest: BundleManifest
  /// Without the manifest.
  package let files: [BundleFile]

  package init(manifest: BundleManifest, files: [BundleFile]) {
    self.manifest = manifest
    self.files = files
  }

  /// SHA-256 of the manifest: one number that stands for every byte of the bundle.
  package var identity: String { SHA256.hex(manifest.bytes) }

  package subscript(name: String) -> BundleFile? { files.first { $0.name == name } }

  /// All files, the manifest last.
  package var allFiles: [BundleFile] {
    files + [BundleFile(name: BundleManifest.fileName, content: manifest.bytes)]
  }
}
