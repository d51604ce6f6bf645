package import Diagnostics
import Foundation
import SafeFiles
import Validation

/// Says whether a bundle on disk is still what was written.
package enum BundleVerifier {
  /// What a check of a directory found.
  package struct Verification: Sendable, Hashable {
    package let manifest: BundleManifest
    /// SHA-256 of the manifest as it lies there: compare it with the one in the ticket.
    package let identity: String
    /// One error a file that is missing, changed, has other permissions or does not belong.
    package let findings: [Finding]

    package var isIntact: Bool { findings.isEmpty }
  }

  /// Reads every file of a bundle and compares it with the manifest.
  ///
  /// - Throws: ``BundleError`` when there is no readable manifest.
  package static func verify(_ directory: String) throws(BundleError) -> Verification {
    let path = "\(directory)/\(BundleManifest.fileName)"
    guard let bytes = try? SafeFile.read(path, limit: 16 << 20), let manifest = BundleManifest(reading: bytes)
    else { throw BundleError(.noManifest, path: directory) }
    var findings = manifest.files.compactMap { check($0, in: directory) }
    let known = Set(manifest.files.map(\.path) + [BundleManifest.fileName])
    for name in names(in: directory).sorted() where !known.contains(name) {
      findings.append(
        remark("bundle-file-unknown", "\(directory)/\(name)", "The file does not belong to the bundle."))
    }
    return Verification(
      manifest: manifest, identity: Fingerprint(of: bytes).sha256, findings: Report(findings).findings)
  }

  private static func check(_ entry: BundleManifest.Entry, in directory: String) -> Finding? {
    let path = "\(directory)/\(entry.path)"
    guard BundleWriter.isSafe(entry.path) else {
      return remark("bundle-file-missing", path, "The manifest names a file outside of the bundle.")
    }
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      attributes[.type] as? FileAttributeType == .typeRegular,
      let content = try? SafeFile.read(path, limit: max(entry.fingerprint.size, 1) + 1)
    else {
      return SafeFile.exists(path)
        ? remark("bundle-file-changed", path, "The file has another size or is no regular file.")
        : remark("bundle-file-missing", path, "The file is missing.")
    }
    guard Fingerprint(of: content) == entry.fingerprint else {
      return remark("bundle-file-changed", path, "The file is not the one that was written.")
    }
    let mode = (attributes[.posixPermissions] as? NSNumber)?.uint32Value ?? 0
    guard mode & 0o7777 == entry.mode else {
      let octal = BundleManifest.octal
      return remark(
        "bundle-file-mode", path, "The file's permissions are \(octal(mode)), not \(octal(entry.mode)).")
    }
    return nil
  }

  /// All files below a directory, links included, by their paths from there.
  private static func names(in directory: String) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: directory) else { return [] }
    return walk.compactMap { $0 as? String }.filter { !SafeFile.isDirectory("\(directory)/\($0)") }
  }

  private static func remark(_ rule: String, _ path: String, _ message: String) -> Finding {
    Finding(
      rule: rule, severity: .error, place: SourcePlace(source: path), message: message,
      remedy: "Make the bundle again; do not use this one.")
  }
}
