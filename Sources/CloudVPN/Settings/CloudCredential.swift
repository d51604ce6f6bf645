package import Secrets

/// A key pair of the cloud, permanent or temporary.
package struct CloudCredential: Sendable {
  /// Names the key; not secret by itself, yet kept out of messages.
  package let accessKey: String
  package let secretKey: Secret
  /// Only with temporary keys.
  package let securityToken: Secret?

  package init(accessKey: String, secretKey: Secret, securityToken: Secret? = nil) {
    self.accessKey = accessKey
    self.secretKey = secretKey
    self.securityToken = securityToken
  }
}

extension CloudCredential {
  /// Whether the text can stand in a header and in a list there: access keys and tokens travel as they are.
  static func isHeaderText(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ",") }
  }
}

extension CloudCredential: CustomStringConvertible, CustomReflectable {
  package var description: String { "<credential>" }
  package var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}
