import SafeFiles
import Secrets

/// Variables and files, as the sources read them.
struct Surroundings: Sendable {
  let environment: [String: String]

  /// Files of credentials are small.
  private static let sizeLimit = 1 << 20

  /// The variable without the blanks that copying leaves around it; empty is unset.
  func value(_ name: String) -> String? { environment[name].flatMap(Surroundings.trimmed) }

  /// The first that is set, with its value.
  func first(_ names: String...) -> (name: String, value: String)? {
    for name in names {
      if let value = value(name) { return (name, value) }
    }
    return nil
  }

  static func trimmed(_ text: String) -> String? {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard let first = text.utf8.firstIndex(where: { !isBlank($0) }),
      let last = text.utf8.lastIndex(where: { !isBlank($0) })
    else { return nil }
    return String(text[first...last])
  }

  /// The text of a file; a file that was named must be there.
  func text(of path: String, isNamed: Bool, what: String) throws(CloudSettingsError) -> String? {
    let shown = PrintableText.line(path, limit: 200, hiding: [])
    // A pipe would keep us waiting, so it counts as missing.
    guard SafeFile.isRegular(path) else {
      if isNamed {
        throw CloudSettingsError(.badCredentials, "\(what) \(shown) is not there; correct its name")
      }
      return nil
    }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try SafeFile.read(path, limit: Surroundings.sizeLimit)
    } catch {
      throw CloudSettingsError(.badCredentials, "\(what) \(shown) cannot be read: \(error.reason)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CloudSettingsError(.badCredentials, "\(what) \(shown) is not UTF-8; write it anew")
    }
    return text
  }

  /// A pair of keys of which either, both or none may be there; names say where, never what.
  func keys(
    _ accessKey: (name: String, value: String?), _ secretKey: (name: String, value: String?),
    _ token: (name: String, value: String?)
  ) throws(CloudSettingsError) -> CloudCredential? {
    switch (accessKey.value, secretKey.value) {
    case (nil, nil): return nil
    case (_, nil): throw Surroundings.incomplete(has: accessKey.name, lacks: secretKey.name)
    case (nil, _): throw Surroundings.incomplete(has: secretKey.name, lacks: accessKey.name)
    case (let access?, let secret?):
      try Surroundings.checkHeaderText(access, accessKey.name)
      if let value = token.value { try Surroundings.checkHeaderText(value, token.name) }
      return CloudCredential(
        accessKey: access, secretKey: Secret(secret), securityToken: token.value.map { Secret($0) })
    }
  }

  static func incomplete(has: String, lacks: String) -> CloudSettingsError {
    CloudSettingsError(
      .incompleteCredentials,
      "the cloud credentials are incomplete: \(has) is set, \(lacks) is not; set both or neither")
  }

  static func checkHeaderText(_ text: String, _ name: String) throws(CloudSettingsError) {
    guard CloudCredential.isHeaderText(text) else {
      throw CloudSettingsError(
        .badCredentials,
        "\(name) holds a character that no key has (a blank, a comma, a line end): set it anew")
    }
  }
}
