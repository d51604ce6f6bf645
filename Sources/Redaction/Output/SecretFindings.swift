package import Diagnostics
import PlatformModel

extension SecretHit {
  /// Whether anybody who sees the file has the secret.
  package var isWeak: Bool { encoding == .clear || encoding == .obfuscated }

  /// The remark on the secret.
  ///
  /// `tag` is what people see of it, `source` the file as the user named it, `platform` the one by whose table it was
  /// found; `nil`: by none.
  package func finding(source: String, tag: String, platform: String?) -> Finding {
    let place = SourcePlace(source: source, line: line, column: column)
    let what = "\(kind.rawValue) \(tag)"
    guard row != nil else {
      let table =
        platform.map { "the table of \($0) does not know the place" } ?? "the file's platform is not known"
      return Finding(
        rule: "secret-not-in-table", severity: isWeak ? .warning : .note, place: place,
        message: "this looks like a \(what); \(table)",
        remedy: "If it is none, leave it; if it is, add its line to the platform's `secrets`.")
    }
    let name = encodingName.map { ", \($0)" } ?? ""
    switch encoding {
    case .clear:
      return Finding(
        rule: "secret-in-clear", severity: .error, place: place,
        message: "the \(what) stands in clear\(name)",
        remedy: "Let the device encrypt it, and share the file redacted.")
    case .obfuscated:
      return Finding(
        rule: "secret-reversible", severity: .warning, place: place,
        message: "the \(what) can be read by anybody\(name)",
        remedy: "Use a stronger encoding where the device has one.")
    case .encrypted, .hash, .masked:
      return Finding(
        rule: "secret-encoded", severity: .note, place: place,
        message: "the \(what) is \(encoding == .hash ? "a hash" : "encrypted")\(name)",
        remedy: "Share the file redacted all the same.")
    }
  }
}
