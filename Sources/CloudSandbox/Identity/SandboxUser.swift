package import CloudPermissions
import Cryptography

/// Who calls: an IAM user or an agency, with a key pair and what it may do.
package struct SandboxUser: Sendable {
  /// The name to sign in with.
  package var name: String
  /// `nil`: cannot sign in, only sign requests.
  package var password: RedactedText?
  /// The number that a second factor wants; `nil`: none is wanted.
  package var passcode: RedactedText?
  package var accessKey: String
  package var secretKey: RedactedText
  /// Set for temporary keys: the requests must carry it.
  package var securityToken: RedactedText?
  /// The model that the action names below are of.
  package var model = PermissionModel.policy
  /// Actions that are allowed, `*` for any part such as `vpn:vpnConnections:*`; `nil` allows everything.
  package var allowed: [String]?
  /// Actions that answer 403 all the same, for example `vpn:vpnConnections:exportPeerConfig`.
  package var denied: [String] = []
  /// The enterprise projects that the rights are limited to; `nil`: the whole project.
  package var enterpriseProjects: [String]?
}

extension SandboxUser {
  /// The first action that an operation needs and the user does not have.
  ///
  /// An operation's own action may go by any of its names, those that it depends on by theirs. A right that is limited to
  /// enterprise projects does not cover operations on the whole project, such as lists.
  func missingAction(for operation: CloudOperation) -> String? {
    let row = operation.permission
    let required = row.required(in: model)
    if row.actionNames.contains(where: denied.contains) { return required.action }
    if enterpriseProjects != nil, !row.isScopedToEnterpriseProjects { return required.action }
    guard let allowed else { return nil }
    let own = [required.action, required.alias].compactMap { $0 }
    guard own.contains(where: { SandboxUser.allows(allowed, $0) }) else { return required.action }
    return required.dependencies.first { !SandboxUser.allows(allowed, $0) }
  }

  /// Whether one of the patterns covers the action, part by part.
  private static func allows(_ patterns: [String], _ action: String) -> Bool {
    let parts = action.split(separator: ":", omittingEmptySubsequences: false)
    return patterns.contains { pattern in
      let wanted = pattern.split(separator: ":", omittingEmptySubsequences: false)
      return wanted.count == parts.count
        && zip(wanted, parts).allSatisfy {
          $0 == "*" || $0 == $1 || ($0.hasSuffix("*") && $1.hasPrefix($0.dropLast()))
        }
    }
  }
}

extension SandboxUser {
  init(_ node: PlacedJSON) throws(SeedError) {
    try node.allow([
      "user", "password", "passcode", "accessKey", "secretKey", "securityToken", "permissions", "allowed",
      "denied", "enterpriseProjects",
    ])
    accessKey = try node.member("accessKey").text()
    secretKey = RedactedText(try node.member("secretKey").text())
    name = try node.optional("user")?.text() ?? accessKey
    password = try SandboxUser.hidden(node, "password")
    passcode = try SandboxUser.hidden(node, "passcode")
    securityToken = try SandboxUser.hidden(node, "securityToken")
    let models = PermissionModel.allCases.map(\.rawValue)
    model = try node.optional("permissions")?.word(of: models).permissionModel ?? .policy
    allowed = try SandboxUser.texts(node, "allowed")
    enterpriseProjects = try SandboxUser.texts(node, "enterpriseProjects")
    let actions = CloudOperation.allCases.flatMap(\.permission.actionNames)
    for action in try node.list("denied") { denied.append(try action.word(of: actions)) }
  }

  private static func hidden(_ node: PlacedJSON, _ name: String) throws(SeedError) -> RedactedText? {
    guard let text = try node.optional(name)?.text() else { return nil }
    return RedactedText(text)
  }

  private static func texts(_ node: PlacedJSON, _ name: String) throws(SeedError) -> [String]? {
    guard let items = try node.optional(name)?.items() else { return nil }
    var texts: [String] = []
    for item in items { texts.append(try item.text()) }
    return texts
  }
}

extension String {
  fileprivate var permissionModel: PermissionModel? { PermissionModel(rawValue: self) }
}

extension SandboxUser {
  /// An id of the identity service's form: 32 hexadecimal digits.
  var id: String { String(SHA256.hex(Array("user \(name)".utf8)).prefix(32)) }
}
